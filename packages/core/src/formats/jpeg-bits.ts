/** How codes of one to sixteen bits stand for bytes (T.81, section C). */
export class HuffmanTable {
  /** By the next eight bits: length of the code, and its byte; 0 for longer ones. */
  readonly short: Uint16Array = new Uint16Array(256);
  readonly #firstCodes = new Uint16Array(17);
  readonly #firstPlaces = new Uint16Array(17);
  readonly #counts: Uint8Array;
  readonly #symbols: Uint8Array;

  /** @param counts - How many codes there are of one bit, of two, and so on. */
  constructor(counts: Uint8Array, symbols: Uint8Array) {
    this.#counts = counts;
    this.#symbols = symbols;
    let code = 0;
    let place = 0;
    for (let length = 1; length <= 16; length++) {
      const count = counts[length - 1] ?? 0;
      this.#firstCodes[length] = code;
      this.#firstPlaces[length] = place;
      if (length <= 8) this.#fillShort(code, length, symbols.subarray(place, place + count));
      code = (code + count) << 1;
      place += count;
    }
  }

  #fillShort(first: number, length: number, symbols: Uint8Array): void {
    const width = 1 << (8 - length);
    let at = first * width;
    for (const symbol of symbols) {
      this.short.fill((length << 8) | symbol, at, at + width);
      at += width;
    }
  }

  /** The byte of a code of this length, or -1. */
  long(code: number, length: number): number {
    const offset = code - (this.#firstCodes[length] ?? 0);
    if (offset < 0 || offset >= (this.#counts[length - 1] ?? 0)) return -1;
    return this.#symbols[(this.#firstPlaces[length] ?? 0) + offset] ?? -1;
  }
}

/** Reads a scan bit by bit. */
export class BitReader {
  readonly bytes: Uint8Array;
  at = 0;
  /** The last bits that were taken from the bytes, of which so many were not read yet. */
  bits = 0;
  count = 0;
  /** Zeros among these that stand for what is missing behind the end. */
  padding = 0;
  /** Whether more was asked for than there is, or something that makes no sense. */
  isOver = false;

  constructor(view: DataView) {
    this.bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  }

  /** How far the mean of a block is from the one before. */
  difference(table: HuffmanTable | undefined): number {
    const length = table ? this.symbol(table) : 0;
    if (length > 11) this.isOver = true;
    return length === 0 || this.isOver ? 0 : this.signed(length);
  }

  /** Passes over the other coefficients of a block, and adds up what they are worth. */
  slope(
    table: HuffmanTable | undefined,
    quanta: Uint16Array,
    weights: Float32Array | null,
  ): number {
    let sum = 0;
    for (let n = 1; table && n < 64 && !this.isOver; n++) {
      const symbol = this.symbol(table);
      const length = symbol & 15;
      if (length === 0 && symbol < 0xf0) break;
      n += symbol >> 4;
      if (length === 0) continue;
      if (weights) sum += this.signed(length) * (quanta[n] ?? 0) * (weights[n] ?? 0);
      else this.skip(length);
    }
    return sum;
  }

  /** Goes on behind the next restart marker. */
  restart(): void {
    this.count = 0;
    this.padding = 0;
    let found = this.bytes.indexOf(0xff, this.at);
    while (found !== -1 && !isRestart(this.bytes[found + 1] ?? 0)) {
      found = this.bytes.indexOf(0xff, found + 1);
    }
    this.at = found === -1 ? this.bytes.length : found + 2;
  }

  symbol(table: HuffmanTable): number {
    if (this.count < 16) this.fill();
    const short = table.short[(this.bits >>> (this.count - 8)) & 0xff] ?? 0;
    if (short === 0) return this.longSymbol(table);
    this.count -= short >> 8;
    return short & 0xff;
  }

  longSymbol(table: HuffmanTable): number {
    for (let length = 9; length <= 16; length++) {
      const code = (this.bits >>> (this.count - length)) & ((1 << length) - 1);
      const symbol = table.long(code, length);
      if (symbol < 0) continue;
      this.count -= length;
      return symbol;
    }
    this.isOver = true;
    return 0;
  }

  skip(length: number): void {
    if (this.count < length) this.fill();
    this.count -= length;
  }

  signed(length: number): number {
    this.skip(length);
    const value = (this.bits >>> this.count) & ((1 << length) - 1);
    return value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
  }

  /** Makes sure of sixteen bits, zeros where a marker comes or the bytes end. */
  fill(): void {
    const { bytes } = this;
    if (this.padding > this.count) this.isOver = true;
    while (this.count < 16) {
      const byte = bytes[this.at] ?? 0xff;
      const isData = byte !== 0xff || bytes[this.at + 1] === 0;
      this.bits = (this.bits << 8) | (isData ? byte : 0);
      this.count += 8;
      if (isData) this.at += byte === 0xff ? 2 : 1;
      else this.padding += 8;
    }
  }
}

function isRestart(second: number): boolean {
  return second >= 0xd0 && second <= 0xd7;
}
