import { BrokenFormat } from './block.ts';
import { type ByteSource, latin1 } from './byte-source.ts';
import { rebuildColourProfile } from './colour-profile-rebuild.ts';
import { withoutLocation } from './exif-location.ts';
import { NotUnderstood, type Part, type Stretch } from './rebuild.ts';
import type { StripLevel } from './strip-level.ts';
import { alphaParts, imageParts } from './webp/bitstream.ts';
import { webpChunk, webpChunkHead } from './webp.ts';

const RIFF = 12;
const BEFORE_DATA = 8;
const FRAME_HEADER = 16;

// Flags of the VP8X chunk.
const [ANIMATION, EXIF, ALPHA, PROFILE] = [0x02, 0x08, 0x10, 0x20];

/** What the chunks of a WebP are reduced to; the privacy page is made of it. */
export const WEBP_BLOCKS: readonly (readonly [block: string, kept: string])[] = [
  ['`RIFF`', '12 bytes, with the length that is right'],
  ['`VP8X`', '10 bytes, with the flags that are right'],
  ['`VP8 `', 'the first one: each partition up to the last byte that its blocks use'],
  ['`VP8L`', 'the first one, up to the last bit of its pixels'],
  [
    '`ALPH`',
    'right before a `VP8 `, where the flags say that there is transparency, up to the last pixel',
  ],
  ['`ANIM`', '6 bytes, where the image is animated'],
  ['`ANMF`', '16 bytes and the chunks of its pixels'],
  ['`ICCP`', 'the profile, reduced to what colours need'],
];

interface Chunk {
  type: string;
  start: number;
  data: Stretch;
  /** Whether all of it is there. */
  isWhole: boolean;
  /** Whether it breaks off and stays as it is: decoders show as much of it as there is. */
  isLeft?: boolean;
}

/** Rebuilds a WebP. All lengths are written again. */
export async function* rebuildWebP(source: ByteSource, level: StripLevel): AsyncGenerator<Part> {
  const view = await source.read(0, source.size);
  if (view.byteLength < RIFF) throw new BrokenFormat('This WebP ends within its header.');
  const last = Math.min(view.byteLength, view.getUint32(4, true) + 8);
  const chunks = chunksIn(view, RIFF, last);
  const isExtended = chunks[0]?.type === 'VP8X';
  const parts = isExtended ? extended(view, chunks, level) : imageIn(view, chunks);
  if (!parts) throw new BrokenFormat('This WebP has no pixels.');
  const header = new Uint8Array(RIFF);
  header.set(new Uint8Array(view.buffer, view.byteOffset, RIFF));
  const length = parts.reduce((sum, part) => sum + lengthOf(part), RIFF - 8);
  if (!chunks.some(({ isLeft }) => isLeft)) new DataView(header.buffer).setUint32(4, length, true);
  yield header;
  yield* parts;
}

function lengthOf(part: Part): number {
  return part instanceof Uint8Array ? part.length : part.end - part.start;
}

function chunksIn(view: DataView, from: number, to: number): Chunk[] {
  const chunks: Chunk[] = [];
  for (let start = from; start + BEFORE_DATA <= to; ) {
    const length = view.getUint32(start + 4, true);
    const data = { start: start + BEFORE_DATA, end: Math.min(start + BEFORE_DATA + length, to) };
    const isWhole = start + BEFORE_DATA + length <= to;
    chunks.push({ type: latin1(view, start, 4), start, data, isWhole });
    // Chunks begin at even offsets.
    start += BEFORE_DATA + length + (length & 1);
  }
  return chunks;
}

/** The first image among chunks, with its transparency. */
function imageIn(view: DataView, chunks: readonly Chunk[]): Part[] | null {
  const at = chunks.findIndex(({ type }) => type === 'VP8 ' || type === 'VP8L');
  const image = chunks[at];
  if (!image) return null;
  const file = bytesOf(view, { start: 0, end: view.byteLength });
  const alpha = chunks.slice(0, at).find(({ type }) => type === 'ALPH');
  const pixels = chunkOf(image, imageParts(file, image.type, image.data));
  if (!alpha || image.type === 'VP8L') return pixels;
  return [...chunkOf(alpha, alphaParts(file, alpha.data, sizeOf(view, image))), ...pixels];
}

/** Pixels of a lossy image, as its own header says. */
function sizeOf(view: DataView, { data }: Chunk): { width: number; height: number } {
  if (data.end - data.start < 10) return { width: 0, height: 0 };
  const [width, height] = [6, 8].map((at) => view.getUint16(data.start + at, true) & 0x3fff);
  return { width: width ?? 0, height: height ?? 0 };
}

/** A chunk of what decoders read of it, or, where it breaks off, as it is. */
function chunkOf(chunk: Chunk, parts: Part[] | null): Part[] {
  if (!parts && chunk.isWhole) throw new NotUnderstood('Pixels of this WebP are missing.');
  if (!parts) return [asItIs(chunk)];
  const length = parts.reduce((sum, part) => sum + lengthOf(part), 0);
  return [webpChunkHead(chunk.type, length), ...parts, new Uint8Array(length & 1)];
}

function asItIs(chunk: Chunk): Stretch {
  chunk.isLeft = true;
  return { start: chunk.start, end: chunk.data.end };
}

function bytesOf(view: DataView, { start, end }: Stretch): Uint8Array<ArrayBuffer> {
  return new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset + start, end - start);
}

function extended(view: DataView, chunks: readonly Chunk[], level: StripLevel): Part[] | null {
  const [head, ...rest] = chunks;
  if (!head || head.data.end - head.data.start < 10) return null;
  const settings = bytesOf(view, head.data).slice(0, 10);
  const flags = settings[0] ?? 0;
  const isAnimated = (flags & ANIMATION) !== 0;
  const profile = flags & PROFILE ? profileOf(view, rest) : [];
  const exif = level === 'location' ? exifOf(view, rest) : [];
  // Decoders take transparency for what the flags say.
  const still = flags & ALPHA ? rest : rest.filter(({ type }) => type !== 'ALPH');
  const image = isAnimated ? animationOf(view, rest) : imageIn(view, still);
  if (!image) return null;
  settings[0] =
    (flags & (ANIMATION | ALPHA)) |
    (profile.length > 0 ? PROFILE : 0) |
    (exif.length > 0 ? EXIF : 0);
  settings.fill(0, 1, 4);
  return [webpChunk('VP8X', settings), ...profile, ...image, ...exif];
}

function profileOf(view: DataView, chunks: readonly Chunk[]): Part[] {
  const chunk = chunks.find(({ type, isWhole }) => type === 'ICCP' && isWhole);
  if (!chunk) return [];
  const data = bytesOf(view, chunk.data);
  const profile = rebuildColourProfile(new DataView(data.buffer, data.byteOffset, data.length));
  return profile ? [webpChunk('ICCP', profile)] : [];
}

/** Some writers put the marker of a JPEG's Exif before the TIFF header. */
function exifOf(view: DataView, chunks: readonly Chunk[]): Part[] {
  const chunk = chunks.find(({ type, isWhole }) => type === 'EXIF' && isWhole);
  if (!chunk) return [];
  const { start, end } = chunk.data;
  const before = latin1(view, start, Math.min(6, end - start)) === 'Exif\0\0' ? 6 : 0;
  const from = start + before;
  const tiff = withoutLocation(new DataView(view.buffer, view.byteOffset + from, end - from));
  return tiff ? [webpChunk('EXIF', tiff)] : [];
}

function animationOf(view: DataView, chunks: readonly Chunk[]): Part[] | null {
  const parts: Part[] = [];
  let frames = 0;
  let hasSettings = false;
  for (const chunk of chunks) {
    const length = chunk.data.end - chunk.data.start;
    if (chunk.type === 'ANIM' && length >= 6 && !hasSettings) {
      hasSettings = true;
      parts.push(webpChunk('ANIM', bytesOf(view, chunk.data).slice(0, 6)));
    }
    if (chunk.type !== 'ANMF' || length < FRAME_HEADER) continue;
    const frame = frameOf(view, chunk, frames === 0);
    // Decoders end an animation where they cannot go on.
    if (!frame) break;
    parts.push(...frame);
    frames += 1;
  }
  return frames > 0 ? parts : null;
}

/** @returns `null` for a frame of which decoders show nothing, unless it is the first. */
function frameOf(view: DataView, frame: Chunk, isFirst: boolean): Part[] | null {
  const { data } = frame;
  const chunks = chunksIn(view, data.start + FRAME_HEADER, data.end);
  let image: Part[] | null;
  try {
    image = imageIn(view, chunks);
  } catch (error) {
    if (isFirst || !(error instanceof NotUnderstood)) throw error;
    return null;
  }
  if (!frame.isWhole && (!image || chunks.some(({ isLeft }) => isLeft))) return [asItIs(frame)];
  if (!image) return [];
  const length = image.reduce((sum, part) => sum + lengthOf(part), FRAME_HEADER);
  const header = { start: data.start, end: data.start + FRAME_HEADER };
  return [webpChunkHead('ANMF', length), header, ...image];
}
