// Longer than that a browser should not wait without knowing: it is told, and asks again itself.
const LONGEST_WAIT = 2000;
const FIRST_WAIT = 200;

/**
 * How long to wait before a request is sent again, in milliseconds, or `null` where it is not.
 *
 * @param attempt - 0 for the first.
 * @param retryAfter - Seconds that the service asks for, or `null`.
 * @param random - From 0 up to 1.
 */
export function retryDelay(
  attempt: number,
  retryAfter: string | null,
  random: number = Math.random(),
): number | null {
  // Half of it is chance, so that many requests that failed together do not come back together.
  const own = FIRST_WAIT * 2 ** attempt * (0.5 + random / 2);
  const wait = retryAfter === null ? own : Number(retryAfter) * 1000;
  return wait <= LONGEST_WAIT ? wait : null;
}

/** Whether an answer says that the same request may go well later. */
export function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}

/**
 * Reads a `Retry-After` header, which holds seconds or a date (RFC 9110, section 10.2.3). A date is for
 * the clock that made it, and not for the browser's.
 *
 * @param now - Milliseconds since the epoch, by the clock of the service.
 * @returns seconds, or `null` where there are none that can be read.
 */
export function secondsOf(header: string | null, now: number): string | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return String(Math.max(0, seconds));
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : String(Math.max(0, Math.ceil((date - now) / 1000)));
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
