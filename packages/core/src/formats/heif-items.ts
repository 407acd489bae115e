import { BrokenFormat } from './block.ts';
import { type ByteSource, latin1 } from './byte-source.ts';
import { type Box, boxesIn, readBox } from './iso-boxes.ts';

/** A stretch of the file that belongs to an item, such as the picture or its Exif. */
export interface Extent {
  start: number;
  end: number;
}

export interface Items {
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

// Length and type stand before a box's content.
const BEFORE_DATA = 8;
const MOST_EXTENTS = 10_000;

const LONGEST_META = 4 * 1024 * 1024;

export async function readItems(source: ByteSource): Promise<Items | null> {
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
