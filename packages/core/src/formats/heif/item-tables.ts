import { BrokenFormat } from '../block.ts';
import { type ByteSource, latin1 } from '../byte-source.ts';
import type { Stretch } from '../rebuild.ts';
import { type Box, boxesIn, childrenOf, withinBounds } from './boxes.ts';
import { findBox } from './top-level-boxes.ts';

/** An item: an image, a part of one, or something about one. */
export interface Item {
  id: number;
  type: string;
  isHidden: boolean;
  isProtected: boolean;
  /** Where its data is, or `null` where another item or another file has it. */
  data: ItemData | null;
  properties: Property[];
  references: Reference[];
}

export interface ItemData {
  /** Stretches of the file that follow each other in the item. */
  stretches: Stretch[];
  /** Whether it lies in the `idat` box, beside the tables. */
  isInline: boolean;
}

/** A property of an item, as a box within `meta`. */
export interface Property {
  box: Box;
  isEssential: boolean;
}

/** What an item needs others for, such as the tiles of a grid. */
export interface Reference {
  type: string;
  to: number[];
}

/** The tables of a `meta` box (ISO/IEC 14496-12 section 8.11, 23008-12 section 6). */
export interface ItemTables {
  /** The content of `meta`. */
  meta: DataView;
  /** Where in the file that is. */
  offset: number;
  primary: number;
  /** Where in the file the content of `idat` is. */
  inline: Stretch | undefined;
  items: Map<number, Item>;
  /** Items that a table describes twice. */
  contradictions: Set<number>;
}

// That of a mosaic of 65,535 tiles is shorter.
const LONGEST_META = 4 * 1024 * 1024;
// Extents may take no byte each.
const MOST_EXTENTS = 200_000;

/**
 * Reads the tables of the first `meta` box.
 *
 * @returns `null` where there is none.
 * @throws BrokenFormat
 */
export async function readItemTables(source: ByteSource): Promise<ItemTables | null> {
  const box = await findBox(source, 'meta');
  if (!box) return null;
  if (box.end - box.start > LONGEST_META) throw new BrokenFormat('The box "meta" is too long.');
  const meta = await source.read(box.start, box.end - box.start);
  return withinBounds(() => tablesIn(meta, box.start, source.size));
}

function tablesIn(meta: DataView, offset: number, fileSize: number): ItemTables {
  const children = childrenOf(meta, 4, meta.byteLength);
  const contradictions = new Set<number>();
  const items = readItems(meta, children.get('iinf'), contradictions);
  const idat = children.get('idat');
  const inline = idat && { start: offset + idat.start, end: offset + idat.end };
  const tables = { meta, offset, primary: 0, inline, items, contradictions };
  readLocations(tables, children.get('iloc'), { file: { start: 0, end: fileSize }, inline });
  readProperties(tables, children.get('iprp'));
  readReferences(tables, children.get('iref'));
  return { ...tables, primary: readPrimary(meta, children.get('pitm')) };
}

/** Reads numbers that follow each other. */
function cursorAt(view: DataView, start: number) {
  let at = start;
  return {
    position: () => at,
    skip(length: number): void {
      at += length;
    },
    take(length: number): number {
      const from = at;
      at += length;
      if (length === 0) return 0;
      if (length === 1) return view.getUint8(from);
      if (length === 2) return view.getUint16(from);
      if (length === 4) return view.getUint32(from);
      return Number(view.getBigUint64(from));
    },
  };
}

function readPrimary(meta: DataView, box: Box | undefined): number {
  if (!box) return 0;
  return cursorAt(meta, box.start + 4).take(meta.getUint8(box.start) === 0 ? 2 : 4);
}

function readItems(
  meta: DataView,
  box: Box | undefined,
  contradictions: Set<number>,
): Map<number, Item> {
  const items = new Map<number, Item>();
  if (!box) return items;
  const cursor = cursorAt(meta, box.start + 4);
  let left = cursor.take(meta.getUint8(box.start) === 0 ? 2 : 4);
  for (const entry of boxesIn(meta, cursor.position(), box.end)) {
    // What comes behind the entries that were announced is seen by some readers only.
    if (left-- <= 0) break;
    const item = entry.type === 'infe' ? readItem(meta, entry) : null;
    if (!item) continue;
    if (items.has(item.id)) contradictions.add(item.id);
    items.set(item.id, item);
  }
  return items;
}

/** Entries of the versions 0 and 1 have no type, and are never images. */
function readItem(meta: DataView, { start }: Box): Item | null {
  const version = meta.getUint8(start);
  if (version < 2 || version > 3) return null;
  const cursor = cursorAt(meta, start + 4);
  const id = cursor.take(version === 2 ? 2 : 4);
  const isProtected = cursor.take(2) !== 0;
  return {
    id,
    type: latin1(meta, cursor.position(), 4),
    isHidden: (meta.getUint8(start + 3) & 1) === 1,
    isProtected,
    data: null,
    properties: [],
    references: [],
  };
}

/** Where data may lie. */
interface Places {
  file: Stretch;
  inline: Stretch | undefined;
}

function readLocations(tables: ItemTables, box: Box | undefined, places: Places): void {
  if (!box) return;
  const { meta, items, contradictions } = tables;
  const version = meta.getUint8(box.start);
  const cursor = cursorAt(meta, box.start + 4);
  const sizes = cursor.take(2);
  const [ofOffset = 0, ofLength = 0, ofBase = 0, ofIndex = 0] = [12, 8, 4, 0].map(
    (shift) => (sizes >> shift) & 15,
  );
  if (version > 2 || ![ofOffset, ofLength, ofBase].every((size) => size % 4 === 0 && size <= 8))
    throw new BrokenFormat('The box "iloc" is of an unknown form.');
  const wide = version === 2 ? 4 : 2;
  const seen = new Set<number>();
  let extents = 0;
  for (let left = cursor.take(wide); left > 0; left--) {
    const id = cursor.take(wide);
    const method = version === 0 ? 0 : cursor.take(2) & 15;
    const isElsewhere = cursor.take(2) !== 0;
    const base = cursor.take(ofBase);
    const place = isElsewhere ? undefined : placeOf(method, places);
    const stretches: Stretch[] = [];
    for (let more = cursor.take(2); more > 0; more--) {
      if (++extents > MOST_EXTENTS) throw new BrokenFormat('The box "iloc" is too long.');
      if (version > 0) cursor.skip(ofIndex);
      const start = base + cursor.take(ofOffset);
      stretches.push(stretchIn(place, start, cursor.take(ofLength)));
    }
    if (seen.has(id)) contradictions.add(id);
    seen.add(id);
    const item = items.get(id);
    if (item && place) item.data = { stretches, isInline: method === 1 };
  }
}

function placeOf(method: number, { file, inline }: Places): Stretch | undefined {
  return method === 0 ? file : method === 1 ? inline : undefined;
}

/** A length of zero means all that there is. What lies outside is kept as it is said. */
function stretchIn(place: Stretch | undefined, offset: number, length: number): Stretch {
  if (!place) return { start: 0, end: 0 };
  const start = place.start + offset;
  const end = length === 0 ? place.end : start + length;
  // Beyond the end of the file, so that readers of it find that it is not there.
  return end > place.end || start > end ? { start, end: Number.POSITIVE_INFINITY } : { start, end };
}

function readProperties({ meta, items, contradictions }: ItemTables, box: Box | undefined): void {
  if (!box) return;
  const container = childrenOf(meta, box.start, box.end).get('ipco');
  const all = container ? [...boxesIn(meta, container.start, container.end)] : [];
  const seen = new Set<number>();
  for (const { type, start } of boxesIn(meta, box.start, box.end)) {
    if (type !== 'ipma') continue;
    const [version, isWide] = [meta.getUint8(start), (meta.getUint8(start + 3) & 1) === 1];
    const cursor = cursorAt(meta, start + 4);
    for (let left = cursor.take(4); left > 0; left--) {
      const id = cursor.take(version === 0 ? 2 : 4);
      const item = items.get(id);
      if (seen.has(id)) contradictions.add(id);
      seen.add(id);
      for (let more = cursor.take(1); more > 0; more--) {
        const value = cursor.take(isWide ? 2 : 1);
        const index = value & (isWide ? 0x7fff : 0x7f);
        const isEssential = value !== index;
        const property = all[index - 1];
        if (property) item?.properties.push({ box: property, isEssential });
        else if (index > 0) contradictions.add(id);
      }
    }
  }
}

function readReferences({ meta, items }: ItemTables, box: Box | undefined): void {
  if (!box) return;
  const wide = meta.getUint8(box.start) === 0 ? 2 : 4;
  for (const { type, start } of boxesIn(meta, box.start + 4, box.end)) {
    const cursor = cursorAt(meta, start);
    const from = items.get(cursor.take(wide));
    const to = Array.from({ length: cursor.take(2) }, () => cursor.take(wide));
    from?.references.push({ type, to });
  }
}
