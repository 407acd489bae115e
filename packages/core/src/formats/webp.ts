import { type BlockKind, BrokenFormat, untilBroken } from './block.ts';
import { type ByteSource, latin1 } from './byte-source.ts';
import type { HeaderFacts } from './image-header.ts';
import { shownSize } from './size.ts';

interface Chunk {
  type: string;
  start: number;
  end: number;
}

const RIFF = 12;
const BEFORE_DATA = 8;
const MOST_CHUNKS = 200_000;

// Flags of the VP8X chunk.
const ANIMATION = 0x02;
const ALPHA = 0x10;

/**
 * Reads a WebP's chunks, passing over its pixels. No browser turns a WebP by its Exif, so its orientation is 1.
 *
 * @see https://developers.google.com/speed/webp/docs/riff_container
 */
export async function readWebP(source: ByteSource): Promise<HeaderFacts> {
  const facts: HeaderFacts = {};
  const metadata = new Set<BlockKind>();
  let size = { width: 0, height: 0 };
  let flags = 0;
  let frames = 0;
  for await (const chunk of untilBroken(chunksOf(source))) {
    const data = await source.read(chunk.start + BEFORE_DATA, 10);
    if (size.width === 0) size = sizeOf(chunk.type, data);
    if (chunk.type === 'VP8X' && data.byteLength > 0) flags = data.getUint8(0);
    if (chunk.type === 'VP8L' && data.byteLength > 4) flags |= data.getUint8(4) & 0x10 && ALPHA;
    if (chunk.type === 'ANMF') frames += 1;
    const kind = kindOf(chunk.type);
    if (kind === 'profile') facts.profile ??= { start: chunk.start + BEFORE_DATA, end: chunk.end };
    else if (kind !== 'image') metadata.add(kind);
    // Nothing but pixels comes after the pixels of the simple format.
    if (/^VP8[ L]$/.test(chunk.type) && (flags & ~ALPHA) === 0) break;
  }
  if (flags & ANIMATION) facts.frames = Math.max(1, frames);
  facts.hasAlpha = (flags & ALPHA) !== 0;
  return {
    ...facts,
    ...shownSize(size.width, size.height),
    metadata: [...metadata],
  };
}

function sizeOf(type: string, data: DataView): { width: number; height: number } {
  if (type === 'VP8X' && data.byteLength >= 10) {
    return { width: uint24(data, 4) + 1, height: uint24(data, 7) + 1 };
  }
  if (type === 'VP8L' && data.byteLength >= 5) {
    const bits = data.getUint32(1, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  if (type === 'VP8 ' && data.byteLength >= 10) {
    return { width: data.getUint16(6, true) & 0x3fff, height: data.getUint16(8, true) & 0x3fff };
  }
  return { width: 0, height: 0 };
}

async function* chunksOf(source: ByteSource): AsyncGenerator<Chunk> {
  const riff = await source.read(0, RIFF);
  if (riff.byteLength < RIFF) return;
  const last = Math.min(source.size, riff.getUint32(4, true) + 8);
  let start = RIFF;
  for (let n = 0; start + BEFORE_DATA <= last; n++) {
    if (n === MOST_CHUNKS) throw new BrokenFormat('This WebP has no end of chunks.');
    const head = await source.read(start, BEFORE_DATA);
    const length = head.getUint32(4, true);
    // Chunks begin at even offsets.
    const end = Math.min(start + BEFORE_DATA + length + (length & 1), source.size);
    yield { type: latin1(head, 0, 4), start, end };
    start = end;
  }
}

const KINDS: Record<string, BlockKind> = { ICCP: 'profile', EXIF: 'exif', 'XMP ': 'xmp' };
const NEEDED = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF']);

function kindOf(type: string): BlockKind {
  return NEEDED.has(type) ? 'image' : (KINDS[type] ?? 'unknown');
}

/** Type and length of a chunk. */
export function webpChunkHead(type: string, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(BEFORE_DATA);
  for (let at = 0; at < 4; at++) bytes[at] = type.charCodeAt(at);
  new DataView(bytes.buffer).setUint32(4, length, true);
  return bytes;
}

/** A chunk around its data, padded to an even length. */
export function webpChunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(BEFORE_DATA + data.length + (data.length & 1));
  bytes.set(webpChunkHead(type, data.length));
  bytes.set(data, BEFORE_DATA);
  return bytes;
}

function uint24(view: DataView, offset: number): number {
  return view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16);
}
