import { BrokenFormat } from '../block.ts';

/** Reads bits, the highest of each byte first. */
export interface Bits {
  skip(count: number): void;
  /** A number of up to 32 bits. @throws BrokenFormat behind the end. */
  take(count: number): number;
  /** A number in Exp-Golomb code. @throws BrokenFormat behind the end. */
  takeGolomb(): number;
}

export function bitsOf(bytes: Uint8Array): Bits {
  let at = 0;

  function take(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left--, at++) {
      const byte = bytes[at >> 3];
      if (byte === undefined) throw new BrokenFormat('A header breaks off.');
      value = value * 2 + ((byte >> (7 - (at & 7))) & 1);
    }
    return value;
  }

  return {
    skip(count) {
      at += count;
    },
    take,
    takeGolomb() {
      let zeros = 0;
      while (take(1) === 0) {
        if (++zeros > 32) throw new BrokenFormat('A header has a number without end.');
      }
      return 2 ** zeros - 1 + take(zeros);
    },
  };
}
