import type { UploadError } from '../errors/upload-error.ts';
import { type BackoffOptions, backoff } from './backoff.ts';

/** When a failed upload is sent again without anybody asking. */
export interface RetryOptions extends BackoffOptions {
  /** Attempts in all, the first one included. */
  attempts: number;
  /**
   * Whether the endpoint stores a picture once per `Idempotency-Key`, however often it comes, as a
   * Tintype relay does. Else a picture is not sent again after an unclear failure: only people can say
   * that it is safe.
   */
  idempotent: boolean;
}

/** What comes after a failure. */
export interface RetryPlan {
  /** Milliseconds until then. */
  delay: number;
  /** Whether the picture may be stored already, so that this must be found out first. */
  ask: boolean;
}

/**
 * What to do after a failure, or `null` when it is final.
 *
 * A refusal that says "not now" (408, 425, 429, 503) has not taken the picture: it is simply sent
 * again. After a connection that died, a 500, or an answer that broke off, nobody knows.
 *
 * @param attempt - How many attempts have been made, 1 or more.
 */
export function planRetry(
  error: UploadError,
  attempt: number,
  options: RetryOptions,
  random: number,
): RetryPlan | null {
  const unreadable = error.code === 'invalid-response';
  if (attempt >= options.attempts || !(error.retryable || unreadable)) return null;
  const asked = Math.min(error.retryAfter ?? 0, options.maxDelay);
  const delay = Math.max(asked, backoff(attempt, options, random));
  return { delay, ask: !isPassingRefusal(error.status) };
}

function isPassingRefusal(status: number | undefined): boolean {
  return status === 408 || status === 425 || status === 429 || status === 503;
}
