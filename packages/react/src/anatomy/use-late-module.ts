'use client';
import { useEffect, useSyncExternalStore } from 'react';
import type { Loadable } from './late-module.ts';

const nothing = () => undefined;
// Safari has no idle callbacks. In milliseconds.
const LATER = 200;

/**
 * A module as soon as it is there; never on a server, nor while a browser takes over from it. It is loaded
 * when the page has nothing else to do.
 *
 * It does not suspend: `Suspense` would hold back for 300 ms what came a moment after something else.
 *
 * @param isNeeded - Loads it at once.
 */
export function useLateModule<Module>(
  { now, load, subscribe }: Loadable<Module>,
  isNeeded: boolean,
): Module | undefined {
  useEffect(() => {
    if (now()) return;
    if (isNeeded) void load();
    else return whenIdle(load);
  }, [now, load, isNeeded]);
  return useSyncExternalStore(subscribe, now, nothing);
}

function whenIdle(callback: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(callback, LATER);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(callback);
  return () => cancelIdleCallback(request);
}
