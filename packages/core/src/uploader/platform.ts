import { type LazyModule, lazyModule } from '../loading/lazy-module.ts';
import { createFrameScheduler } from '../queue/frame.ts';
import type { OpenPersistence } from '../queue/persistence.ts';
import { whenIdle } from '../time/when-idle.ts';
import type { CreateWorks } from './works.ts';

/** What the engine wants of the world around it. */
export interface Platform {
  /** What files need weighs on no page that waits for one. */
  works: LazyModule<CreateWorks>;
  /** Calls back when the page has nothing else to do; never, outside of a browser. */
  whenIdle(callback: () => void): void;
  createFrameScheduler: typeof createFrameScheduler;
  /** Loaded where something is to survive the page. */
  persistence: Pick<LazyModule<OpenPersistence>, 'load'>;
}

/** The browser. */
export const browser: Platform = {
  // Loaded once for all engines of a page.
  works: lazyModule(() => import('./browser-works.ts'), 'createBrowserWorks'),
  whenIdle(callback) {
    if (typeof document !== 'undefined') whenIdle(callback);
  },
  createFrameScheduler,
  persistence: lazyModule(() => import('../queue/indexed-db.ts'), 'openIndexedDB'),
};
