import type { Block, BlockKind } from './block.ts';
import type { ByteSource } from './byte-source.ts';
import { orientationOnly, readExif } from './exif.ts';
import { withoutLocation } from './exif-location.ts';
import type { Part } from './rebuild.ts';
import type { StripLevel } from './strip-level.ts';

const KEPT: Record<StripLevel | 'bare', ReadonlySet<BlockKind>> = {
  all: new Set(['image', 'profile', 'thumbnail']),
  bare: new Set(['image', 'profile', 'thumbnail']),
  location: new Set(['image', 'profile', 'thumbnail', 'text']),
};

interface Format {
  blocks(source: ByteSource): AsyncIterable<Block>;
  /** Puts Exif into the format's own wrapping; where there is none, metadata is blanked in its place. */
  wrap?: (tiff: Uint8Array) => Uint8Array<ArrayBuffer>;
}

interface Work {
  source: ByteSource;
  format: Format;
  level: StripLevel | 'bare';
}

type Kept = { kind: BlockKind; block: Block } | { kind: BlockKind; bytes: Uint8Array<ArrayBuffer> };

/** Leaves known metadata out, and keeps all else: for formats that are not rebuilt from an allow-list. */
export async function* partsOfBlocks(
  source: ByteSource,
  format: Format,
  level: StripLevel | 'bare',
): AsyncGenerator<Part> {
  const kept: Kept[] = [];
  for await (const block of format.blocks(source)) {
    const one = await keptOf(block, { source, format, level });
    if (one) kept.push(one);
  }
  const size = kept.reduce((sum, one) => sum + lengthOf(one), 0);
  const kinds = new Set(kept.map(({ kind }) => kind));
  for (const one of kept) {
    if ('bytes' in one) yield one.bytes;
    else if (one.block.rewrite) {
      const { start, end, rewrite } = one.block;
      yield rewrite(await source.read(start, end - start), { size, kinds });
    } else yield { start: one.block.start, end: one.block.end };
  }
}

function lengthOf(one: Kept): number {
  return 'bytes' in one ? one.bytes.length : one.block.end - one.block.start;
}

async function keptOf(block: Block, work: Work): Promise<Kept | null> {
  const { kind, start, end } = block;
  if (KEPT[work.level].has(kind)) return { kind, block };
  const exif = kind === 'exif' ? await exifOf(block, work) : null;
  if (block.fixed) return { kind, bytes: blank(end - start, exif) };
  return exif && work.format.wrap ? { kind, bytes: work.format.wrap(exif) } : null;
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
  return isKept ? orientationOnly(orientation, view.byteLength) : null;
}

/** As long as before, and empty but for what remains. */
function blank(length: number, exif: Uint8Array | null): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  if (exif && exif.length + 4 <= length) bytes.set(exif, 4);
  return bytes;
}
