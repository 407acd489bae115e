import { type BlockKind, BrokenFormat, untilBroken } from './block.ts';
import { type ByteSource, createByteSource, latin1 } from './byte-source.ts';
import { type Orientation, readOrientation } from './exif.ts';
import type { HeaderFacts } from './image-header.ts';
import { shownSize } from './size.ts';

interface Chunk {
  type: string;
  start: number;
  end: number;
}

const SIGNATURE = 8;
// Length and type stand before a chunk's data, and a checksum after it.
const BEFORE_DATA = 8;
const AROUND_DATA = 12;
const MOST_CHUNKS = 200_000;

/**
 * Reads a PNG's chunks up to its first pixels (PNG 3rd edition, section 5). Of several `eXIf` chunks the
 * first undamaged one counts, whatever it says, and none behind the first pixels, as in Chromium.
 */
export async function readPNG(source: ByteSource): Promise<HeaderFacts> {
  const facts: HeaderFacts = {};
  const metadata = new Set<BlockKind>();
  let size = { width: 0, height: 0 };
  let orientation: Orientation | undefined;
  for await (const chunk of untilBroken(chunksOf(source))) {
    if (chunk.type === 'IDAT') break;
    const data = await source.read(chunk.start + BEFORE_DATA, 13);
    if (chunk.type === 'IHDR' && data.byteLength === 13) {
      size = { width: data.getUint32(0), height: data.getUint32(4) };
      facts.hasAlpha = data.getUint8(9) >= 4;
    }
    if (chunk.type === 'tRNS') facts.hasAlpha = true;
    if (chunk.type === 'acTL' && data.byteLength >= 4)
      facts.frames = Math.max(1, data.getUint32(0));
    const kind = await kindOf(source, chunk);
    if (kind === 'profile') facts.profile ??= rangeOf(chunk);
    else if (kind !== 'image') metadata.add(kind);
    if (kind === 'exif') orientation ??= await orientationIn(source, chunk);
  }
  return {
    ...facts,
    orientation: orientation ?? 1,
    ...shownSize(size.width, size.height, orientation),
    metadata: [...metadata],
  };
}

/** Returns `undefined` where the checksum is wrong: browsers pass over such a chunk. */
async function orientationIn(source: ByteSource, chunk: Chunk): Promise<Orientation | undefined> {
  const whole = await source.read(chunk.start, chunk.end - chunk.start);
  const data = rangeOf(chunk);
  if (whole.byteLength < AROUND_DATA) return undefined;
  const checked = new Uint8Array(whole.buffer, whole.byteOffset + 4, whole.byteLength - 8);
  if (sumOf(checked) !== whole.getUint32(whole.byteLength - 4)) return undefined;
  return readOrientation(await source.read(data.start, data.end - data.start));
}

/** Takes out what browsers would turn an image by, for those who turn it themselves. */
export async function withoutOrientation(png: Blob): Promise<Blob> {
  const parts: Blob[] = [];
  let done = 0;
  for await (const { type, start, end } of untilBroken(chunksOf(createByteSource(png)))) {
    if (type === 'IDAT') break;
    if (type !== 'eXIf') continue;
    parts.push(png.slice(done, start));
    done = end;
  }
  return new Blob([...parts, png.slice(done)], { type: png.type });
}

async function* chunksOf(source: ByteSource): AsyncGenerator<Chunk> {
  let start = SIGNATURE;
  for (let n = 0; start < source.size; n++) {
    const head = await source.read(start, BEFORE_DATA);
    if (n === MOST_CHUNKS) throw new BrokenFormat('This PNG has no end of chunks.');
    if (head.byteLength < BEFORE_DATA) return;
    const type = latin1(head, 4, 4);
    if (!/^[A-Za-z]{4}$/.test(type)) throw new BrokenFormat('This PNG has a chunk without a type.');
    const end = Math.min(start + AROUND_DATA + head.getUint32(0), source.size);
    yield { type, start, end };
    if (type === 'IEND') return;
    start = end;
  }
}

/** Chunks that change how the picture looks, besides the critical ones; `acTL` and after: animations. */
const NEEDED = new Set(
  ['tRNS', 'gAMA', 'cHRM', 'sRGB', 'cICP', 'mDCV', 'cLLI', 'sBIT', 'bKGD', 'pHYs'].concat([
    'acTL',
    'fcTL',
    'fdAT',
  ]),
);

async function kindOf(source: ByteSource, { type, start, end }: Chunk): Promise<BlockKind> {
  if (type === 'iCCP') return 'profile';
  if (type === 'eXIf') return 'exif';
  if (type === 'tIME') return 'text';
  if (type === 'tEXt' || type === 'zTXt' || type === 'iTXt') {
    const keyword = latin1(
      await source.read(start + BEFORE_DATA, Math.min(30, end - start)),
      0,
      30,
    );
    if (keyword.startsWith('XML:com.adobe.xmp')) return 'xmp';
    // ImageMagick keeps Exif, IPTC and XMP in such texts, whole as hexadecimal numbers or field by field.
    return /^(?:Raw profile type|exif:)/i.test(keyword) ? 'iptc' : 'text';
  }
  // A capital letter says that no decoder can do without it.
  return NEEDED.has(type) || /^[A-Z]/.test(type) ? 'image' : 'unknown';
}

function rangeOf({ start, end }: Chunk): { start: number; end: number } {
  return { start: start + BEFORE_DATA, end: Math.max(start + BEFORE_DATA, end - 4) };
}

/** Tells whether a chunk holds text that is neither XMP nor the Exif of another program. */
export function isPlainText(type: string, data: Uint8Array): boolean {
  if (type === 'tIME') return data.length === 7;
  if (!TEXTS.has(type)) return false;
  return !MARKUP.test(String.fromCharCode(...data.subarray(0, 30)));
}

const TEXTS = new Set(['tEXt', 'zTXt', 'iTXt']);
// ImageMagick keeps Exif, IPTC and XMP in such texts, whole as hexadecimal numbers or field by field.
const MARKUP = /^(?:Raw profile type|exif:|XML:com\.adobe\.xmp)/i;

/** A chunk around its data. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(AROUND_DATA + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let at = 0; at < 4; at++) bytes[4 + at] = type.charCodeAt(at);
  bytes.set(data, BEFORE_DATA);
  view.setUint32(bytes.length - 4, sumOf(bytes.subarray(4, -4)));
  return bytes;
}

/** @see https://www.w3.org/TR/png-3/#D-CRCAppendix */
export function sumOf(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}

const CRC_TABLE: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});
