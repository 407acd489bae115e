const WORD = 4;

/** Reads bits, lowest first; zeros follow behind the end. */
export class BitReader {
  /** Bits that were read. */
  bit = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** Offset of the last four bytes. */
  readonly #last: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#last = bytes.length - WORD;
  }

  /** Whether bits were used that are not there. */
  get isOver(): boolean {
    return this.bit > 8 * this.#bytes.length;
  }

  /** Returns the next bits, 25 of them at least, without passing over them. */
  peek(): number {
    const at = Math.floor(this.bit / 8);
    const word = at <= this.#last ? this.#view.getUint32(at, true) : this.#wordAtEnd(at);
    return word >>> (this.bit & 7);
  }

  /** Returns a number of up to 24 bits. */
  take(count: number): number {
    const value = this.peek() & ((1 << count) - 1);
    this.bit += count;
    return value;
  }

  #wordAtEnd(at: number): number {
    let word = 0;
    for (let n = 0; n < WORD; n++) word |= (this.#bytes[at + n] ?? 0) << (8 * n);
    return word;
  }
}
