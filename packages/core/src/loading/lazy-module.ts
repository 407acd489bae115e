import { isUploadError, UploadError } from '../errors/upload-error.ts';
import { importFresh } from './import-fresh.ts';

/** How far a lazy module is. Replaced when that changes, and with every failure that is reported. */
export type LazyState<Value> =
  | { readonly status: 'idle' | 'loading' }
  | { readonly status: 'loaded'; readonly value: Value }
  /** Loading failed more than once. It is retried as long as something needs the module. */
  | { readonly status: 'failed'; readonly error: UploadError };

/** One export of a module that is loaded on demand, once for the whole page. */
export interface LazyModule<Value> {
  /** Returns the value, or `undefined` until it is loaded. */
  current: () => Value | undefined;
  getState: () => LazyState<Value>;
  /** Calls the listener when the state changes. Returns a function that unsubscribes. */
  subscribe: (listener: () => void) => () => void;
  /**
   * Loads the module, and keeps retrying until it is loaded.
   *
   * @throws UploadError `part-not-loaded` when loading has failed more than once. It is still retried.
   */
  load: () => Promise<Value>;
  /** Calls the action with the value: synchronously if it is loaded, otherwise in order once it is. */
  use: (action: (value: Value) => void) => void;
  /** Loads the module, and keeps retrying until it is loaded or the returned function is called. */
  need: () => () => void;
  /** Loads the module ahead of its use: a single attempt, whose failure is ignored. */
  preload: () => void;
  /** Retries now instead of later. */
  retry: () => void;
  /** Sets the value without loading it, for tests and for code that already has it. */
  provide(value: Value): void;
}

// Milliseconds until the next attempt. Doubles with each.
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;
// A single failure is often a network that changes, and over before anyone could read about it.
const FAILURES_UNTIL_REPORTED = 2;

const recoveryListeners = new Set<() => void>();

/**
 * Calls the listener whenever a module is loaded that was reported as failed before. Returns a function
 * that unsubscribes.
 */
export function onRecovery(listener: () => void): () => void {
  recoveryListeners.add(listener);
  return () => recoveryListeners.delete(listener);
}

/**
 * Loads one export of a module on demand. This is the only way in which Tintype loads code late, and the
 * only retry policy for it: after 1 s, 2 s, 4 s and so on up to 30 s, and when the browser is online again.
 *
 * @param load - Such as `() => import('./camera.ts')`.
 * @param name - The export to use.
 *
 * @example
 * ```ts
 * const preparation = lazyModule(() => import('@tintype/core'), 'prepareImage');
 * preparation.use((prepareImage) => prepareImage(photo));
 * ```
 */
export function lazyModule<Module extends object, Name extends keyof Module & string>(
  load: () => Promise<Module>,
  name: Name,
): LazyModule<Module[Name]> {
  type Value = Module[Name];
  let state: LazyState<Value> = { status: 'idle' };
  // In all, and since something has needed the module.
  let attempts = 0;
  let failures = 0;
  let isLoading = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const needs = new Set<object>();
  const listeners = new Set<() => void>();
  let waiting: { resolve(value: Value): void; reject(error: UploadError): void }[] = [];

  function setState(next: LazyState<Value>): void {
    state = next;
    callAll(listeners);
  }

  function provide(value: Value): void {
    if (state.status === 'loaded') return;
    const isRecovered = state.status === 'failed';
    stopRetrying();
    const waited = waiting;
    waiting = [];
    setState({ status: 'loaded', value });
    for (const { resolve } of waited) resolve(value);
    if (isRecovered) callAll(recoveryListeners);
  }

  async function attempt(): Promise<void> {
    stopRetrying();
    if (isLoading || state.status === 'loaded') return;
    isLoading = true;
    // What was reported as failed stays so until it is loaded, so that nothing flickers.
    if (state.status === 'idle') setState({ status: 'loading' });
    try {
      attempts += 1;
      const value = pick(await (attempts === 1 ? load() : importFresh(load, attempts)), name);
      isLoading = false;
      provide(value);
    } catch (cause) {
      isLoading = false;
      fail(cause);
    }
  }

  function fail(cause: unknown): void {
    if (needs.size === 0) {
      rest();
      return;
    }
    failures += 1;
    retryLater();
    if (failures < FAILURES_UNTIL_REPORTED) return;
    const error = notLoaded(cause);
    const waited = waiting;
    waiting = [];
    setState({ status: 'failed', error });
    for (const { reject } of waited) reject(error);
  }

  /** Nothing needs the module any more: the next that does has all attempts again. */
  function rest(): void {
    stopRetrying();
    failures = 0;
    if (!isLoading && state.status !== 'loaded') setState({ status: 'idle' });
  }

  function retryLater(): void {
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1));
    timer = setTimeout(attempt, pause);
    globalThis.addEventListener?.('online', attempt);
  }

  function stopRetrying(): void {
    clearTimeout(timer);
    timer = undefined;
    globalThis.removeEventListener?.('online', attempt);
  }

  function need(): () => void {
    const one = {};
    needs.add(one);
    // Between two attempts, one more that needs it waits for the next one.
    if (timer === undefined) void attempt();
    return () => {
      needs.delete(one);
      if (needs.size === 0) rest();
    };
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    current: () => (state.status === 'loaded' ? state.value : undefined),
    getState: () => state,
    subscribe,
    load() {
      if (state.status === 'loaded') return Promise.resolve(state.value);
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        need();
        if (state.status === 'failed') void attempt();
      });
    },
    use(action) {
      if (state.status === 'loaded') return action(state.value);
      need();
      const unsubscribe = subscribe(() => {
        if (state.status !== 'loaded') return;
        unsubscribe();
        action(state.value);
      });
    },
    need,
    preload: () => void (state.status === 'idle' && attempt()),
    retry: () => void attempt(),
    provide,
  };
}

/**
 * An app may prevent the default of `vite:preloadError`, and then Vite resolves to nothing; and a chunk of
 * another deployment may have other exports.
 */
function pick<Module extends object, Name extends keyof Module & string>(
  module: Module | undefined,
  name: Name,
): Module[Name] {
  const value = module?.[name];
  if (value === undefined) throw new Error(`Tintype: the module that was loaded has no ${name}.`);
  return value;
}

function notLoaded(cause: unknown): UploadError {
  const message =
    'Part of Tintype could not be loaded. It is retried until it is there. If the site was updated since this page was opened, it is there again after a reload.';
  return new UploadError('part-not-loaded', message, { cause });
}

/** A listener that throws is reported like any other error, and does not keep the others from being called. */
function callAll(listeners: Iterable<() => void>): void {
  for (const listener of [...listeners]) {
    try {
      listener();
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

/** Tells whether code that is loaded on demand could not be loaded. */
export function isPartNotLoaded(error: unknown): boolean {
  return isUploadError(error) && error.code === 'part-not-loaded';
}
