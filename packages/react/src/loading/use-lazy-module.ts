'use client';
import type { LazyModule, LazyState } from '@tintype/core/loading';
import { useCallback, useEffect, useSyncExternalStore } from 'react';

const WAITING: LazyState<never> = { status: 'loading' };
// Safari has no idle callbacks. In milliseconds.
const LATER = 200;

/**
 * Returns the state of a lazy module: loaded, failed, or waiting for it; always waiting on a server, and
 * while a browser hydrates. Does not suspend: `Suspense` would hold back for 300 ms what came a moment
 * after something else.
 *
 * @param isNeeded - Loads it at once, and keeps retrying, instead of trying once when the page is idle.
 */
export function useLazyModule<Value>(
  { getState, need, preload, subscribe }: LazyModule<Value>,
  isNeeded: boolean,
): LazyState<Value> {
  useEffect(() => (isNeeded ? need() : whenIdle(preload)), [need, preload, isNeeded]);
  // Whether it is being loaded matters to nobody: each part would render once more for it.
  const read = useCallback(() => {
    const state = getState();
    return state.status === 'idle' || state.status === 'loading' ? WAITING : state;
  }, [getState]);
  return useSyncExternalStore(subscribe, read, () => WAITING);
}

function whenIdle(callback: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(callback, LATER);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(callback);
  return () => cancelIdleCallback(request);
}
