import { BrokenFormat } from './block.ts';

/** Bits of a code that are looked up at once; few codes are longer. */
export const LOOKUP_BITS = 10;

/**
 * The codes of a Huffman table (ITU-T T.81, section C), as their lengths only: who does not need the pixels
 * only needs to know where the next code begins.
 */
export class HuffmanCodes {
  /** By the next ten bits: the length of the code, and its symbol from the ninth bit on; 0 for longer codes. */
  readonly lookup: Uint16Array = new Uint16Array(1 << LOOKUP_BITS);
  /**
   * The same for coefficients: the length of the code and of the number behind it, and from the ninth bit on
   * how many coefficients it reaches; 64 for all that are left.
   */
  readonly steps: Uint16Array = new Uint16Array(1 << LOOKUP_BITS);
  readonly #lastCodes = new Int32Array(18).fill(-1);
  readonly #offsets = new Int32Array(18);
  readonly #symbols: Uint8Array;

  /**
   * @param counts - How many codes there are of one bit, of two, and so on.
   * @throws BrokenFormat where there are more codes than fit.
   */
  constructor(counts: Uint8Array, symbols: Uint8Array) {
    this.#symbols = symbols;
    let code = 0;
    let place = 0;
    for (let length = 1; length <= 16; length++) {
      const count = counts[length - 1] ?? 0;
      this.#offsets[length] = place - code;
      if (count > 0) this.#lastCodes[length] = code + count - 1;
      if (length <= LOOKUP_BITS) this.#fill(code, length, symbols.subarray(place, place + count));
      code += count;
      place += count;
      if (code > 1 << length) throw new BrokenFormat('This JPEG has a table with too many codes.');
      code <<= 1;
    }
  }

  #fill(first: number, length: number, symbols: Uint8Array): void {
    const width = 1 << (LOOKUP_BITS - length);
    let at = first * width;
    for (const symbol of symbols) {
      this.lookup.fill((symbol << 8) | length, at, at + width);
      this.steps.fill(stepOf(length, symbol), at, at + width);
      at += width;
    }
  }

  /**
   * Looks a long code up.
   *
   * @param bits - The next sixteen bits.
   * @returns as {@link lookup}. Where there is no such code, decoders pass over 17 bits and take a zero.
   */
  long(bits: number): number {
    for (let length = LOOKUP_BITS + 1; length <= 16; length++) {
      const code = bits >>> (16 - length);
      if (code > (this.#lastCodes[length] ?? -1)) continue;
      return ((this.#symbols[code + (this.#offsets[length] ?? 0)] ?? 0) << 8) | length;
    }
    return 17;
  }

  /** As {@link long}, and returns as {@link steps}. */
  longStep(bits: number): number {
    const found = this.long(bits);
    return stepOf(found & 0xff, found >> 8);
  }
}

function stepOf(length: number, symbol: number): number {
  const size = symbol & 15;
  const run = symbol >> 4;
  const reach = size > 0 ? run + 1 : run === 15 ? 16 : 64;
  return (reach << 8) | (length + size);
}
