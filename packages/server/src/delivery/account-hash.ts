import { createHash } from 'node:crypto';

/** The account's name in delivery URLs: 22 characters that do not give its id away. */
export function accountHash(accountId: string): string {
  return createHash('sha256')
    .update(`tintype delivery of ${accountId}`)
    .digest('base64url')
    .slice(0, 22);
}
