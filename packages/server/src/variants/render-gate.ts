import { availableParallelism } from 'node:os';
import { tooBusy } from './render-refusal.ts';

/** Lets in so much work at a time; the rest waits in the order in which it came. */
export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>;

// Each may hold a request; nobody waits for the end of a longer queue.
const MOST_WAITING = 2000;

/**
 * Makes a gate.
 *
 * @param width - How much may be under way at once.
 * @throws RenderRefusal 9522, from the gate, when too many wait already.
 */
export function createGate(width: number, mostWaiting: number = MOST_WAITING): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;

  function enter(): Promise<void> | undefined {
    if (inside < width) {
      inside++;
      return undefined;
    }
    if (waiting.length >= mostWaiting) throw tooBusy();
    return new Promise((resolve) => waiting.push(resolve));
  }

  function leave(): void {
    const next = waiting.shift();
    // Whoever waited takes the place over.
    if (next) next();
    else inside--;
  }

  return async (work) => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}

/** How many pictures are rendered at once, and on how many cores each. */
export interface RenderShare {
  renders: number;
  threads: number;
}

/**
 * Shares the cores among renders. Each of them holds a thread of Node's pool, and reading files needs
 * some of those as well: two are always left to it.
 *
 * @param pool - Threads in Node's pool. @default UV_THREADPOOL_SIZE, or the four that Node begins with
 */
export function shareCores(
  cores: number = availableParallelism(),
  pool: number = Number(process.env.UV_THREADPOOL_SIZE) || 4,
): RenderShare {
  const renders = Math.max(1, Math.min(cores, pool - 2));
  return { renders, threads: Math.max(1, Math.round(cores / renders)) };
}
