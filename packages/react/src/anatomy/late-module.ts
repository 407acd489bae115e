/** A module that no page waits for. Once it has come, the whole page has it. */
export interface Loadable<Module> {
  /** `undefined` until it is there. */
  now: () => Module | undefined;
  /** Loads it, unless it is there or on its way. What fails is tried again, until it comes. */
  load: () => Promise<Module>;
  /** Tells when it has come. @returns the end of it. */
  subscribe: (listener: () => void) => () => void;
}

/** The same for whoever makes it. */
export interface LateModule<Module> extends Loadable<Module> {
  /** For whoever has it already, such as a test. */
  put: (module: Module) => void;
}

// Milliseconds until the next try, which double with each.
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

/** @param load - Such as `() => import('./x.ts')`. */
export function createLateModule<Module>(load: () => Promise<Module>): LateModule<Module> {
  let module: Module | undefined;
  let loading: Promise<Module> | undefined;
  const listeners = new Set<() => void>();

  function put(arrived: Module): Module {
    module ??= arrived;
    for (const listener of [...listeners]) {
      try {
        listener();
      } catch (error) {
        // Reported like any other, and no reason why the rest should not be told.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
    return module;
  }

  async function keepTrying(pause = FIRST_PAUSE): Promise<Module> {
    try {
      return module ?? put(await load());
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause));
      return keepTrying(Math.min(2 * pause, LONGEST_PAUSE));
    }
  }

  return {
    now: () => module,
    load: () => {
      loading ??= keepTrying();
      return loading;
    },
    put,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
