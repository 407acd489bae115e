import { type Block, type BlockKind, BrokenFormat } from './block.ts';
import { type ByteSource, latin1 } from './byte-source.ts';
import { readExif } from './exif.ts';
import type { HeaderFacts } from './header.ts';
import type { ImageHeader } from './image-header.ts';
import { shownSize } from './size.ts';

interface Box {
  type: string;
  /** Where its content begins. */
  start: number;
  end: number;
}

/** A stretch of the file that belongs to an item, such as the picture or its Exif. */
interface Extent {
  start: number;
  end: number;
}

interface Items {
  primary: number;
  types: Map<number, string>;
  extents: Map<number, Extent[]>;
  /** Properties by item, each as a box within the `meta` box. */
  properties: Map<number, Box[]>;
  meta: DataView;
  /** Where the content of `meta` stands in the file. */
  offset: number;
  /** Where the boxes stand that lead to all else. */
  structure: Extent[];
}

const MOST_BOXES = 10_000;
const MOST_EXTENTS = 10_000;
// Length and type stand before a box's content.
const BEFORE_DATA = 8;
const LONGEST_META = 4 * 1024 * 1024;

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

async function readItems(source: ByteSource): Promise<Items | null> {
  const box = await findMeta(source);
  if (!box) return null;
  const meta = await source.read(box.start, box.end - box.start);
  try {
    return itemsIn(meta, box.start, source.size);
  } catch (error) {
    // A view's own bounds are what stops lengths that lie.
    if (!(error instanceof RangeError)) throw error;
    throw new BrokenFormat('The description of this picture breaks off.');
  }
}

function itemsIn(meta: DataView, offset: number, size: number): Items {
  const children = [...boxesIn(meta, 4, meta.byteLength)];
  const child = (type: string) => children.find((one) => one.type === type);
  const data = child('idat');
  const origin = { data: data ? offset + data.start : null, size };
  const end = offset + meta.byteLength;
  const [from, to] = data ? [offset + data.start, offset + data.end] : [end, end];
  return {
    primary: readPrimary(meta, child('pitm')),
    types: readTypes(meta, child('iinf')),
    extents: readExtents(meta, child('iloc'), origin),
    properties: readProperties(meta, child('iprp')),
    meta,
    offset,
    structure: [
      { start: 0, end: BEFORE_DATA },
      { start: offset - BEFORE_DATA, end: from },
      { start: to, end },
    ],
  };
}

async function findMeta(source: ByteSource): Promise<Box | null> {
  let offset = 0;
  for (let n = 0; n < 100 && offset < source.size; n++) {
    const head = await source.read(offset, 16);
    const box = readBox(head, 0, head.byteLength);
    if (!box) return null;
    const length = box.end === Number.POSITIVE_INFINITY ? source.size - offset : box.end;
    if (box.type === 'meta') {
      if (length > LONGEST_META)
        throw new BrokenFormat('The description of this picture is too long.');
      return {
        type: box.type,
        start: offset + box.start,
        end: Math.min(offset + length, source.size),
      };
    }
    offset += length;
  }
  return null;
}

/** The box at an offset. A length of zero means to the end of the file. */
function readBox(view: DataView, offset: number, end: number): Box | null {
  if (offset + 8 > end) return null;
  const length = view.getUint32(offset);
  const type = latin1(view, offset + 4, 4);
  if (length === 0) return { type, start: offset + 8, end: Number.POSITIVE_INFINITY };
  if (length > 1) return length < 8 ? null : { type, start: offset + 8, end: offset + length };
  if (offset + 16 > end) return null;
  const long = Number(view.getBigUint64(offset + 8));
  return long < 16 ? null : { type, start: offset + 16, end: offset + long };
}

function* boxesIn(view: DataView, from: number, to: number): Generator<Box> {
  let offset = from;
  for (let n = 0; offset < to; n++) {
    const box = readBox(view, offset, to);
    if (!box) return;
    if (n === MOST_BOXES) throw new BrokenFormat('This picture has no end of boxes.');
    const end = Math.min(box.end, to);
    yield { ...box, end };
    offset = end;
  }
}

function readPrimary(meta: DataView, box: Box | undefined): number {
  if (!box) return 0;
  return meta.getUint8(box.start) === 0
    ? meta.getUint16(box.start + 4)
    : meta.getUint32(box.start + 4);
}

function readTypes(meta: DataView, box: Box | undefined): Map<number, string> {
  const types = new Map<number, string>();
  if (!box) return types;
  const first = box.start + (meta.getUint8(box.start) === 0 ? 6 : 8);
  for (const { type, start } of boxesIn(meta, first, box.end)) {
    const version = meta.getUint8(start);
    if (type !== 'infe' || version < 2) continue;
    const id = version === 2 ? meta.getUint16(start + 4) : meta.getUint32(start + 4);
    types.set(id, latin1(meta, start + (version === 2 ? 8 : 10), 4));
  }
  return types;
}

interface Origin {
  /** Where the content of its `idat` box stands in the file. */
  data: number | null;
  size: number;
}

/** Where items are, from the `iloc` box. */
function readExtents(meta: DataView, box: Box | undefined, origin: Origin): Map<number, Extent[]> {
  const all = new Map<number, Extent[]>();
  if (!box) return all;
  const version = meta.getUint8(box.start);
  const lengths = meta.getUint16(box.start + 4);
  const [ofOffset, ofLength, ofBase, ofIndex] = [12, 8, 4, 0].map(
    (shift) => (lengths >> shift) & 15,
  );
  let at = box.start + 6;
  const take = (length = 0) => {
    const value = readNumber(meta, at, length);
    at += length;
    return value;
  };
  const wide = version === 2 ? 4 : 2;
  let total = 0;
  for (let left = take(wide); left > 0 && at < box.end; left--) {
    const id = take(wide);
    const method = version === 0 ? 0 : take(2) & 15;
    take(2);
    const base = take(ofBase);
    const extents: Extent[] = [];
    const count = take(2);
    total += count;
    if (total > MOST_EXTENTS) throw new BrokenFormat('This picture has no end of pieces.');
    for (let more = count; more > 0 && at < box.end; more--) {
      if (version > 0) take(ofIndex);
      const offset = base + take(ofOffset);
      extents.push(extentOf(method, offset, take(ofLength), origin));
    }
    all.set(id, extents);
  }
  return all;
}

function extentOf(method: number, offset: number, length: number, { data, size }: Origin): Extent {
  const from = method === 0 ? 0 : method === 1 ? data : null;
  // It is made of other items, which no writer does with metadata.
  if (from === null) return { start: -1, end: -1 };
  const start = Math.min(from + offset, size);
  // A length of zero means all.
  return { start, end: length === 0 ? size : Math.min(start + length, size) };
}

function readNumber(view: DataView, offset: number, length: number): number {
  if (length === 8) return Number(view.getBigUint64(offset));
  if (length === 4) return view.getUint32(offset);
  return length === 2 ? view.getUint16(offset) : 0;
}

/** Which properties an item has, from the `ipco` and `ipma` boxes. */
function readProperties(meta: DataView, box: Box | undefined): Map<number, Box[]> {
  const properties = new Map<number, Box[]>();
  if (!box) return properties;
  const children = [...boxesIn(meta, box.start, box.end)];
  const container = children.find(({ type }) => type === 'ipco');
  const all = container ? [...boxesIn(meta, container.start, container.end)] : [];
  for (const { type, start, end } of children) {
    if (type === 'ipma') readAssociations(meta, { type, start, end }, all, properties);
  }
  return properties;
}

function readAssociations(meta: DataView, box: Box, all: Box[], into: Map<number, Box[]>): void {
  const version = meta.getUint8(box.start);
  const isWide = (meta.getUint8(box.start + 3) & 1) === 1;
  let at = box.start + 8;
  for (let left = meta.getUint32(box.start + 4); left > 0 && at < box.end; left--) {
    const id = version === 0 ? meta.getUint16(at) : meta.getUint32(at);
    at += version === 0 ? 2 : 4;
    const count = meta.getUint8(at++);
    const own: Box[] = [];
    for (let n = 0; n < count && at < box.end; n++) {
      const index = isWide ? meta.getUint16(at) & 0x7fff : meta.getUint8(at) & 0x7f;
      at += isWide ? 2 : 1;
      const property = all[index - 1];
      if (property) own.push(property);
    }
    into.set(id, own);
  }
}
