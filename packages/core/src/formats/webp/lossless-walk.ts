import { NotUnderstood } from '../rebuild.ts';
import { BitReader } from './bit-reader.ts';
import { type PrefixCodes, readPrefixCodes, readSymbol } from './prefix-codes.ts';

const [PREDICTOR, CROSS_COLOUR, SUBTRACT_GREEN] = [0, 1, 2];
const LITERALS = 256;
const LENGTHS = 24;
const DISTANCES = 40;
const CACHED = LITERALS + LENGTHS;
const LONGEST_CACHE = 11;
const HASH = 0x1e35a7bd;
// Codes of usual encoders take a hundredth of it.
const MOST_CODES = 1 << 24;

// Pixels nearby that have a short code: how many rows above, and from the fifth bit on 8 more than how far to
// the right, swapped in a byte (WebP lossless specification, section 5.2.2).
const NEARBY = [
  0x18, 0x07, 0x17, 0x19, 0x28, 0x06, 0x27, 0x29, 0x16, 0x1a, 0x26, 0x2a, 0x38, 0x05, 0x37, 0x39,
  0x15, 0x1b, 0x36, 0x3a, 0x25, 0x2b, 0x48, 0x04, 0x47, 0x49, 0x14, 0x1c, 0x35, 0x3b, 0x46, 0x4a,
  0x24, 0x2c, 0x58, 0x45, 0x4b, 0x34, 0x3c, 0x03, 0x57, 0x59, 0x13, 0x1d, 0x56, 0x5a, 0x23, 0x2d,
  0x44, 0x4c, 0x55, 0x5b, 0x33, 0x3d, 0x68, 0x02, 0x67, 0x69, 0x12, 0x1e, 0x66, 0x6a, 0x22, 0x2e,
  0x54, 0x5c, 0x43, 0x4d, 0x65, 0x6b, 0x32, 0x3e, 0x78, 0x01, 0x77, 0x79, 0x53, 0x5d, 0x11, 0x1f,
  0x64, 0x6c, 0x42, 0x4e, 0x76, 0x7a, 0x21, 0x2f, 0x75, 0x7b, 0x31, 0x3f, 0x63, 0x6d, 0x52, 0x5e,
  0x00, 0x74, 0x7c, 0x41, 0x4f, 0x10, 0x20, 0x62, 0x6e, 0x30, 0x73, 0x7d, 0x51, 0x5f, 0x40, 0x72,
  0x7e, 0x61, 0x6f, 0x50, 0x71, 0x7f, 0x60, 0x70,
];

interface Size {
  width: number;
  height: number;
}

/** The codes for one kind of area: green, lengths and cached colours; red; blue; alpha; distances. */
interface CodeGroup {
  green: PrefixCodes;
  red: PrefixCodes;
  blue: PrefixCodes;
  alpha: PrefixCodes;
  distance: PrefixCodes;
  /** Whether all pixels have the same colour, which takes no bits. */
  isPlain: boolean;
}

/** Which codes are used where. */
interface CodeMap {
  groups: (CodeGroup | undefined)[];
  /** Squares of two to the power of this, in pixels, have the codes of one group; 0 where all have. */
  bits: number;
  columns: number;
  indexes: Uint32Array | null;
}

/**
 * Walks through the pixels of a lossless image without the header, as decoders do.
 *
 * @returns how many bits they take; `null` where they break off.
 * @throws NotUnderstood where decoders would not go on.
 * @see https://developers.google.com/speed/webp/docs/webp_lossless_bitstream_specification
 */
export function walkLossless(bytes: Uint8Array, size: Size, firstBit = 0): number | null {
  const walk = new LosslessWalk(bytes, firstBit);
  return walk.run(size) ? walk.bits : null;
}

/** Thrown within this file only. */
const BREAKS_OFF = new Error('This WebP breaks off.');

class LosslessWalk {
  readonly #reader: BitReader;
  #codes = 0;

  constructor(bytes: Uint8Array, firstBit: number) {
    this.#reader = new BitReader(bytes);
    this.#reader.bit = firstBit;
  }

  get bits(): number {
    return this.#reader.bit;
  }

  /** @returns false where it breaks off. */
  run(size: Size): boolean {
    try {
      this.#image(this.#transforms(size), true);
      return !this.#reader.isOver;
    } catch (error) {
      // Whatever makes no sense behind the end was made of bits that are not there.
      if (error === BREAKS_OFF || (error instanceof NotUnderstood && this.#reader.isOver))
        return false;
      throw error;
    }
  }

  #check(): void {
    if (this.#reader.isOver) throw BREAKS_OFF;
  }

  /** Returns the size of what is stored, which palettes make narrower. */
  #transforms({ width, height }: Size): Size {
    let stored = width;
    let seen = 0;
    while (this.#reader.take(1) === 1) {
      const type = this.#reader.take(2);
      if (seen & (1 << type))
        throw new NotUnderstood('This WebP transforms its pixels twice alike.');
      seen |= 1 << type;
      if (type === PREDICTOR || type === CROSS_COLOUR) {
        const bits = this.#reader.take(3) + 2;
        this.#image({ width: blocks(stored, bits), height: blocks(height, bits) }, false);
      } else if (type !== SUBTRACT_GREEN) {
        const colours = this.#reader.take(8) + 1;
        this.#image({ width: colours, height: 1 }, false);
        stored = blocks(stored, colours > 16 ? 0 : colours > 4 ? 1 : colours > 2 ? 2 : 3);
      }
      this.#check();
    }
    return { width: stored, height };
  }

  /** Walks through the pixels of an image or of what helps to decode it. */
  #image(size: Size, isMain: boolean, pixels: Uint32Array | null = null): void {
    const cacheBits = this.#reader.take(1) === 1 ? this.#reader.take(4) : 0;
    if (cacheBits > LONGEST_CACHE)
      throw new NotUnderstood('The colour cache of this WebP is too large.');
    const map = this.#readMap(size, isMain, cacheBits);
    this.#pixels(size, map, cacheBits, pixels);
  }

  #readMap({ width, height }: Size, isMain: boolean, cacheBits: number): CodeMap {
    const map: CodeMap = { groups: [], bits: 0, columns: 0, indexes: null };
    let used = Uint8Array.of(1);
    if (isMain && this.#reader.take(1) === 1) {
      map.bits = this.#reader.take(3) + 2;
      map.columns = blocks(width, map.bits);
      const rows = blocks(height, map.bits);
      map.indexes = new Uint32Array(map.columns * rows);
      this.#image({ width: map.columns, height: rows }, false, map.indexes);
      used = indexesIn(map.indexes);
    }
    for (const [n, isUsed] of used.entries()) {
      const group = this.#readGroup(cacheBits);
      if (isUsed) map.groups[n] = this.#counted(group);
    }
    return map;
  }

  #counted(group: CodeGroup): CodeGroup {
    const { green, red, blue, alpha, distance } = group;
    for (const { lookup, symbols } of [green, red, blue, alpha, distance]) {
      this.#codes += lookup.length + symbols.length;
    }
    if (this.#codes > MOST_CODES) throw new NotUnderstood('This WebP has too many codes.');
    return group;
  }

  #readGroup(cacheBits: number): CodeGroup {
    const cached = cacheBits > 0 ? 1 << cacheBits : 0;
    const green = this.#readCodes(CACHED + cached);
    const [red, blue] = [this.#readCodes(LITERALS), this.#readCodes(LITERALS)];
    const [alpha, distance] = [this.#readCodes(LITERALS), this.#readCodes(DISTANCES)];
    const isPlain =
      green.only >= 0 && green.only < LITERALS && Math.min(red.only, blue.only, alpha.only) >= 0;
    return { green, red, blue, alpha, distance, isPlain };
  }

  #readCodes(alphabet: number): PrefixCodes {
    const codes = readPrefixCodes(this.#reader, alphabet);
    this.#check();
    return codes;
  }

  /** @param pixels - Where colours are put; `null` where nobody needs them. */
  #pixels(
    { width, height }: Size,
    map: CodeMap,
    cacheBits: number,
    pixels: Uint32Array | null,
  ): void {
    const reader = this.#reader;
    const all = width * height;
    const mask = map.indexes ? (1 << map.bits) - 1 : -1;
    const cache = pixels && new ColourCache(cacheBits);
    let group = groupAt(map, 0, 0);
    let [at, x, y] = [0, 0, 0];
    while (at < all) {
      if ((x & mask) === 0) group = groupAt(map, x, y);
      const symbol = readSymbol(reader, group.green);
      let length = 1;
      if (symbol < LITERALS) {
        const red = readSymbol(reader, group.red);
        const blue = readSymbol(reader, group.blue);
        const alpha = readSymbol(reader, group.alpha);
        if (group.isPlain) length = Math.min(width, mask === -1 ? width : (x | mask) + 1) - x;
        if (pixels) {
          const colour = ((alpha << 24) | (red << 16) | (symbol << 8) | blue) >>> 0;
          pixels.fill(colour, at, at + length);
          cache?.add(colour);
        }
      } else if (symbol < CACHED) {
        length = this.#number(symbol - LITERALS);
        const distance = distanceOf(this.#number(readSymbol(reader, group.distance)), width);
        if (distance > at || length > all - at)
          throw new NotUnderstood('This WebP repeats too much.');
        if (pixels) copyPixels(pixels, at, distance, length, cache);
      } else if (pixels && cache) {
        const colour = cache.at(symbol - CACHED);
        pixels[at] = colour;
        cache.add(colour);
      }
      at += length;
      x += length;
      if (x >= width) {
        y += Math.floor(x / width);
        x %= width;
        if (reader.isOver) throw BREAKS_OFF;
      }
      if (length > 1 && (x & mask) !== 0 && at < all) group = groupAt(map, x, y);
    }
  }

  /** A length or a distance (section 5.2.2). */
  #number(symbol: number): number {
    if (symbol < 4) return symbol + 1;
    const extra = (symbol - 2) >> 1;
    return ((2 + (symbol & 1)) << extra) + this.#reader.take(extra) + 1;
  }
}

/** Takes the indexes out of colours, and returns which there are, up to the highest. */
function indexesIn(pixels: Uint32Array): Uint8Array<ArrayBuffer> {
  const used = new Uint8Array(0x10000);
  let highest = 0;
  for (let at = 0; at < pixels.length; at++) {
    const index = ((pixels[at] ?? 0) >>> 8) & 0xffff;
    pixels[at] = index;
    used[index] = 1;
    if (index > highest) highest = index;
  }
  return used.slice(0, highest + 1);
}

function blocks(length: number, bits: number): number {
  return (length + (1 << bits) - 1) >> bits;
}

function groupAt({ groups, bits, columns, indexes }: CodeMap, x: number, y: number): CodeGroup {
  const group = groups[indexes ? (indexes[(y >> bits) * columns + (x >> bits)] ?? 0) : 0];
  if (!group) throw new NotUnderstood('This WebP has no codes for some pixels.');
  return group;
}

function distanceOf(code: number, width: number): number {
  const nearby = NEARBY[code - 1];
  if (nearby === undefined) return code - NEARBY.length;
  return Math.max(1, (nearby >> 4) * width + 8 - (nearby & 15));
}

function copyPixels(
  pixels: Uint32Array,
  from: number,
  distance: number,
  length: number,
  cache: ColourCache | null,
): void {
  for (let at = from; at < from + length; at++) {
    const colour = pixels[at - distance] ?? 0;
    pixels[at] = colour;
    cache?.add(colour);
  }
}

/** Colours by a hash of theirs (section 5.2.3). */
class ColourCache {
  readonly #colours: Uint32Array;
  readonly #shift: number;

  constructor(bits: number) {
    this.#colours = new Uint32Array(bits > 0 ? 1 << bits : 0);
    this.#shift = 32 - bits;
  }

  at(index: number): number {
    return this.#colours[index] ?? 0;
  }

  add(colour: number): void {
    if (this.#colours.length > 0) this.#colours[Math.imul(HASH, colour) >>> this.#shift] = colour;
  }
}
