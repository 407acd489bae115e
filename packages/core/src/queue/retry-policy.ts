import type { UploadError } from '../errors/upload-error.ts';
import { type BackoffOptions, backoff } from './backoff.ts';

/** When a failed upload is sent again without anybody asking. */
export interface RetryOptions extends BackoffOptions {
  /** Attempts in all, the first one included. */
  attempts: number;
}

/**
 * Milliseconds until the next attempt, or `null` when there is none.
 *
 * Only refusals that say "not now" are repeated: the service has not taken the picture then. After a
 * connection that died, or a 500, it may have; sending again could store the picture twice, so that
 * is left to a person.
 *
 * @param attempt - How many attempts have been made, 1 or more.
 */
export function delayBeforeRetry(
  error: UploadError,
  attempt: number,
  options: RetryOptions,
  random: number,
): number | null {
  if (attempt >= options.attempts || !isPassingRefusal(error.status)) return null;
  const asked = Math.min(error.retryAfter ?? 0, options.maxDelay);
  return Math.max(asked, backoff(attempt, options, random));
}

function isPassingRefusal(status: number | undefined): boolean {
  return status === 408 || status === 425 || status === 429 || status === 503;
}
