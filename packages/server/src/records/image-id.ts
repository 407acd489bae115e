import { randomBytes } from 'node:crypto';

/** As the service makes them: in the form of a UUID of version 4, always ending in "00". */
export function newImageId(): string {
  const hex = randomBytes(15).toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, hex.slice(16, 20)];
  return `${parts.join('-')}-${hex.slice(20, 30)}00`;
}
