import { BrokenFormat } from './block.ts';
import { type ByteSource, latin1 } from './byte-source.ts';
import { rebuildColourProfile } from './colour-profile-rebuild.ts';
import { isSRGB } from './colour-profile-standard.ts';
import { type WalkedStream, walkZlib } from './deflate-walk.ts';
import { rebuildExif } from './exif-rebuild.ts';
import { deflate, inflate } from './inflate.ts';
import { addUsed, clearUnused } from './palette.ts';
import { isPlainText, pngChunk, readPNG, sumOf } from './png.ts';
import { type PNGLayout, scanlineBytes, usedColours } from './png-scanlines.ts';
import { NotUnderstood, type Part, type Stretch } from './rebuild.ts';
import type { StripLevel } from './strip-level.ts';

const SIGNATURE = 8;
const HEADER = 13;
// More would be no profile, and no image that a browser shows.
const LONGEST_PROFILE = 4 * 1024 * 1024;
// Bytes of pixels that are decompressed to learn which colours they use: 32 megapixels.
const MOST_LINES = 2 ** 25;
const PROFILE_NAME = 'icc';

/** Chunks that are kept where they are exactly so long. */
const FIXED: Readonly<Record<string, number>> = {
  gAMA: 4,
  cHRM: 32,
  sRGB: 1,
  cICP: 4,
  mDCV: 24,
  cLLI: 8,
  pHYs: 9,
  acTL: 8,
};

/** What the chunks of a PNG are reduced to; the privacy page is made of it. */
export const PNG_BLOCKS: readonly (readonly [block: string, kept: string])[] = [
  ['`IHDR`', '13 bytes'],
  ['`PLTE`, `tRNS`', 'the colours that the image uses; the others become zeros'],
  ['`IDAT`, `fdAT`', 'up to the end of the compressed pixels'],
  ['`acTL`, `fcTL`', '8 and 26 bytes, where the image is animated'],
  [
    Object.keys(FIXED)
      .filter((type) => type !== 'acTL')
      .map((type) => `\`${type}\``)
      .join(', '),
    'whole, where their length and their checksum are right',
  ],
  ['`iCCP`', 'the profile, reduced to what colours need, without its name; sRGB becomes `sRGB`'],
  ['`eXIf`', 'the orientation, where it is not upright'],
  ['`IEND`', 'without contents'],
];

interface Chunk extends Stretch {
  type: string;
  data: Uint8Array<ArrayBuffer>;
  /** Whether all of it is there. */
  isWhole: boolean;
}

/** Rebuilds a PNG: each stream of pixels is walked through to where it ends. */
export async function* rebuildPNG(source: ByteSource, level: StripLevel): AsyncGenerator<Part> {
  const view = await source.read(0, source.size);
  const { orientation = 1 } = await readPNG(source);
  const chunks = chunksIn(view);
  const layout = layoutOf(chunks[0]);
  yield { start: 0, end: SIGNATURE };
  const rebuild = new PNGRebuild(view, chunks, layout);
  await rebuild.lookAtPalette();
  let hasExif = false;
  for (const [n, chunk] of chunks.entries()) {
    if (chunk.type !== 'eXIf') yield* await rebuild.partsOf(chunk, n, level);
    else if (!hasExif && isSound(view, chunk)) {
      hasExif = true;
      const { data } = chunk;
      const tiff = new DataView(data.buffer, data.byteOffset, data.length);
      // Behind the pixels, browsers do not look for it.
      const exif = rebuildExif(tiff, level, rebuild.hasPixels ? 1 : orientation);
      if (exif) yield pngChunk('eXIf', exif);
    }
  }
}

function chunksIn(view: DataView): Chunk[] {
  const chunks: Chunk[] = [];
  for (let start = SIGNATURE; start + 8 <= view.byteLength; ) {
    const length = view.getUint32(start);
    const type = latin1(view, start + 4, 4);
    const end = Math.min(view.byteLength, start + 12 + length);
    const isWhole = start + 12 + length <= view.byteLength;
    const to = isWhole ? end - 4 : end;
    const data = new Uint8Array(
      view.buffer as ArrayBuffer,
      view.byteOffset + start + 8,
      to - start - 8,
    );
    chunks.push({ type, start, end, data, isWhole });
    if (type === 'IEND') break;
    start = end;
  }
  return chunks;
}

function layoutOf(header: Chunk | undefined): PNGLayout {
  if (header?.type !== 'IHDR' || header.data.length < HEADER) {
    throw new BrokenFormat('This PNG has no header.');
  }
  const { data } = header;
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colourType, interlacing] = [view.getUint8(8), view.getUint8(9), view.getUint8(12)];
  if (width === 0 || height === 0) throw new BrokenFormat('This PNG has no pixels.');
  return { width, height, depth, colourType, isInterlaced: interlacing === 1 };
}

/** Whether a chunk is all there, with the right checksum. Browsers leave others out, if they can. */
function isSound(view: DataView, { isWhole, start, end }: Chunk): boolean {
  if (!isWhole) return false;
  const checked = new Uint8Array(view.buffer, view.byteOffset + start + 4, end - start - 8);
  return sumOf(checked) === view.getUint32(end - 4);
}

class PNGRebuild {
  /** Whether the first of the pixels have been passed. */
  hasPixels = false;
  readonly #view: DataView;
  readonly #chunks: readonly Chunk[];
  readonly #layout: PNGLayout;
  readonly #isAnimated: boolean;
  readonly #seen = new Set<string>();
  #used: Uint8Array | null = null;
  #frame: PNGLayout;

  constructor(view: DataView, chunks: readonly Chunk[], layout: PNGLayout) {
    this.#view = view;
    this.#chunks = chunks;
    this.#layout = layout;
    this.#frame = layout;
    const first = chunks.findIndex(({ type }) => type === 'IDAT');
    if (first === -1) throw new BrokenFormat('This PNG has no pixels.');
    this.#isAnimated = chunks
      .slice(0, first)
      .some((chunk) => chunk.type === 'acTL' && chunk.data.length === 8 && isSound(view, chunk));
  }

  /** Finds out which colours are used, where that can be known. */
  async lookAtPalette(): Promise<void> {
    if (this.#layout.colourType !== 3) return;
    let total = 0;
    const used = new Uint8Array(256);
    for (const [n, { type, data }] of this.#chunks.entries()) {
      const isFirst = this.#chunks[n - 1]?.type !== type;
      if (type === 'fcTL') this.#frame = this.#frameOf(data);
      if (!isFirst || (type !== 'IDAT' && !(type === 'fdAT' && this.#isAnimated))) continue;
      const layout = type === 'IDAT' ? this.#layout : this.#frame;
      const expected = scanlineBytes(layout);
      total += expected;
      if (total > MOST_LINES) return;
      const stream = this.#streamAt(n);
      const walked = walkZlib(stream);
      if (!walked?.isWhole) return;
      const lines = await inflate(stream.slice(0, walked.end), expected);
      for (const [index, isUsed] of usedColours(lines, layout).entries()) {
        if (isUsed) used[index] = 1;
      }
    }
    this.#used = used;
  }

  #frameOf(data: Uint8Array): PNGLayout {
    if (data.length < 12) return this.#layout;
    const view = new DataView(data.buffer, data.byteOffset, data.length);
    return { ...this.#layout, width: view.getUint32(4), height: view.getUint32(8) };
  }

  async partsOf(chunk: Chunk, n: number, level: StripLevel): Promise<Part[]> {
    const { type, data } = chunk;
    const isFirst = !this.#seen.has(type);
    this.#seen.add(type);
    if (type === 'IHDR') return isFirst ? [this.#cut(chunk, HEADER)] : [];
    if (type === 'IEND') return [this.#cut(chunk, 0)];
    if (type === 'IDAT') return isFirst ? this.#pixels(n, this.#layout) : [];
    if (type === 'fcTL' || type === 'fdAT')
      return this.#isAnimated ? this.#frameParts(chunk, n) : [];
    if (type === 'PLTE' || type === 'tRNS') return isFirst ? this.#colours(chunk) : [];
    if (!isSound(this.#view, chunk)) return [];
    if (FIXED[type] === data.length) return isFirst ? [stretchOf(chunk)] : [];
    if (type === 'iCCP') return isFirst ? this.#profile(chunk) : [];
    return level === 'location' && isPlainText(type, data) ? [stretchOf(chunk)] : [];
  }

  /** The chunk with so many bytes of its contents, and no more. */
  #cut(chunk: Chunk, length: number): Part {
    if (chunk.data.length <= length) return stretchOf(chunk);
    return pngChunk(chunk.type, chunk.data.subarray(0, length));
  }

  #frameParts(chunk: Chunk, n: number): Part[] {
    if (chunk.type === 'fcTL') {
      this.#frame = this.#frameOf(chunk.data);
      return [this.#cut(chunk, 26)];
    }
    return this.#chunks[n - 1]?.type === 'fdAT' ? [] : this.#pixels(n, this.#frame);
  }

  /** What chunks of pixels hold that follow one another; those of frames begin with a number. */
  #streamAt(n: number): Uint8Array<ArrayBuffer> {
    const run = this.#runAt(n);
    const [first] = run;
    if (run.length === 1 && first) return first.data.subarray(before(first));
    const whole = new Uint8Array(run.reduce((sum, one) => sum + lengthOf(one), 0));
    let at = 0;
    for (const one of run) {
      whole.set(one.data.subarray(before(one)), at);
      at += lengthOf(one);
    }
    return whole;
  }

  #runAt(n: number): Chunk[] {
    const run: Chunk[] = [];
    for (let at = n; this.#chunks[at]?.type === this.#chunks[n]?.type; at++) {
      const chunk = this.#chunks[at];
      if (!chunk) break;
      run.push(chunk);
    }
    return run;
  }

  #pixels(n: number, layout: PNGLayout): Part[] {
    this.hasPixels = true;
    const walked = walkZlib(this.#streamAt(n));
    if (!walked)
      throw new BrokenFormat('This PNG has pixels that are not compressed as they must be.');
    if (walked.length > scanlineBytes(layout)) {
      throw new NotUnderstood('This PNG has more pixels than it shows.');
    }
    return this.#upTo(this.#runAt(n), walked);
  }

  #upTo(run: readonly Chunk[], { end }: WalkedStream): Part[] {
    const parts: Part[] = [];
    let left = end;
    for (const chunk of run) {
      const length = lengthOf(chunk);
      if (left >= length) parts.push(stretchOf(chunk));
      else if (left > 0) parts.push(this.#cut(chunk, before(chunk) + left));
      left = Math.max(0, left - length);
      if (left === 0) break;
    }
    return parts;
  }

  /** Colours beyond those that can be used, and those that are not, could say anything. */
  #colours(chunk: Chunk): Part[] {
    const { type, data } = chunk;
    const { colourType, depth } = this.#layout;
    if (colourType !== 3) {
      const length = type === 'tRNS' ? ({ 0: 2, 2: 6 }[colourType] ?? 0) : 0;
      return length > 0 && data.length === length ? [stretchOf(chunk)] : [];
    }
    const size = type === 'PLTE' ? 3 : 1;
    const count = Math.min(Math.floor(data.length / size), 1 << depth);
    const kept = data.slice(0, count * size);
    const used = this.#used;
    if (used && type === 'PLTE') {
      const known = new Set<number>();
      addUsed(kept, used, known);
      clearUnused(kept, used, known);
    }
    // Of unused colours, one byte of transparency is left: nothing, or all.
    if (used && type === 'tRNS') {
      for (const [index, value] of kept.entries()) if (!used[index] && value < 255) kept[index] = 0;
    }
    return [pngChunk(type, kept)];
  }

  async #profile({ data }: Chunk): Promise<Part[]> {
    const name = data.indexOf(0);
    if (name < 1 || name > 79 || data[name + 1] !== 0) return [];
    const compressed = data.slice(name + 2);
    const walked = walkZlib(compressed);
    if (!walked?.isWhole || walked.length > LONGEST_PROFILE) return [];
    const stream = compressed.slice(0, walked.end);
    const before = await inflate(stream, LONGEST_PROFILE);
    const profile = rebuildColourProfile(new DataView(before.buffer));
    if (!profile) return [];
    // Of sixteen bits, some programs compute with the profile and without it in different ways.
    if (isSRGB(profile) && this.#layout.depth < 16)
      return this.#seen.has('sRGB') ? [] : [this.#sRGB()];
    const isSame =
      profile.length === before.length && profile.every((byte, at) => byte === before[at]);
    const content = isSame ? stream : await deflate(profile);
    const chunk = new Uint8Array(PROFILE_NAME.length + 2 + content.length);
    for (let at = 0; at < PROFILE_NAME.length; at++) chunk[at] = PROFILE_NAME.charCodeAt(at);
    chunk.set(content, PROFILE_NAME.length + 2);
    return [pngChunk('iCCP', chunk)];
  }

  #sRGB(): Part {
    this.#seen.add('sRGB');
    return pngChunk('sRGB', Uint8Array.of(0));
  }
}

function stretchOf({ start, end }: Chunk): Stretch {
  return { start, end };
}

/** Bytes before the pixels. */
function before({ type }: Chunk): number {
  return type === 'fdAT' ? 4 : 0;
}

function lengthOf(chunk: Chunk): number {
  return Math.max(0, chunk.data.length - before(chunk));
}
