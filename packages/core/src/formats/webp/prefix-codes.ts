import { NotUnderstood } from '../rebuild.ts';
import type { BitReader } from './bit-reader.ts';

const LOOKUP_BITS = 9;
const LONGEST = 15;
// Order in which the lengths of codes for lengths are stored.
const ORDER = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
const FIRST_LENGTH = 8;
// Of symbols 16 to 18: bits of how often a length is repeated, and what is added to them.
const REPEAT_BITS = [2, 3, 7];
const REPEAT_BASE = [3, 3, 11];

/** The codes of a canonical Huffman code. */
export interface PrefixCodes {
  /** The only symbol, which takes no bits; -1 where there are several. */
  only: number;
  mask: number;
  /** By the next bits: length, and symbol from the fifth bit on; 0 for longer codes. */
  lookup: Uint16Array;
  counts: Uint16Array;
  symbols: Uint16Array;
}

/** Reads the next symbol. */
export function readSymbol(reader: BitReader, codes: PrefixCodes): number {
  if (codes.only >= 0) return codes.only;
  const bits = reader.peek();
  const found = codes.lookup[bits & codes.mask] ?? 0;
  if (found === 0) return longSymbol(reader, codes, bits);
  reader.bit += found & 15;
  return found >> 4;
}

function longSymbol(reader: BitReader, { counts, symbols }: PrefixCodes, bits: number): number {
  let [code, first, place] = [0, 0, 0];
  for (let length = 1; length <= LONGEST; length++) {
    code |= (bits >>> (length - 1)) & 1;
    const count = counts[length] ?? 0;
    if (code - count < first) {
      reader.bit += length;
      return symbols[place + code - first] ?? 0;
    }
    place += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  throw new NotUnderstood('A prefix code of this WebP is incomplete.');
}

/** Reads the lengths of the codes for an alphabet (WebP lossless specification, section 6.2.1). */
export function readPrefixCodes(reader: BitReader, alphabet: number): PrefixCodes {
  return createCodes(
    reader.take(1) === 1 ? simpleLengths(reader, alphabet) : lengthsIn(reader, alphabet),
  );
}

function simpleLengths(reader: BitReader, alphabet: number): Uint8Array {
  const lengths = new Uint8Array(alphabet);
  const count = reader.take(1) + 1;
  const first = reader.take(reader.take(1) === 1 ? 8 : 1);
  if (first < alphabet) lengths[first] = 1;
  const second = count === 2 ? reader.take(8) : first;
  if (second < alphabet) lengths[second] = 1;
  return lengths;
}

function lengthsIn(reader: BitReader, alphabet: number): Uint8Array {
  const own = new Uint8Array(ORDER.length);
  const count = reader.take(4) + 4;
  for (const place of ORDER.slice(0, count)) own[place] = reader.take(3);
  const codes = createCodes(own);
  const most = reader.take(1) === 1 ? 2 + reader.take(2 + 2 * reader.take(3)) : alphabet;
  if (most > alphabet) throw new NotUnderstood('A prefix code of this WebP has too many symbols.');
  const lengths = new Uint8Array(alphabet);
  let previous = FIRST_LENGTH;
  let at = 0;
  for (let n = 0; n < most && at < alphabet; n++) {
    const symbol = readSymbol(reader, codes);
    if (symbol < 16) {
      lengths[at++] = symbol;
      if (symbol > 0) previous = symbol;
      continue;
    }
    const times = (REPEAT_BASE[symbol - 16] ?? 0) + reader.take(REPEAT_BITS[symbol - 16] ?? 0);
    if (at + times > alphabet) throw new NotUnderstood('A prefix code of this WebP is too long.');
    if (symbol === 16) lengths.fill(previous, at, at + times);
    at += times;
  }
  return lengths;
}

/** The codes with these lengths. @throws NotUnderstood where they leave something open, or do not fit. */
function createCodes(lengths: Uint8Array): PrefixCodes {
  const counts = new Uint16Array(LONGEST + 1);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 1) {
    const only = lengths.findIndex((length) => length > 0);
    return { only, mask: 0, lookup: NONE, counts: NONE, symbols: NONE };
  }
  const { next, places, longest } = layOut(counts);
  const bits = Math.min(longest, LOOKUP_BITS);
  const lookup = new Uint16Array(1 << bits);
  const symbols = new Uint16Array(total);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol] ?? 0;
    if (length === 0) continue;
    const place = places[length] ?? 0;
    symbols[place] = symbol;
    places[length] = place + 1;
    const code = next[length] ?? 0;
    next[length] = code + 1;
    if (length > bits) continue;
    const step = 1 << length;
    for (let at = reversed(code, length); at < lookup.length; at += step) {
      lookup[at] = (symbol << 4) | length;
    }
  }
  return { only: -1, mask: lookup.length - 1, lookup, counts, symbols };
}

const NONE = new Uint16Array(0);

/** The first code of each length, and where its symbols begin. */
function layOut(counts: Uint16Array) {
  const next = new Uint16Array(LONGEST + 1);
  const places = new Uint16Array(LONGEST + 1);
  let left = 1;
  let longest = 0;
  for (let length = 1; length <= LONGEST; length++) {
    const count = counts[length] ?? 0;
    left = 2 * left - count;
    if (left < 0) break;
    if (count > 0) longest = length;
    next[length] = ((next[length - 1] ?? 0) + (counts[length - 1] ?? 0)) << 1;
    places[length] = (places[length - 1] ?? 0) + (counts[length - 1] ?? 0);
  }
  if (left !== 0) throw new NotUnderstood('A prefix code of this WebP is not complete.');
  return { next, places, longest };
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}
