import type { ByteSource } from '../byte-source.ts';
import { withoutLocation } from '../exif-location.ts';
import type { Stretch } from '../rebuild.ts';
import type { ItemTables } from './item-tables.ts';

const LONGEST = 4 * 1024 * 1024;

/**
 * Finds the TIFF block in the Exif of the primary item. Its first four bytes say how far away the block is
 * (ISO/IEC 23008-12, annex A.2.1).
 *
 * @returns `null` where there is none, or not in one stretch.
 */
export async function findExif(source: ByteSource, tables: ItemTables): Promise<Stretch | null> {
  for (const item of tables.items.values()) {
    const isOfPrimary = item.references.some(
      ({ type, to }) => type === 'cdsc' && to.includes(tables.primary),
    );
    const [stretch, ...more] = item.data?.stretches ?? [];
    if (item.type !== 'Exif' || !isOfPrimary || !stretch || more.length > 0) continue;
    if (stretch.end > source.size || stretch.end - stretch.start < 12) continue;
    const head = await source.read(stretch.start, 4);
    const start = stretch.start + 4 + head.getUint32(0);
    if (start < stretch.end && stretch.end - start <= LONGEST) return { start, end: stretch.end };
  }
  return null;
}

/** Writes an Exif item without anything that says where the image was taken, or `null`. */
export async function exifWithoutLocation(
  source: ByteSource,
  tables: ItemTables,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const exif = await findExif(source, tables);
  const tiff = exif && withoutLocation(await source.read(exif.start, exif.end - exif.start));
  if (!tiff) return null;
  const bytes = new Uint8Array(4 + tiff.length);
  bytes.set(tiff, 4);
  return bytes;
}
