import { BrokenFormat } from '../block.ts';
import { type ByteSource, latin1 } from '../byte-source.ts';
import type { StripLevel } from '../strip-level.ts';
import { type Bytes, box, fullBox, handler, type LocatedBox, text, uint } from './box-writer.ts';
import type { Box } from './boxes.ts';
import { mostPixels, readCoding } from './coding.ts';
import { EXCESSIVE, readDecodingWork } from './decoding-work.ts';
import { readDerivedImage } from './derived-image.ts';
import { exifWithoutLocation } from './exif-item.ts';
import type { Item, ItemTables } from './item-tables.ts';
import type { MediaData, Place } from './media-data.ts';
import { changesPixels, rebuildProperty } from './properties.ts';
import { CODINGS, findShownItems, spatialExtent } from './shown-items.ts';

interface MetaSource {
  source: ByteSource;
  tables: ItemTables;
  data: MediaData;
  level: StripLevel;
  /** Whether decoders crop the image. */
  isCropped: boolean;
}

/** An item of the new file. */
interface NewItem {
  /** Its number in the old file. */
  id: number;
  type: string;
  isHidden: boolean;
  properties: NewProperty[];
  references: { type: string; to: number[] }[];
  /** Its bytes, where they lie in `idat`. */
  inline: Uint8Array<ArrayBuffer> | null;
  /** Where they are, where they lie in `mdat`. */
  place: Place | null;
}

interface NewProperty {
  bytes: Uint8Array;
  isEssential: boolean;
}

/**
 * Writes the `meta` box anew, with the items that are shown, and puts their pixels into `data`.
 *
 * @throws BrokenFormat
 */
export async function rebuildMeta(from: MetaSource): Promise<LocatedBox> {
  const { tables, level, isCropped } = from;
  const shown = findShownItems(tables);
  const { pixels } = await readDecodingWork(from.source, tables, shown);
  if (pixels === Number.POSITIVE_INFINITY) throw new BrokenFormat(EXCESSIVE);
  const rebuild = createPropertyRebuilder(tables, isCropped);
  const items: NewItem[] = [];
  // In the order of the old file, so that rebuilding the new one changes nothing.
  for (const item of tables.items.values()) {
    if (shown.has(item)) items.push(await newItem(item, from, rebuild, shown));
  }
  const exif = level === 'location' ? await exifWithoutLocation(from.source, tables) : null;
  if (exif) items.push({ ...exifItem(tables.primary), place: from.data.addBytes(exif) });
  if (items.length > 0xfffe) throw new BrokenFormat('The image has too many parts.');
  return (base) => metaBox(items, tables.primary, base);
}

// No item of the old file has this number.
const EXIF = -1;

function exifItem(primary: number): NewItem {
  const references = [{ type: 'cdsc', to: [primary] }];
  return {
    id: EXIF,
    type: 'Exif',
    isHidden: true,
    properties: [],
    references,
    inline: null,
    place: null,
  };
}

async function newItem(
  item: Item,
  { source, data, tables }: MetaSource,
  rebuild: (item: Item) => NewProperty[],
  shown: ReadonlyMap<Item, number>,
): Promise<NewItem> {
  const { id, type, isHidden } = item;
  const properties = rebuild(item);
  const references = keptReferences(item, tables, shown);
  const common = { id, type, isHidden, properties, references, inline: null, place: null };
  if (CODINGS[type]) {
    const coding = readCoding(item, tables);
    const most = mostPixels(coding, spatialExtent(tables, item));
    const place = await data.addPixels(item.data?.stretches ?? [], coding, most);
    checkLayers(item, place);
    return { ...common, place };
  }
  const { bytes } = await readDerivedImage(source, item);
  if (bytes.length === 0) return common;
  return item.data?.isInline
    ? { ...common, inline: bytes }
    : { ...common, place: data.addBytes(bytes) };
}

/** References between the items that are kept. */
function keptReferences(
  { references }: Item,
  { items }: ItemTables,
  shown: ReadonlyMap<Item, number>,
) {
  return references
    .filter(({ type }) => ['dimg', 'auxl', 'prem'].includes(type))
    .map(({ type, to }) => ({
      type,
      to: to.filter((id) => {
        const item = items.get(id);
        return item !== undefined && shown.has(item);
      }),
    }))
    .filter(({ to }) => to.length > 0);
}

/** A property that counts the bytes of layers is wrong where some were left out. */
function checkLayers({ properties, data }: Item, place: Place): void {
  if (!properties.some((one) => one.box.type === 'a1lx')) return;
  const before = data?.stretches.reduce((sum, { start, end }) => sum + end - start, 0);
  if (before !== place.length) throw new BrokenFormat('Layers have metadata in them.');
}

/** Rebuilds each property once, however many items have it. The same bytes are the same object. */
function createPropertyRebuilder(
  { meta, primary }: ItemTables,
  isCropped: boolean,
): (item: Item) => NewProperty[] {
  const rebuilt = new Map<number, Uint8Array | null>();
  const byContent = new Map<string, Uint8Array>();

  function rebuild(old: Box): Uint8Array | null {
    const known = rebuilt.get(old.start);
    if (known !== undefined) return known;
    const bytes = rebuildProperty(meta, old);
    const content = bytes && latin1(new DataView(bytes.buffer), 0, bytes.length);
    const first = content === null ? null : (byContent.get(content) ?? bytes);
    if (content !== null && first) byContent.set(content, first);
    rebuilt.set(old.start, first);
    return first;
  }

  return (item) => {
    const kept = new Map<string, NewProperty>();
    for (const { box: old, isEssential } of item.properties) {
      if (old.type === 'clap' && item.id === primary && !isCropped) continue;
      const bytes = rebuild(old);
      if (!bytes && isEssential)
        throw new BrokenFormat(`The item ${item.id} cannot be shown without "${old.type}".`);
      if (!bytes) continue;
      const kind = old.type === 'colr' ? `colr ${latin1(meta, old.start, 4)}` : old.type;
      const other = kept.get(kind);
      if (other && (other.bytes !== bytes || changesPixels(old.type)))
        throw new BrokenFormat(`The item ${item.id} has two properties "${kind}".`);
      if (!other) kept.set(kind, { bytes, isEssential });
    }
    return [...kept.values()];
  };
}

function metaBox(
  items: readonly NewItem[],
  primary: number,
  base: number,
): Uint8Array<ArrayBuffer> {
  const ids = new Map(items.map(({ id }, n) => [id, n + 1]));
  const idOf = (id: number) => ids.get(id) ?? 0;
  const inline = items.flatMap((item) => item.inline ?? []);
  return fullBox(
    'meta',
    0,
    handler('pict'),
    fullBox('pitm', 0, uint(2, idOf(primary))),
    locationBox(items, idOf, base),
    fullBox(
      'iinf',
      0,
      uint(2, items.length),
      items.map((item) => itemBox(item, idOf)),
    ),
    referenceBox(items, idOf),
    propertiesBox(items, idOf),
    inline.length > 0 ? box('idat', inline) : [],
  );
}

type NewId = (id: number) => number;

function itemBox({ id, type, isHidden }: NewItem, idOf: NewId): Bytes {
  const versionAndFlags = 0x02000000 + (isHidden ? 1 : 0);
  return fullBox('infe', versionAndFlags, uint(2, idOf(id), 0), text(type), uint(1, 0));
}

/** Offsets and lengths have four bytes each; the older version cannot say that data is in `idat`. */
function locationBox(items: readonly NewItem[], idOf: NewId, base: number): Bytes {
  const hasInline = items.some(({ inline }) => inline !== null);
  let offset = 0;
  const located = items.filter(({ inline, place }) => inline ?? place);
  const entries = located.map(({ id, inline, place }) => {
    const start = inline ? offset : base + (place?.offset ?? 0);
    offset += inline?.length ?? 0;
    const method = hasInline ? uint(2, inline ? 1 : 0) : [];
    const length = inline?.length ?? place?.length ?? 0;
    return [uint(2, idOf(id)), method, uint(2, 0, 1), uint(4, start, length)];
  });
  return fullBox('iloc', hasInline ? 0x01000000 : 0, uint(2, 0x4400, located.length), entries);
}

function referenceBox(items: readonly NewItem[], idOf: NewId): Bytes {
  const references = items.flatMap((item) =>
    item.references.map(({ type, to }) =>
      box(type, uint(2, idOf(item.id), to.length), uint(2, ...to.map(idOf))),
    ),
  );
  return references.length > 0 ? fullBox('iref', 0, references) : [];
}

function propertiesBox(items: readonly NewItem[], idOf: NewId): Bytes {
  const indices = new Map<Uint8Array, number>();
  const indexOf = (bytes: Uint8Array): number => {
    const index = indices.get(bytes) ?? indices.size + 1;
    indices.set(bytes, index);
    return index;
  };
  const described = items.filter(({ properties }) => properties.length > 0);
  const lists = described.map(({ id, properties }) => ({
    id: idOf(id),
    indices: properties.map(({ bytes, isEssential }) => ({ index: indexOf(bytes), isEssential })),
  }));
  const isWide = indices.size > 0x7f;
  const associations = lists.map(({ id, indices: own }) => [
    uint(2, id),
    uint(1, own.length),
    own.map(({ index, isEssential }) =>
      isWide
        ? uint(2, index + (isEssential ? 0x8000 : 0))
        : uint(1, index + (isEssential ? 0x80 : 0)),
    ),
  ]);
  const ipma = fullBox('ipma', isWide ? 1 : 0, uint(4, lists.length), associations);
  return box('iprp', box('ipco', [...indices.keys()]), ipma);
}
