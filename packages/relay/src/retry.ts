// Longer than that a browser should not wait without knowing: it is told, and asks again itself.
const LONGEST_WAIT = 2000;
const FIRST_WAIT = 200;

/**
 * How long to wait before a request is sent again, in milliseconds, or `null` where it is not.
 *
 * @param attempt - 0 for the first.
 * @param retryAfter - The `Retry-After` header of the answer, in seconds or as a date.
 */
export function retryDelay(
  attempt: number,
  retryAfter: string | null,
  { random, now }: { random: () => number; now: () => number } = {
    random: Math.random,
    now: Date.now,
  },
): number | null {
  const asked = retryAfter === null ? null : readRetryAfter(retryAfter, now());
  // Half of it is chance, so that many requests that failed together do not come back together.
  const wait = asked ?? FIRST_WAIT * 2 ** attempt * (0.5 + random() / 2);
  return wait <= LONGEST_WAIT ? wait : null;
}

/** Whether an answer says that the same request may go well later. */
export function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}

function readRetryAfter(text: string, now: number): number | null {
  const seconds = Number(text);
  if (text.trim() !== '' && Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** Waits. @throws the signal's reason when it is aborted meanwhile. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
