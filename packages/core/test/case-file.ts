import { readFileSync } from 'node:fs';

/** Returns the bytes of one of the small files with odd contents that are kept beside this one. */
export function caseFile(name: string): Buffer<ArrayBuffer> {
  return readFileSync(new URL(`./cases/${name}`, import.meta.url));
}
