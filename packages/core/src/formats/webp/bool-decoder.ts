import { NotUnderstood } from '../rebuild.ts';

const NOTHING_LOADED = -8;

/**
 * Reads bits of which each has a probability (RFC 6386, section 7). It loads no byte before a bit depends on
 * it, so that where it stops is what a decoder needs.
 */
export class BoolDecoder {
  /** Offset of the byte that is loaded next. */
  at: number;
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #value = 0;
  /** One less than the range. */
  #range = 254;
  /** Bits that are loaded and not yet looked at. */
  #bits = NOTHING_LOADED;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.at = start;
    this.#end = end;
  }

  /** Whether bits were used that are not there. */
  get isOver(): boolean {
    return this.at > this.#end;
  }

  /** Bits of the last byte that nothing depends on. */
  get spareBits(): number {
    return Math.max(0, this.#bits);
  }

  /** Returns the next bit, which is 0 with a probability of so many 256ths. */
  bit(probability: number): number {
    if (this.#bits < 0) this.#load();
    const split = (this.#range * probability) >> 8;
    const above = this.#value - ((split + 1) << this.#bits);
    let range = split + 1;
    let bit = 0;
    if (above >= 0) {
      this.#value = above;
      range = this.#range - split;
      bit = 1;
    }
    const shift = Math.clz32(range) - 24;
    this.#range = (range << shift) - 1;
    this.#bits -= shift;
    return bit;
  }

  flag(): boolean {
    return this.bit(128) === 1;
  }

  /** Returns an unsigned number, highest bit first. */
  number(bits: number): number {
    let value = 0;
    for (let n = 0; n < bits; n++) value = 2 * value + this.bit(128);
    return value;
  }

  /** Passes over a signed number that may be missing. */
  skipOptional(bits: number): void {
    if (this.flag()) this.number(bits + 1);
  }

  #load(): void {
    const byte = this.at < this.#end ? (this.#bytes[this.at] ?? 0) : 0;
    // Out of range, so that decoders go on as the size of their numbers has it.
    if (byte === 0xff && this.#bits === NOTHING_LOADED) {
      throw new NotUnderstood('A partition of this WebP begins with what no encoder writes.');
    }
    this.at += 1;
    this.#value = (this.#value << 8) | byte;
    this.#bits += 8;
  }
}
