import { HEADER_LENGTH } from '../formats/byte-source.ts';

/** Reads the first bytes of a file, {@link HEADER_LENGTH} of them where it has so many. */
export type ReadStart = (file: File) => Promise<ArrayBuffer>;

// To cut a piece off a blob costs Chromium three times what it costs to read so much more.
const SMALL = 64 * 1024;

interface Asked {
  file: File;
  resolve(bytes: ArrayBuffer): void;
  reject(error: unknown): void;
}

/**
 * Makes a reader. Small files that are asked for at the same moment are read in one go: each read goes
 * through several processes of a browser, and for a thousand files that alone is a quarter of a second.
 */
export function createStartReader(): ReadStart {
  let asked: Asked[] = [];

  async function readTogether(): Promise<void> {
    const batch = asked;
    asked = [];
    try {
      const bytes = await new Blob(batch.map(({ file }) => file)).arrayBuffer();
      let offset = 0;
      for (const { file, resolve } of batch) {
        resolve(bytes.slice(offset, offset + Math.min(file.size, HEADER_LENGTH)));
        offset += file.size;
      }
    } catch {
      // One of them cannot be read, and the others are not to blame.
      for (const { file, resolve, reject } of batch) file.arrayBuffer().then(resolve, reject);
    }
  }

  return (file) => {
    if (file.size > SMALL) return file.slice(0, HEADER_LENGTH).arrayBuffer();
    return new Promise((resolve, reject) => {
      if (asked.length === 0) queueMicrotask(readTogether);
      asked.push({ file, resolve, reject });
    });
  };
}
