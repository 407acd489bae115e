import { createFrameScheduler } from '../queue/frame.ts';
import type { OpenPersistence } from '../queue/persistence.ts';
import { whenIdle } from '../time/when-idle.ts';
import type { CreateWorks } from './works.ts';

/** What the engine wants of the world around it. */
export interface Platform {
  /** What files need weighs on no page that waits for one. Answers at once where it is there already. */
  loadWorks(): CreateWorks | Promise<CreateWorks>;
  /** Calls back when the page has nothing else to do; never, outside of a browser. */
  whenIdle(callback: () => void): void;
  createFrameScheduler: typeof createFrameScheduler;
  openPersistence: OpenPersistence;
}

// Loaded once for all engines of a page.
let works: CreateWorks | undefined;

/** The browser. */
export const browser: Platform = {
  loadWorks: () => works ?? loadWorks(),
  whenIdle(callback) {
    if (typeof document !== 'undefined') whenIdle(callback);
  },
  createFrameScheduler,
  openPersistence: async (name) => (await import('../queue/indexed-db.ts')).openIndexedDB(name),
};

async function loadWorks(): Promise<CreateWorks> {
  works = (await import('./browser-works.ts')).createBrowserWorks;
  return works;
}
