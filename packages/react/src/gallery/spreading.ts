// The service is eventually consistent at its edges: a fresh image may answer 404 for minutes.
const SPREADS_FOR = 10 * 60_000;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;
// About ten minutes of waiting, as SPREADS_FOR has it.
const MOST_ATTEMPTS = 15;

/**
 * How long to wait before a picture that could not be shown is asked for again, in milliseconds, or
 * `null` where it has been stored for so long that waiting will not help.
 *
 * @param attempt - How often it was tried already, from 1.
 * @param age - Milliseconds since it was stored, by the device's clock; less than 0 where that is behind.
 */
export function spreadWait(attempt: number, age: number): number | null {
  // Whatever the clock says, a broken image does not wait for ever.
  if (!(age < SPREADS_FOR) || attempt > MOST_ATTEMPTS) return null;
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1));
}
