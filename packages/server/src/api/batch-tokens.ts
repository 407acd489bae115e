import { randomBytes } from 'node:crypto';

/** A token for many calls in a row. */
export interface BatchToken {
  token: string;
  /** ISO 8601 date in UTC. */
  expiresAt: string;
}

/** The batch tokens that are good now. They do not survive a restart; a client asks for another. */
export interface BatchTokens {
  issue(): BatchToken;
  /** Tells whether a token is good. */
  has(token: string): boolean;
}

const LIFE = 60 * 60_000;

/** Tokens in memory, each good for an hour. */
export function createBatchTokens(): BatchTokens {
  const expiries = new Map<string, number>();
  return {
    issue() {
      const now = Date.now();
      for (const [token, expires] of expiries) if (expires <= now) expiries.delete(token);
      // Random and looked up by its whole, so comparing it tells nothing about it.
      const token = randomBytes(32).toString('base64url');
      expiries.set(token, now + LIFE);
      return { token, expiresAt: new Date(now + LIFE).toISOString() };
    },
    has: (token) => (expiries.get(token) ?? 0) > Date.now(),
  };
}
