import type { Block, BlockKind, Remains } from './block.ts';
import { type ByteSource, copyOf, createByteSource } from './byte-source.ts';
import { orientationOnly, readExif, setUpright } from './exif.ts';
import { withoutLocation } from './exif-location.ts';
import { gifBlocks } from './gif.ts';
import { heifBlocks } from './heif.ts';
import { exifSegment, jpegBlocks } from './jpeg.ts';
import { createPieces, LARGE, type Pieces } from './pieces.ts';
import { exifChunk, pngBlocks } from './png.ts';
import { exifWebPChunk, webpBlocks } from './webp.ts';

/**
 * How much of a picture's metadata is taken out.
 *
 * - `'all'`: everything but how to turn the picture and its colour profile.
 * - `'location'`: everything that says, or could say, where it was taken: GPS positions, XMP, IPTC, the
 *   maker's own notes, thumbnails, and what stands behind the picture's end. Camera, lens, exposure,
 *   date, owner and comments stay.
 */
export type StripLevel = 'all' | 'location';

type Level = StripLevel | 'bare';

interface Format {
  blocks(source: ByteSource): AsyncIterable<Block>;
  /** Puts Exif into the format's own wrapping; where there is none, metadata is blanked in its place. */
  wrap?: (tiff: Uint8Array) => Uint8Array<ArrayBuffer>;
}

const FORMATS: Record<string, Format> = {
  'image/jpeg': { blocks: jpegBlocks, wrap: exifSegment },
  'image/png': { blocks: pngBlocks, wrap: exifChunk },
  'image/webp': { blocks: webpBlocks, wrap: exifWebPChunk },
  'image/gif': { blocks: gifBlocks },
  'image/heic': { blocks: heifBlocks },
  'image/avif': { blocks: heifBlocks },
};

const KEPT: Record<Level, ReadonlySet<BlockKind>> = {
  all: new Set(['image', 'profile', 'thumbnail']),
  bare: new Set(['image', 'profile', 'thumbnail']),
  location: new Set(['image', 'profile', 'thumbnail', 'text']),
};

/** A stretch of the old file, or new bytes. */
type Part = { kind: BlockKind; block: Block } | { kind: BlockKind; bytes: Uint8Array<ArrayBuffer> };

const WINDOW = 1024 * 1024;

/**
 * Takes metadata out of a picture without decoding it. The result is made of stretches of the file as
 * it is on disk, and takes next to no memory.
 *
 * @param mediaType - What the first bytes prove.
 * @param level - `'bare'` leaves not even the orientation, for those who turn the picture themselves.
 * @returns the same blob, where there is nothing to take out or the format (SVG) has nothing like it.
 * @throws BrokenFormat where the file contradicts its format, so that nobody can say what would remain.
 * @throws DOMException when the file cannot be read.
 */
export async function stripMetadata(
  blob: Blob,
  mediaType: string,
  level: StripLevel | 'bare',
): Promise<Blob> {
  const format = FORMATS[mediaType];
  if (!format) return blob;
  const source = createByteSource(blob, undefined, WINDOW);
  const parts: Part[] = [];
  let changed = false;
  for await (const block of format.blocks(source)) {
    const part = await unlessSame(source, block, await partOf(block, { source, format, level }));
    if (part) parts.push(part);
    changed ||= !part || 'bytes' in part || block.kind === 'thumbnail';
  }
  return changed ? join(blob, source, parts) : blob;
}

interface Work {
  source: ByteSource;
  format: Format;
  level: Level;
}

async function partOf(block: Block, work: Work): Promise<Part | null> {
  const { kind, start, end } = block;
  if (KEPT[work.level].has(kind)) return { kind, block };
  const exif = kind === 'exif' ? await exifOf(block, work) : null;
  if (block.fixed) return { kind, bytes: blank(end - start, exif) };
  return exif && work.format.wrap ? { kind, bytes: work.format.wrap(exif) } : null;
}

/** The block itself, where nothing had to be taken out of it. */
async function unlessSame(
  source: ByteSource,
  block: Block,
  part: Part | null,
): Promise<Part | null> {
  const { kind, start, end } = block;
  if (!part || !('bytes' in part) || part.bytes.length !== end - start) return part;
  const { bytes } = part;
  const before = await source.read(start, end - start);
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== before.getUint8(at)) return part;
  return { kind, block };
}

/** What remains of an Exif block, or `null`. */
async function exifOf(block: Block, work: Work): Promise<Uint8Array | null> {
  const { tiff = block.start, tiffEnd = block.end } = block;
  const view = await work.source.read(tiff, tiffEnd - tiff);
  const cleared = work.level === 'location' ? withoutLocation(view) : null;
  if (cleared) return cleared;
  const { orientation } = readExif(view);
  // Formats whose metadata is blanked in its place are turned by their decoders.
  const isKept = orientation !== 1 && !block.fixed && work.level !== 'bare';
  return isKept ? orientationOnly(orientation) : null;
}

/** As long as before, and empty but for what remains. */
function blank(length: number, exif: Uint8Array | null): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  if (exif && exif.length + 4 <= length) bytes.set(exif, 4);
  return bytes;
}

async function join(blob: Blob, source: ByteSource, parts: Part[]): Promise<Blob> {
  const length = (part: Part) =>
    'bytes' in part ? part.bytes.length : part.block.end - part.block.start;
  const size = parts.reduce((sum, part) => sum + length(part), 0);
  const kinds = new Set(parts.map(({ kind }) => kind));
  const pieces = createPieces(blob.type);
  for (const part of merged(parts)) {
    if ('bytes' in part) pieces.add(part.bytes);
    else await addBlock(pieces, part.block, { blob, source, remains: { size, kinds } });
  }
  return pieces.join();
}

interface Joining {
  blob: Blob;
  source: ByteSource;
  remains: Remains;
}

async function addBlock(
  pieces: Pieces,
  { start, end, rewrite }: Block,
  { blob, source, remains }: Joining,
): Promise<void> {
  if (rewrite) pieces.add(rewrite(await source.read(start, end - start), remains));
  else if (end - start > LARGE) pieces.addBlob(blob.slice(start, end));
  else pieces.add(copyOf(await source.read(start, end - start)));
}

/** Neighbours that stay as they are become one. A blob of thousands of pieces would be slow to read. */
function merged(parts: Part[]): Part[] {
  const result: Part[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    const follows =
      last && 'block' in last && 'block' in part && last.block.end === part.block.start;
    if (follows && !last.block.rewrite && !part.block.rewrite) {
      result[result.length - 1] = { ...last, block: { ...last.block, end: part.block.end } };
    } else result.push(part);
  }
  return result;
}

/**
 * Puts the Exif of a JPEG into another that was made of its pixels. These are upright already, and the
 * Exif that comes along says so.
 *
 * @throws BrokenFormat where the original contradicts its format.
 */
export async function copyExif(
  original: Blob,
  jpeg: Blob,
  level: 'location' | false,
): Promise<Blob> {
  const tiff = await findExif(original);
  const kept = tiff && (level === false ? copyOf(tiff) : withoutLocation(tiff));
  if (!kept) return jpeg;
  setUpright(new DataView(kept.buffer));
  return new Blob([jpeg.slice(0, 2), exifSegment(kept), jpeg.slice(2)], { type: jpeg.type });
}

async function findExif(jpeg: Blob): Promise<DataView | null> {
  const source = createByteSource(jpeg);
  for await (const { kind, tiff = 0, end } of jpegBlocks(source)) {
    if (kind === 'exif') return source.read(tiff, end - tiff);
  }
  return null;
}
