import { ApiRefusal } from '@tintype/core/images';
import type { Authorization } from './permission.ts';
import type { RelayAction } from './relay-action.ts';

/** That a request comes too soon. */
export interface TooManyRequests {
  /** After how long it may be tried again, as `Retry-After` says it. */
  retryAfterSeconds: number;
}

/**
 * Counts requests, and says which of them come too soon: with `{ retryAfterSeconds }` (answered by 429), with
 * a `Response` of its own, or with nothing where the request may go on.
 */
export type RateLimit = (
  request: Request,
  action: RelayAction,
  authorization: Authorization,
) => RateLimitVerdict | Promise<RateLimitVerdict>;

/** What a rate limit says. */
export type RateLimitVerdict = TooManyRequests | Response | null | undefined;

/**
 * Asks the app whether a request comes too soon.
 *
 * @returns the app's own response, or `null` where the request may go on.
 * @throws ApiRefusal 429, or 500 when the app throws: a broken count must not let everybody through.
 */
export async function checkRate(
  rateLimit: RateLimit | undefined,
  ...asked: Parameters<RateLimit>
): Promise<Response | null> {
  const said = await ask(rateLimit, asked);
  if (!said || said instanceof Response) return said ?? null;
  const seconds = Number.isFinite(said.retryAfterSeconds)
    ? Math.max(1, Math.ceil(said.retryAfterSeconds))
    : 60;
  // Cloudflare's number and words for the same.
  throw new ApiRefusal(429, 971, 'Please wait and consider throttling your request speed', {
    'Retry-After': String(seconds),
  });
}

async function ask(rateLimit: RateLimit | undefined, asked: Parameters<RateLimit>) {
  try {
    return await rateLimit?.(...asked);
  } catch (error) {
    console.error('Tintype relay: rateLimit threw, so the request was refused:', error);
    throw new ApiRefusal(500, 5550, 'This site could not tell whether it may be done.');
  }
}
