/** Decides which item may start now: first come, first served, so many at a time. */
export interface Queue {
  /** Puts an item at the end. */
  push(id: string): void;
  /** How many may run at once from now on. */
  setConcurrency(concurrency: number): void;
  /** While held, nothing new starts. */
  setHeld(held: boolean): void;
  /** Forgets everything that waits. */
  clear(): void;
}

/**
 * @param run - Runs one item; its place is free again when the promise settles. An item that no
 * longer wants to run (it was canceled while waiting) returns `null` and takes no place.
 */
export function createQueue(run: (id: string) => Promise<unknown> | null): Queue {
  let waiting: string[] = [];
  // Where the next one stands; `shift` on a long array would move all the others.
  let head = 0;
  let running = 0;
  let concurrency = 1;
  let held = false;

  function next(): void {
    while (!held && running < concurrency && head < waiting.length) {
      const id = waiting[head++];
      const work = id === undefined ? null : run(id);
      if (!work) continue;
      running++;
      const leave = () => {
        running--;
        next();
      };
      work.then(leave, leave);
    }
    if (head === waiting.length) {
      waiting = [];
      head = 0;
    }
  }

  return {
    push(id) {
      waiting.push(id);
      next();
    },
    setConcurrency(value) {
      concurrency = value;
      next();
    },
    setHeld(value) {
      held = value;
      next();
    },
    clear() {
      waiting = [];
      head = 0;
    },
  };
}
