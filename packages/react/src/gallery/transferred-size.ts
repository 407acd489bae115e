// Pictures that a page has shown since it was opened; beyond, the oldest are forgotten.
const REMEMBERED = 5000;

const sizes = new Map<string, number>();
const listeners = new Set<() => void>();
let observer: PerformanceObserver | undefined;

/**
 * Bytes that the body of a picture took on the network, or `null` where the browser does not tell: it
 * keeps them to itself for other origins that do not send `Timing-Allow-Origin`.
 *
 * @param url - Absolute.
 * @see https://www.w3.org/TR/resource-timing/#dom-performanceresourcetiming-encodedbodysize
 */
export function transferredSize(url: string | null): number | null {
  return url === null ? null : (sizes.get(url) ?? null);
}

/** Watches what comes over the network, until the answer is called. */
export function watchTransfers(listener: () => void): () => void {
  listeners.add(listener);
  observer ??= observe();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    observer?.disconnect();
    observer = undefined;
  };
}

// The browser's own list of entries ends after 250; an observer is told of all.
function observe(): PerformanceObserver | undefined {
  if (typeof PerformanceObserver !== 'function') return undefined;
  const made = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) note(entry as PerformanceResourceTiming);
    for (const listener of listeners) listener();
  });
  made.observe({ type: 'resource', buffered: true });
  return made;
}

function note({ initiatorType, name, encodedBodySize }: PerformanceResourceTiming): void {
  if (initiatorType !== 'img' || encodedBodySize === 0) return;
  sizes.delete(name);
  sizes.set(name, encodedBodySize);
  const [oldest] = sizes.keys();
  if (sizes.size > REMEMBERED && oldest !== undefined) sizes.delete(oldest);
}
