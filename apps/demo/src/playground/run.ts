const RUN = 'tintype-playground-run';
const CHOSEN = 'tintype-playground-chosen';

/** What was chosen: the mark of each picture, by the id of its item. */
export type Chosen = Readonly<Record<string, string>>;

/**
 * Marks a file, so that what the service has stored can be told by it. Two files that nothing tells
 * apart have the same mark, and are counted.
 */
export function markOf({ name, size, lastModified }: File): string {
  return `${runName()} ${lastModified} ${size} ${name}`;
}

/** From now on, pictures that are stored already no longer count. */
export function startRun(): string {
  const name = Math.random().toString(36).slice(2);
  localStorage.setItem(RUN, name);
  return name;
}

function runName(): string {
  return localStorage.getItem(RUN) ?? startRun();
}

/** What was chosen before this page was loaded. */
export function readChosen(): Chosen {
  return JSON.parse(localStorage.getItem(CHOSEN) ?? '{}');
}

/** Keeps it for the next page. */
export function keepChosen(chosen: Chosen): void {
  localStorage.setItem(CHOSEN, JSON.stringify(chosen));
}

/** How many of the chosen pictures are stored, and how many more than once. */
export function compare(chosen: Chosen, stored: readonly string[]): { once: number; more: number } {
  const wanted = countsOf(Object.values(chosen));
  const there = countsOf(stored);
  let [once, more] = [0, 0];
  for (const [mark, count] of wanted) {
    const found = there.get(mark) ?? 0;
    once += Math.min(found, count);
    more += Math.max(0, found - count);
  }
  return { once, more };
}

function countsOf(marks: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const mark of marks) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return counts;
}
