import { BrokenFormat } from '../block.ts';
import { latin1 } from '../byte-source.ts';
import type { Item, ItemTables } from './item-tables.ts';

// Deeper than any writer builds: an overlay of grids, under its alpha.
const DEEPEST = 8;

/** Types of items whose data is pixels, and how these are encoded. */
export const CODINGS: Readonly<Record<string, 'hevc' | 'av1'>> = { hvc1: 'hevc', av01: 'av1' };

/** Types of items that are made of others (ISO/IEC 23008-12, section 6.6.2). */
const DERIVED: ReadonlySet<string> = new Set(['grid', 'iovl', 'iden']);

/**
 * Finds what a browser shows of a file: its primary item, what that is derived from, and alpha.
 *
 * @returns how often a decoder goes through each item, since decoders do not remember tiles.
 * @throws BrokenFormat where an item is not described, is of another kind, or goes round in circles.
 */
export function findShownItems(tables: ItemTables): Map<Item, number> {
  const { items, primary, contradictions } = tables;
  const alpha = alphaByImage(tables);
  const inputs = new Map<Item, Item[]>();

  function visit(id: number, path: readonly Item[]): Item {
    const item = items.get(id);
    if (!item || contradictions.has(id) || item.isProtected)
      throw new BrokenFormat(`The item ${id} is not described.`);
    if (path.includes(item) || path.length > DEEPEST)
      throw new BrokenFormat('The image is derived from itself, or from too many others.');
    if (inputs.has(item)) return item;
    const own = alpha.get(id) ?? [];
    if (own.length > 1) throw new BrokenFormat(`The item ${id} has two alphas.`);
    const needed = [...inputsOf(item), ...own.map((one) => one.id)];
    const found = needed.map((one) => visit(one, [...path, item]));
    // Behind all that it needs.
    inputs.set(item, found);
    return item;
  }

  const shown = countUses(visit(primary, []), inputs);
  checkOverlaps(tables, shown);
  return shown;
}

/**
 * Checks that no item has only a part of its data in common with one that is shown: that would be metadata
 * among pixels. Images may share all of it.
 */
function checkOverlaps({ items }: ItemTables, shown: ReadonlyMap<Item, number>): void {
  const all = [...items.values()].flatMap((item) =>
    (item.data?.stretches ?? [])
      .filter(({ start, end }) => end > start)
      .map((stretch) => ({ ...stretch, item })),
  );
  all.sort((one, other) => one.start - other.start || other.end - one.end);
  let longest: (typeof all)[number] | undefined;
  for (const one of all) {
    if (longest && one.start < longest.end) {
      const isSame = one.start === longest.start && one.end === longest.end;
      const areShown = shown.has(one.item) || shown.has(longest.item);
      const areImages = isImage(one.item) && isImage(longest.item);
      if (areShown && !(isSame && areImages))
        throw new BrokenFormat('Data of the image is a part of something else.');
    }
    // Of two that are the same, the one that is shown is compared with what follows.
    if (!longest || one.end > longest.end || shown.has(one.item)) longest = one;
  }
}

function countUses(primary: Item, inputs: ReadonlyMap<Item, Item[]>): Map<Item, number> {
  const uses = new Map([[primary, 1]]);
  for (const [item, own] of [...inputs].reverse()) {
    for (const one of own) uses.set(one, (uses.get(one) ?? 0) + (uses.get(item) ?? 0));
  }
  return uses;
}

function isImage({ type }: Item): boolean {
  return CODINGS[type] !== undefined || DERIVED.has(type);
}

/** The items that an image is derived from. */
function inputsOf(item: Item): number[] {
  const lists = item.references.filter(({ type }) => type === 'dimg');
  if (lists.length > 1) throw new BrokenFormat(`The item ${item.id} is derived twice.`);
  const inputs = lists[0]?.to ?? [];
  const isDerived = DERIVED.has(item.type);
  if (!isDerived && !CODINGS[item.type])
    throw new BrokenFormat(`The item ${item.id} is of the type "${item.type}".`);
  if (isDerived !== inputs.length > 0)
    throw new BrokenFormat(`The item ${item.id} is derived from nothing.`);
  return inputs;
}

/** Alpha refers to the image that it belongs to. */
function alphaByImage(tables: ItemTables): Map<number, Item[]> {
  const result = new Map<number, Item[]>();
  for (const item of tables.items.values()) {
    const masters = item.references.filter(({ type }) => type === 'auxl');
    if (masters.length === 0 || !isAlpha(tables, item)) continue;
    for (const id of masters.flatMap(({ to }) => to)) {
      const all = result.get(id) ?? [];
      all.push(item);
      result.set(id, all);
    }
  }
  return result;
}

function isAlpha({ meta }: ItemTables, { properties }: Item): boolean {
  const box = properties.find((one) => one.box.type === 'auxC')?.box;
  return box !== undefined && ALPHA.has(auxiliaryType(meta, box));
}

/** The names of alpha: that of all codecs, and the older ones of HEVC and AVC. */
export const ALPHA: ReadonlySet<string> = new Set([
  'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha',
  'urn:mpeg:hevc:2015:auxid:1',
  'urn:mpeg:avc:2015:auxid:1',
]);

/** The name of what an auxiliary image is, up to the zero behind it. */
export function auxiliaryType(view: DataView, box: { start: number; end: number }): string {
  const text = latin1(view, box.start + 4, Math.min(box.end - box.start - 4, LONGEST_NAME));
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
}

const LONGEST_NAME = 64;

/** The size of an item before it is cropped and turned, or zero where it is not said. */
export function spatialExtent(
  { meta }: ItemTables,
  { properties }: Item,
): { width: number; height: number } {
  const box = properties.find((one) => one.box.type === 'ispe')?.box;
  if (!box || box.end - box.start < 12) return { width: 0, height: 0 };
  return { width: meta.getUint32(box.start + 4), height: meta.getUint32(box.start + 8) };
}
