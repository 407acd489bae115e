/**
 * Milliseconds to wait according to a `Retry-After` header, which holds seconds or a date
 * (RFC 9110, section 10.2.3), or `undefined` when there is none that can be read.
 *
 * @param now - Milliseconds since the epoch, by the clock that made the header.
 */
export function readRetryAfter(header: string | null, now: () => number): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now());
}
