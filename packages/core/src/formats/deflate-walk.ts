/** Where a compressed stream ends, and how much it stands for. */
export interface WalkedStream {
  /** Where it ends, in bytes, its checksum included; behind the byte that makes no sense, where one does. */
  end: number;
  /** Bytes that come out of it. */
  length: number;
  isWhole: boolean;
}

// Of codes 257 to 285 and of distances: what they stand for, and bits of a number that is added (RFC 1951,
// section 3.2.5).
const LENGTHS = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
  163, 195, 227, 258,
];
const LENGTH_BITS = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
];
const MOST_DISTANCE_CODES = 30;
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LOOKUP_BITS = 10;
const LONGEST = 15;
const HEADER = 2;
const CHECKSUM = 4;

/**
 * Walks through a zlib stream without decompressing it, to find out where it ends (RFC 1950, RFC 1951). What
 * browsers decompress with only says that something follows, and not where.
 *
 * @returns `null` where it is no such stream.
 */
export function walkZlib(bytes: Uint8Array): WalkedStream | null {
  const [method = 0, flags = 0] = bytes;
  if ((method & 15) !== 8 || (flags & 0x20) !== 0 || ((method << 8) | flags) % 31 !== 0)
    return null;
  const walk = new DeflateWalk(bytes);
  const isWhole = walk.run();
  const end = Math.min(bytes.length, walk.end + (isWhole ? CHECKSUM : 0));
  return { end, length: walk.length, isWhole };
}

class DeflateWalk {
  length = 0;
  readonly #bytes: Uint8Array;
  #at = HEADER;
  #bits = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Behind the last byte of which a bit was used. */
  get end(): number {
    return Math.max(HEADER, Math.min(this.#bytes.length, this.#at - (this.#count >> 3)));
  }

  /** @returns false where it breaks off or makes no sense. */
  run(): boolean {
    for (;;) {
      const isLast = this.#take(1) === 1;
      const kind = this.#take(2);
      const isRight = kind === 0 ? this.#stored() : kind === 3 ? false : this.#compressed(kind);
      if (!isRight || this.#isOver()) return false;
      if (isLast) return true;
    }
  }

  /** Whether bits were used that are not there. */
  #isOver(): boolean {
    return this.#at - (this.#count >> 3) > this.#bytes.length;
  }

  #need(count: number): void {
    while (this.#count < count) {
      this.#bits |= (this.#bytes[this.#at++] ?? 0) << this.#count;
      this.#count += 8;
    }
  }

  #take(count: number): number {
    this.#need(count);
    const value = this.#bits & ((1 << count) - 1);
    this.#bits >>>= count;
    this.#count -= count;
    return value;
  }

  #stored(): boolean {
    this.#take(this.#count & 7);
    const [length, inverse] = [this.#take(16), this.#take(16)];
    if ((length ^ inverse) !== 0xffff) return false;
    this.#at += length - (this.#count >> 3);
    this.#bits = 0;
    this.#count = 0;
    this.length += length;
    return true;
  }

  #compressed(kind: number): boolean {
    const codes = kind === 1 ? fixedCodes() : this.#readCodes();
    if (!codes) return false;
    const { literals, distances } = codes;
    for (;;) {
      const symbol = this.#symbol(literals);
      if (symbol < 256) {
        if (symbol < 0) return false;
        this.length += 1;
      } else if (symbol === 256) return true;
      else if (!this.#copy(symbol - 257, distances)) return false;
    }
  }

  #copy(code: number, distances: Codes): boolean {
    const base = LENGTHS[code];
    if (base === undefined) return false;
    this.length += base + this.#take(LENGTH_BITS[code] ?? 0);
    const distance = this.#symbol(distances);
    if (distance < 0 || distance >= MOST_DISTANCE_CODES) return false;
    this.#take(Math.max(0, (distance >> 1) - 1));
    return !this.#isOver();
  }

  /** The tables of a block that brings its own (section 3.2.7). */
  #readCodes(): BlockCodes | null {
    const [literals, distances, count] = [
      257 + this.#take(5),
      1 + this.#take(5),
      4 + this.#take(4),
    ];
    const own = new Uint8Array(19);
    for (let n = 0; n < count; n++) own[ORDER[n] ?? 0] = this.#take(3);
    const codes = createCodes(own);
    if (!codes) return null;
    const lengths = new Uint8Array(literals + distances);
    for (let at = 0; at < lengths.length; ) {
      const symbol = this.#symbol(codes);
      if (symbol < 0 || (symbol === 16 && at === 0)) return null;
      const value = symbol === 16 ? (lengths[at - 1] ?? 0) : symbol < 16 ? symbol : 0;
      const times = symbol < 16 ? 1 : this.#repetitions(symbol);
      if (at + times > lengths.length) return null;
      lengths.fill(value, at, at + times);
      at += times;
    }
    const [first, second] = [lengths.subarray(0, literals), lengths.subarray(literals)];
    const [all, far] = [createCodes(first), createCodes(second)];
    return all && far && { literals: all, distances: far };
  }

  #repetitions(symbol: number): number {
    if (symbol === 16) return 3 + this.#take(2);
    return symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7);
  }

  /** The next symbol, or -1. */
  #symbol({ lookup, counts, symbols }: Codes): number {
    this.#need(LONGEST);
    const found = lookup[this.#bits & ((1 << LOOKUP_BITS) - 1)] ?? 0;
    // Zeros that stand for what is missing would be codes for ever.
    if (this.#at > this.#bytes.length + 8) return -1;
    if (found === 0) return this.#longSymbol(counts, symbols);
    this.#bits >>>= found & 15;
    this.#count -= found & 15;
    return found >> 4;
  }

  #longSymbol(counts: Uint16Array, symbols: Uint16Array): number {
    let [code, first, place] = [0, 0, 0];
    for (let length = 1; length <= LONGEST; length++) {
      code |= (this.#bits >>> (length - 1)) & 1;
      const count = counts[length] ?? 0;
      if (code - count < first) {
        this.#bits >>>= length;
        this.#count -= length;
        return symbols[place + code - first] ?? -1;
      }
      place += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return -1;
  }
}

interface Codes {
  /** By the next ten bits: length, and symbol from the fifth bit on. */
  lookup: Uint16Array;
  counts: Uint16Array;
  symbols: Uint16Array;
}

interface BlockCodes {
  literals: Codes;
  distances: Codes;
}

/** The codes with these lengths, or `null` where there are more than fit. */
function createCodes(lengths: Uint8Array): Codes | null {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  const next = new Uint16Array(16);
  const places = new Uint16Array(16);
  let left = 1;
  for (let length = 1; length <= LONGEST; length++) {
    left = 2 * left - (counts[length] ?? 0);
    if (left < 0) return null;
    next[length] = ((next[length - 1] ?? 0) + (counts[length - 1] ?? 0)) << 1;
    places[length] = (places[length - 1] ?? 0) + (counts[length - 1] ?? 0);
  }
  const lookup = new Uint16Array(1 << LOOKUP_BITS);
  const symbols = new Uint16Array(lengths.length);
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    const place = places[length] ?? 0;
    symbols[place] = symbol;
    places[length] = place + 1;
    const code = next[length] ?? 0;
    next[length] = code + 1;
    if (length > LOOKUP_BITS) continue;
    const step = 1 << length;
    for (let at = reversed(code, length); at < lookup.length; at += step) {
      lookup[at] = (symbol << 4) | length;
    }
  }
  return { lookup, counts, symbols };
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}

/** The tables that every block may use (section 3.2.6). */
function fixedCodes(): BlockCodes | null {
  const lengths = new Uint8Array(288).fill(8).fill(9, 144, 256).fill(7, 256, 280);
  const [literals, distances] = [createCodes(lengths), createCodes(new Uint8Array(30).fill(5))];
  return literals && distances && { literals, distances };
}
