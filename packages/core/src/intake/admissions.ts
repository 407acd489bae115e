import { inNextTask } from '../time/next-task.ts';

/** Lets files in one after the other, in the order in which they came. */
export interface Admissions {
  push(ids: readonly string[]): void;
  clear(): void;
}

// Reading ahead keeps the line moving, and in blocks it is cheaper; more at once would only fill memory.
const READ_AHEAD = 128;
// Of so many, one task.
const BLOCK = 64;

/**
 * Headers are read several at a time, yet decided on in order: whether there is a place left
 * depends on those before.
 *
 * @param read - Looks at one file; must not reject.
 * @param decide - Told of each file in order.
 * @param readAheadOf - How many are read at a time, at most.
 */
export function createAdmissions<Reading>(
  read: (id: string) => Reading | Promise<Reading>,
  decide: (id: string, reading: Reading) => void,
  readAheadOf: number = READ_AHEAD,
): Admissions {
  let waiting: string[] = [];
  let head = 0;
  let moving = false;
  const ahead: { id: string; reading: Reading | Promise<Reading> }[] = [];

  function readAhead(): void {
    if (ahead.length > readAheadOf / 2) return;
    while (ahead.length < readAheadOf && head < waiting.length) {
      const id = waiting[head++];
      if (id !== undefined) ahead.push({ id, reading: read(id) });
    }
  }

  async function move(): Promise<void> {
    if (moving) return;
    moving = true;
    let decided = 0;
    for (readAhead(); ahead.length > 0; readAhead()) {
      // Very many files must not become one very long task.
      if (++decided % BLOCK === 0) await new Promise<void>(inNextTask);
      const first = ahead.shift();
      if (!first) continue;
      // What is known at once is decided at once, so that the first picture leaves without delay.
      const { id, reading } = first;
      decide(id, reading instanceof Promise ? await reading : reading);
    }
    waiting = [];
    head = 0;
    moving = false;
  }

  return {
    push(ids) {
      waiting.push(...ids);
      readAhead();
      void move();
    },
    clear() {
      waiting = [];
      head = 0;
    },
  };
}
