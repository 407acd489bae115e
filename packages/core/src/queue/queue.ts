/** Decides which item may start now: first come, first served, unless told otherwise; so many at a time. */
export interface Queue {
  /** Puts an item at the end. */
  push(id: string): void;
  /** How many may run at once from now on. */
  setConcurrency(concurrency: number): void;
  /** From now on, what waits starts by its place in the list. To be called again when places change. */
  sortBy(placeOf: (id: string) => number): void;
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
  let placeOf: ((id: string) => number) | null = null;
  // Sorting is left until something can start: ten thousand may come before.
  let sorted = true;

  function sort(): void {
    const place = placeOf;
    if (sorted || !place) return;
    waiting = waiting.slice(head).sort((one, other) => place(one) - place(other));
    head = 0;
    sorted = true;
  }

  function next(): void {
    while (!held && running < concurrency && head < waiting.length) {
      sort();
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
      sorted = false;
      next();
    },
    sortBy(place) {
      placeOf = place;
      sorted = false;
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
