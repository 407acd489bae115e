import { type Block, type BlockKind, BrokenFormat } from './block.ts';
import { type ByteSource, latin1 } from './byte-source.ts';
import { readExif } from './exif.ts';
import { type Extent, type Items, readItems } from './heif-items.ts';
import type { HeaderFacts, ImageHeader } from './image-header.ts';
import { MOST_BOXES, readBox } from './iso-boxes.ts';
import { shownSize } from './size.ts';

/** Reads what HEIC and AVIF say in their `meta` box (ISO/IEC 14496-12 section 8.11, 23008-12 section 6). */
export async function readHEIF(source: ByteSource): Promise<HeaderFacts> {
  const brand = latin1(await source.read(8, 4), 0, 4);
  const frames = /^(?:avis|msf1|hev[cxms])$/.test(brand) ? null : 1;
  try {
    const items = await readItems(source);
    if (!items) return { frames, hasAlpha: true };
    const kinds = metadataItems(items).map(({ kind }) => kind);
    const thumbnail = await thumbnailOf(source, items);
    const profile = profileOf(items);
    const metadata = [...new Set(kinds)];
    return { ...sizeOf(items), frames, hasAlpha: true, thumbnail, profile, metadata };
  } catch (error) {
    if (!(error instanceof BrokenFormat)) throw error;
    return { frames, hasAlpha: true };
  }
}

/** The size as it is shown: decoders turn these pictures themselves, and ignore Exif. */
function sizeOf({ properties, primary, meta }: Items) {
  let width = 0;
  let height = 0;
  let quarters = 0;
  for (const { type, start, end } of properties.get(primary) ?? []) {
    if (type === 'ispe' && end - start >= 12) {
      width = meta.getUint32(start + 4);
      height = meta.getUint32(start + 8);
    }
    if (type === 'irot' && end > start) quarters = meta.getUint8(start) & 3;
  }
  return quarters & 1 ? shownSize(height, width) : shownSize(width, height);
}

/** Where the picture's ICC profile stands; others are named by a number and need no space. */
function profileOf({ properties, primary, meta, offset }: Items): ImageHeader['profile'] {
  const box = properties
    .get(primary)
    ?.find(({ type, start }) => type === 'colr' && /^(?:prof|rICC)$/.test(latin1(meta, start, 4)));
  return box ? { start: offset + box.start + 4, end: offset + box.end } : null;
}

/** Some cameras leave a JPEG in the Exif of a HEIC. */
async function thumbnailOf(source: ByteSource, items: Items): Promise<ImageHeader['thumbnail']> {
  const exif = metadataItems(items).find(({ kind, start }) => kind === 'exif' && start >= 0);
  if (!exif) return null;
  const { tiff = 0, end } = await withTIFF(source, exif);
  const { thumbnail } = readExif(await source.read(tiff, end - tiff));
  return thumbnail && { start: tiff + thumbnail.start, end: tiff + thumbnail.end };
}

/**
 * All blocks of a HEIC or AVIF. Its metadata stands between the pixels, and all is found by its
 * offset: it can be blanked, but only what comes last can be cut off.
 *
 * @throws BrokenFormat
 */
export async function* heifBlocks(source: ByteSource): AsyncGenerator<Block> {
  const items = await readItems(source);
  if (!items) throw new BrokenFormat('This picture has no description of its contents.');
  const metadata: Block[] = [];
  for (const block of metadataItems(items)) metadata.push(await withTIFF(source, block));
  const needed = neededExtents(items);
  for (const block of await strangeBlocks(source)) {
    if (![...needed, ...metadata].some((one) => overlap(one, block))) metadata.push(block);
  }
  metadata.sort((one, other) => one.start - other.start);
  if (metadata.some((block) => needed.some((one) => overlap(one, block))))
    throw new BrokenFormat('Metadata of this picture is a part of something else.');
  let done = 0;
  for (const block of metadata) {
    if (block.start < done)
      throw new BrokenFormat('Metadata of this picture cannot be told apart.');
    yield { kind: 'image', start: done, end: block.start };
    yield block;
    done = block.end;
  }
  yield { kind: 'image', start: done, end: source.size };
}

/** What must not be blanked: pictures, and the description that leads to them. */
function neededExtents({ types, extents, structure }: Items): Extent[] {
  const pictures = [...extents].filter(([id]) => !METADATA[types.get(id) ?? '']);
  return [...pictures.flatMap(([, own]) => own), ...structure];
}

// What may stand beside one another in a file (ISO/IEC 14496-12, table 1).
const BOXES = new Set(
  ['ftyp', 'styp', 'etyp', 'otyp', 'pdin', 'meta', 'meco', 'mdat', 'imda'].concat([
    'moov',
    'moof',
    'mfra',
    'sidx',
    'ssix',
    'prft',
  ]),
);

/**
 * Boxes of no known kind, such as a camera's own or those that hold the video of a moving photo, and
 * what stands behind the last box. Those at the end can be cut off.
 */
async function strangeBlocks(source: ByteSource): Promise<Block[]> {
  const blocks: Block[] = [];
  let offset = 0;
  let tail = 0;
  for (let n = 0; offset < source.size; n++) {
    if (n === MOST_BOXES) throw new BrokenFormat('This picture has no end of boxes.');
    const head = await source.read(offset, 16);
    const box = readBox(head, 0, head.byteLength);
    const end = Math.min(source.size, offset + (box?.end ?? source.size));
    if (box && BOXES.has(box.type)) tail = end;
    else blocks.push({ kind: 'unknown', fixed: true, start: offset + (box?.start ?? 0), end });
    offset = end;
  }
  const kept = blocks.filter(({ start }) => start < tail);
  return tail < source.size ? [...kept, { kind: 'trailer', start: tail, end: source.size }] : kept;
}

function overlap(one: Extent, other: Extent): boolean {
  return one.start < other.end && other.start < one.end;
}

/** The first four bytes of an Exif item say how far away the TIFF header is. */
async function withTIFF(source: ByteSource, block: Block): Promise<Block> {
  if (block.kind !== 'exif') return block;
  const head = await source.read(block.start, 4);
  const tiff = block.start + 4 + (head.byteLength === 4 ? head.getUint32(0) : 0);
  return { ...block, tiff: Math.min(tiff, block.end) };
}

function metadataItems({ types, extents }: Items): Block[] {
  return [...types].flatMap(([id, type]) => {
    const kind = METADATA[type];
    if (!kind) return [];
    return (extents.get(id) ?? []).map((extent) => ({ kind, fixed: true, ...extent }));
  });
}

/** `mime` items hold XMP; `uri ` items whatever their maker likes. */
const METADATA: Record<string, BlockKind> = { Exif: 'exif', mime: 'xmp', 'uri ': 'unknown' };
