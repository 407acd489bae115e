import { box, fullBox, handler, joined, text, uint } from '../src/formats/heif/box-writer.ts';
import { boxesIn, childrenOf } from '../src/formats/heif/boxes.ts';
import { caseFile } from './case-file.ts';

/** An item of a {@link heifFile}. */
export interface MadeItem {
  id: number;
  type: string;
  data?: Uint8Array;
  /** Whether the data is put into `idat`. */
  inline?: boolean;
  properties?: Uint8Array[];
  references?: { type: string; to: number[] }[];
  name?: string;
  isHidden?: boolean;
}

interface MadeFile {
  items: MadeItem[];
  brand?: string;
  compatible?: string[];
  primary?: number;
  /** Boxes before `meta`, in it, and behind the pixels. */
  before?: Uint8Array[];
  inMeta?: Uint8Array[];
  after?: Uint8Array[];
}

/** Puts a HEIC or an AVIF together, well made or not. Items with the same `data` share it. */
export function heifFile(made: MadeFile): Buffer<ArrayBuffer> {
  const { brand = 'heic', compatible = ['mif1', 'heic', 'miaf'] } = made;
  const ftyp = box('ftyp', text(brand), uint(4, 0), compatible.map(text));
  const start = joined([ftyp, made.before ?? []]);
  const data = new Map<Uint8Array, number>();
  let length = 0;
  for (const item of made.items) {
    if (!item.data || item.inline || data.has(item.data)) continue;
    data.set(item.data, length);
    length += item.data.length;
  }
  const meta = (base: number) => metaBox(made, data, base);
  const base = start.length + meta(0).length + 8;
  const mdat = box('mdat', [...data.keys()]);
  return Buffer.from(joined([start, meta(base), mdat, made.after ?? []]));
}

function metaBox(made: MadeFile, data: Map<Uint8Array, number>, base: number): Uint8Array {
  const { items, primary = items[0]?.id ?? 0, inMeta = [] } = made;
  let offset = 0;
  const locations = items.map(({ id, data: own, inline }) => {
    if (!own) return [uint(2, id, 0, 0, 0)];
    const at = inline ? offset : base + (data.get(own) ?? 0);
    if (inline) offset += own.length;
    return [uint(2, id, inline ? 1 : 0, 0, 1), uint(4, at, own.length)];
  });
  const all = items.flatMap(({ properties = [] }) => properties);
  let index = 0;
  const associations = items.map(({ id, properties = [] }) => [
    uint(2, id),
    uint(1, properties.length),
    properties.map(() => uint(2, ++index)),
  ]);
  const references = items.flatMap(({ id, references: own = [] }) =>
    own.map(({ type, to }) => box(type, uint(2, id, to.length, ...to))),
  );
  return fullBox(
    'meta',
    0,
    handler('pict'),
    fullBox('pitm', 0, uint(2, primary)),
    fullBox('iloc', 0x01000000, uint(2, 0x4400, items.length), locations),
    fullBox(
      'iinf',
      0,
      uint(2, items.length),
      items.map(({ id, type, name = '', isHidden }) =>
        fullBox('infe', 0x02000000 + (isHidden ? 1 : 0), uint(2, id, 0), text(`${type}${name}\0`)),
      ),
    ),
    references.length > 0 ? fullBox('iref', 0, references) : [],
    box('iprp', box('ipco', all), fullBox('ipma', 1, uint(4, items.length), associations)),
    items.some(({ inline }) => inline)
      ? box(
          'idat',
          items.flatMap(({ data: own, inline }) => (own && inline ? own : [])),
        )
      : [],
    inMeta,
  );
}

/** The size of an item, as a property. */
export const ispe = (width: number, height: number): Uint8Array =>
  fullBox('ispe', 0, uint(4, width, height));

/** The part of an image that is shown: width, height, and the offset of its middle. */
export const clap = (...numbers: number[]): Uint8Array =>
  box(
    'clap',
    numbers.map((number) => uint(4, number >>> 0, 1)),
  );

export const irot = (quarters: number): Uint8Array => box('irot', uint(1, quarters));
export const imir = (axis: number): Uint8Array => box('imir', uint(1, axis));

/** What a grid is described with. */
export function gridOf(columns: number, rows: number, width: number, height: number): Uint8Array {
  const isLarge = Math.max(width, height) > 0xffff;
  return joined([
    uint(1, 0, isLarge ? 1 : 0, rows - 1, columns - 1),
    uint(isLarge ? 4 : 2, width, height),
  ]);
}

/** What an overlay is described with. */
export function overlayOf(width: number, height: number, offsets: number[]): Uint8Array {
  return joined([uint(1, 0, 0), uint(2, 0, 0, 0, 0xffff, width, height, ...offsets)]);
}

/** Real pixels, of 256 × 192, and what they are decoded with. */
export interface RealImage {
  type: 'hvc1' | 'av01';
  data: Uint8Array;
  /** `hvcC` or `av1C`. */
  configuration: Uint8Array;
}

/** The pixels of a file that is kept. */
export function realImage(format: 'heic' | 'avif'): RealImage {
  const bytes = caseFile(`${format}-01-plain.${format}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const top = childrenOf(view, 0, bytes.length);
  const mdat = top.get('mdat');
  const meta = top.get('meta');
  if (!mdat || !meta) throw new Error('the file has changed');
  const iprp = childrenOf(view, meta.start + 4, meta.end).get('iprp');
  const ipco = iprp && childrenOf(view, iprp.start, iprp.end).get('ipco');
  const wanted = format === 'heic' ? 'hvcC' : 'av1C';
  const found =
    ipco && [...boxesIn(view, ipco.start, ipco.end)].find(({ type }) => type === wanted);
  if (!found) throw new Error('the file has changed');
  return {
    type: format === 'heic' ? 'hvc1' : 'av01',
    data: bytes.subarray(mdat.start, mdat.end),
    configuration: bytes.subarray(found.start - 8, found.end),
  };
}
