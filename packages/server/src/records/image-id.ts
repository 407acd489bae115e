import { randomBytes } from 'node:crypto';

/** As the service makes them: in the form of a UUID of version 4, always ending in "00". */
export function newImageId(): string {
  const hex = randomBytes(15).toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, hex.slice(16, 20)];
  return `${parts.join('-')}-${hex.slice(20, 30)}00`;
}

/** Tells whether an id is in the form of a UUID. */
export function isUUID(id: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(id);
}

/** Tells whether an id was chosen by whoever uploaded: those may not have the form of a UUID. */
export function isCustomId(id: string): boolean {
  return !isUUID(id);
}
