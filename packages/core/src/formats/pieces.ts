/** Bytes from which on a stretch of a file stays where it is, and is not copied into memory. */
export const LARGE: number = 64 * 1024;

/** Gathers what a blob will be made of. */
export interface Pieces {
  add(bytes: Uint8Array): void;
  /** Adds a stretch of a file as it is on disk, best one of more than {@link LARGE} bytes. */
  addBlob(blob: Blob): void;
  join(): Blob;
}

// Short pieces are copied into buffers that grow up to this length; most files need a few hundred bytes.
const LONGEST_BUFFER = 1024 * 1024;
const FIRST_BUFFER = 4096;

/**
 * Makes an empty collection. Short pieces are put into common buffers, because browsers take
 * milliseconds for each part of a blob, and a file may fall into hundreds of thousands.
 *
 * @param type - Media type of the blob that is made.
 */
export function createPieces(type: string): Pieces {
  const parts: BlobPart[] = [];
  let buffer = new Uint8Array(FIRST_BUFFER);
  let used = 0;

  function flush(): void {
    if (used > 0) parts.push(buffer.slice(0, used));
    used = 0;
  }

  return {
    add(bytes) {
      if (used + bytes.length > LONGEST_BUFFER) flush();
      if (used + bytes.length > buffer.length) buffer = grown(buffer, used + bytes.length);
      buffer.set(bytes, used);
      used += bytes.length;
    },
    addBlob(blob) {
      flush();
      parts.push(blob);
    },
    join() {
      flush();
      return new Blob(parts, { type });
    },
  };
}

function grown(buffer: Uint8Array<ArrayBuffer>, needed: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(2 * buffer.length, needed));
  larger.set(buffer);
  return larger;
}
