import { createHash, randomBytes } from 'node:crypto';

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const COMMENT = Buffer.from([0xff, 0xfe]);
const LONGEST_COMMENT = 65_533;

/** A picture that is like no other: a JPEG with comments of random bytes in front. */
export function uniquePicture(jpeg: Buffer, bytes: number): Buffer<ArrayBuffer> {
  const comments: Buffer[] = [];
  for (let left = Math.max(16, bytes - jpeg.length); left > 0; left -= LONGEST_COMMENT) {
    const text = randomBytes(Math.min(left, LONGEST_COMMENT));
    const length = Buffer.alloc(2);
    length.writeUInt16BE(text.length + 2);
    comments.push(COMMENT, length, text);
  }
  return Buffer.concat([jpeg.subarray(0, 2), ...comments, jpeg.subarray(2)]);
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
