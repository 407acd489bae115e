// The service is eventually consistent at its edges: a fresh picture may answer 404 for minutes.
const SPREADS_FOR = 10 * 60_000;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;

/**
 * How long to wait before a picture that could not be shown is asked for again, in milliseconds, or
 * `null` where it has been stored for so long that waiting will not help.
 *
 * @param attempt - How often it was tried already, from 1.
 * @param age - Milliseconds since it was stored; less than none where the clocks differ.
 */
export function spreadWait(attempt: number, age: number): number | null {
  // A clock that is wrong by years must not keep a broken picture waiting for ever.
  if (!(Math.abs(age) < SPREADS_FOR)) return null;
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1));
}
