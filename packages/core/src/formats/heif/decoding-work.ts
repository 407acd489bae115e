import { BrokenFormat } from '../block.ts';
import type { ByteSource } from '../byte-source.ts';
import { readCoding } from './coding.ts';
import { readDerivedImage } from './derived-image.ts';
import type { Item, ItemTables } from './item-tables.ts';
import { CODINGS, findShownItems, spatialExtent } from './shown-items.ts';

/** What a decoder has to do to show an image. */
export interface DecodingWork {
  /**
   * Pixels that it goes through: of all tiles, layers and alpha, as often as each is used, and of all
   * canvases but the last. Infinite where these are many times those of the image.
   */
  pixels: number;
  hasAlpha: boolean;
}

// Tiles reach over the edge, and alpha has tiles of its own.
const MOST_TIMES = 4;
// Tiles of a small image reach over its edge by more than it has itself.
const ALWAYS = 2 ** 22;

/** What an image is refused with that takes more than that. */
export const EXCESSIVE: string = 'This image is made of far more pixels than it has.';

/**
 * Counts what a decoder has to do, from what describes the items.
 *
 * @param uses - The items that are shown, with how often each is used.
 * @throws BrokenFormat where the image is not described, or its data is not all there.
 */
export async function readDecodingWork(
  source: ByteSource,
  tables: ItemTables,
  uses: ReadonlyMap<Item, number> = findShownItems(tables),
): Promise<DecodingWork> {
  const primary = tables.items.get(tables.primary);
  const canvas = primary ? spatialExtent(tables, primary) : { width: 0, height: 0 };
  let pixels = 0;
  let hasAlpha = false;
  for (const [item, times] of uses) {
    hasAlpha ||= item.type === 'iovl' || item.references.some(({ type }) => type === 'auxl');
    const isLast = item === primary && !CODINGS[item.type];
    const own = await pixelsOf(source, tables, item);
    if (!isLast) pixels += times * own;
  }
  const { width, height } = canvas;
  const isExcessive = pixels > MOST_TIMES * width * height + ALWAYS;
  return { pixels: isExcessive ? Number.POSITIVE_INFINITY : pixels, hasAlpha };
}

async function pixelsOf(source: ByteSource, tables: ItemTables, item: Item): Promise<number> {
  const said = spatialExtent(tables, item);
  const stretches = item.data?.stretches ?? [];
  if (stretches.some(({ end }) => end > source.size))
    throw new BrokenFormat('The pixels of the image are not all in the file.');
  const made = CODINGS[item.type] ? readCoding(item, tables) : await readDerivedImage(source, item);
  return Math.max(said.width * said.height, made.width * made.height);
}
