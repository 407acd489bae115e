/** Collects numbers of any number of bits. */
export interface BitWriter {
  /** @param length - Bits of the number. */
  write(value: number, length: number): void;
  /** All that was written, its last byte filled up. */
  bytes(): Uint8Array<ArrayBuffer>;
}

/** The first bit is the lowest of its byte, and so is that of each number, as in WebP. */
export function createBitWriter(): BitWriter {
  const bits: number[] = [];
  return {
    write(value, length) {
      for (let bit = 0; bit < length; bit++) bits.push((value >> bit) & 1);
    },
    bytes() {
      const bytes = new Uint8Array(Math.ceil(bits.length / 8));
      bits.forEach((bit, n) => {
        bytes[n >> 3] = (bytes[n >> 3] ?? 0) | (bit << (n & 7));
      });
      return bytes;
    },
  };
}
