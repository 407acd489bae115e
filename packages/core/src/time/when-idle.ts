/** Calls back when the page has nothing else to do. @param most - Milliseconds until it does so all the same. */
export function whenIdle(callback: () => void, most?: number): void {
  // Not every browser has it.
  if (typeof requestIdleCallback !== 'function') return void setTimeout(callback, 200);
  requestIdleCallback(callback, most === undefined ? undefined : { timeout: most });
}
