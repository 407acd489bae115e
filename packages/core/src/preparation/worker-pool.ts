import { isPartNotLoaded } from '../loading/lazy-module.ts';
import { type Stopwatch, startStopwatch } from '../time/stopwatch.ts';
import type { Outcome, Task } from './run-task.ts';

/** From the page to a worker. */
export interface Question {
  task: Task;
}

/** From a worker to the page; without an outcome: it is ready. */
export interface Answer {
  outcome: Outcome | null;
}

/** Runs tasks beside the page, or on it where there are no workers. */
export interface WorkerPool {
  /** Never rejects. @param bytes - Memory that the task needs at its height, about. */
  run(task: Task, bytes: number): Promise<Outcome>;
}

/** What a pool needs of the world, and its limits. */
export interface PoolParts {
  /** @throws Error where there are no workers. */
  createWorker(): Worker;
  /** Runs a task on the page. */
  runHere(task: Task): Promise<Outcome>;
  /** Workers at most. */
  size: number;
  /** Bytes that all tasks may need together. One task may need more, when it runs alone. */
  memory: number;
  /** Milliseconds after which a task is given up. */
  timeLimit: number;
  /** Milliseconds after which a worker without work is let go. */
  idleTime: number;
}

interface Job {
  task: Task;
  bytes: number;
  settle(outcome: Outcome): void;
}

interface Slot {
  worker: Worker;
  isReady: boolean;
  job: Job | null;
  /** Watches over the job. */
  stopwatch: Stopwatch | undefined;
  /** Runs while there is no job. */
  rest: ReturnType<typeof setTimeout> | undefined;
}

// Milliseconds. Each attempt of a worker that a policy forbids is reported in the console.
const FIRST_RESTORE_PAUSE = 10_000;
const LONGEST_RESTORE_PAUSE = 600_000;

/**
 * Makes a pool. Workers start when there is work and end when there is none. One that crashes, or works
 * on something for too long, is ended, and its task fails; another takes its place. Where workers cannot
 * be had at all (an old browser, a policy that forbids them, a file that was not found), all tasks run
 * on the page, one at a time, and workers are tried again after a while.
 */
export function createWorkerPool(parts: PoolParts): WorkerPool {
  const waiting: Job[] = [];
  const slots = new Set<Slot>();
  let used = 0;
  let mostWorkers = parts.size;
  let hasStartedOne = false;
  // When workers that could not be started are tried again, by `performance.now()`.
  let restoreAt = Number.POSITIVE_INFINITY;
  let restorePause = FIRST_RESTORE_PAUSE;
  let onPage = Promise.resolve();

  function next(): void {
    for (let job = waiting[0]; job && mostWorkers > 0; job = waiting[0]) {
      const fits = used === 0 || used + job.bytes <= parts.memory;
      const slot = fits ? freeSlot() : null;
      if (!slot) break;
      waiting.shift();
      give(job, slot);
    }
    if (mostWorkers === 0) for (const job of waiting.splice(0)) runOnPage(job);
  }

  function freeSlot(): Slot | null {
    for (const slot of slots) if (!slot.job) return slot;
    return slots.size < mostWorkers ? open() : null;
  }

  function open(): Slot | null {
    try {
      const slot = createSlot(parts.createWorker());
      slots.add(slot);
      return slot;
    } catch {
      mostWorkers = 0;
      return null;
    }
  }

  function createSlot(worker: Worker): Slot {
    const slot: Slot = { worker, isReady: false, job: null, stopwatch: undefined, rest: undefined };
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      slot.isReady = true;
      hasStartedOne = true;
      restorePause = FIRST_RESTORE_PAUSE;
      if (data.outcome) finish(slot, data.outcome);
      next();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      giveUp(slot, 'The worker crashed.');
    };
    worker.onmessageerror = () => giveUp(slot, 'What the worker said could not be read.');
    return slot;
  }

  function give(job: Job, slot: Slot): void {
    clearTimeout(slot.rest);
    used += job.bytes;
    slot.job = job;
    slot.stopwatch = startStopwatch(parts.timeLimit, () => giveUp(slot, 'It took too long.'));
    slot.worker.postMessage({ task: job.task } satisfies Question);
  }

  function finish(slot: Slot, outcome: Outcome): void {
    const job = free(slot);
    slot.rest = setTimeout(() => close(slot), parts.idleTime);
    job?.settle(outcome);
  }

  /** Ends a worker that went wrong. */
  function giveUp(slot: Slot, reason: string): void {
    close(slot);
    const job = free(slot);
    if (slot.isReady) job?.settle({ failure: { code: 'preparation-failed', reason } });
    else {
      // It did not even begin: it was not found, may not run, or the machine has no room for one more.
      // What it was given can still be done.
      mostWorkers = hasStartedOne ? mostWorkers - 1 : 0;
      restoreAt = performance.now() + restorePause;
      restorePause = Math.min(2 * restorePause, LONGEST_RESTORE_PAUSE);
      if (job) waiting.unshift(job);
    }
    next();
  }

  function free(slot: Slot): Job | null {
    const { job } = slot;
    slot.stopwatch?.stop();
    slot.job = null;
    used -= job?.bytes ?? 0;
    return job;
  }

  function close(slot: Slot): void {
    slots.delete(slot);
    clearTimeout(slot.rest);
    slot.worker.terminate();
  }

  function runOnPage({ task, settle }: Job): void {
    onPage = onPage.then(async () => settle(await runHere(task)));
  }

  async function runHere(task: Task): Promise<Outcome> {
    try {
      return await parts.runHere(task);
    } catch (error) {
      const code = isPartNotLoaded(error) ? 'part-not-loaded' : 'preparation-failed';
      return { failure: { code, reason: String(error) } };
    }
  }

  /** A file that was missing, or a machine without room, may be so for a while only. */
  function restoreWorkers(): void {
    if (performance.now() >= restoreAt) mostWorkers = parts.size;
  }

  return {
    run(task, bytes) {
      return new Promise((settle) => {
        const job = { task, bytes, settle };
        if (needsPage(task)) return runOnPage(job);
        restoreWorkers();
        waiting.push(job);
        next();
      });
    },
  };
}

/** No worker can draw an SVG, nor a part of a damaged image. */
function needsPage(task: Task): boolean {
  switch (task.kind) {
    case 'show':
      return true;
    case 'weigh':
      return false;
    case 'prepare':
      return task.onPage ?? false;
    case 'preview':
      return task.header.mediaType === 'image/svg+xml';
  }
}
