/** How long to wait between attempts, all in milliseconds. */
export interface BackoffOptions {
  /** Ceiling of the wait after the first failure. It doubles with each further one. */
  baseDelay: number;
  /** No wait is longer, whatever the service asks for. */
  maxDelay: number;
}

/**
 * Exponential backoff with full jitter: any wait between zero and the ceiling is equally likely, so
 * that many clients that failed at the same moment do not come back at the same moment.
 *
 * @param attempt - How many attempts have failed, 1 or more.
 * @param random - From 0 up to 1.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoff(
  attempt: number,
  { baseDelay, maxDelay }: BackoffOptions,
  random: number,
): number {
  return random * Math.min(maxDelay, baseDelay * 2 ** (attempt - 1));
}
