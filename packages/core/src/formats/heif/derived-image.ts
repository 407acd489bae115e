import { BrokenFormat } from '../block.ts';
import { type ByteSource, copyOf } from '../byte-source.ts';
import { partOf, withinBounds } from './boxes.ts';
import type { Item } from './item-tables.ts';
import { stretchSource } from './stretch-source.ts';

// An overlay of 65,535 images has fewer.
const LONGEST = 1024 * 1024;

/** What a derived image says of itself. */
export interface DerivedImage {
  /** The description, with exactly the bytes that its definition allows; none for an identity. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Pixels of its canvas, or zero where it takes over those of its input. */
  width: number;
  height: number;
}

/**
 * Reads how an image is put together: as a grid of tiles, or one above the other (ISO/IEC 23008-12, section
 * 6.6.2).
 *
 * @throws BrokenFormat where it does not fit its inputs.
 */
export async function readDerivedImage(source: ByteSource, item: Item): Promise<DerivedImage> {
  const inputs = item.references.find(({ type }) => type === 'dimg')?.to.length ?? 0;
  if (item.type === 'iden') return { bytes: new Uint8Array(0), width: 0, height: 0 };
  const data = stretchSource(source, item.data?.stretches ?? []);
  if (data.size > LONGEST)
    throw new BrokenFormat('The description of a derived image is too long.');
  const view = await data.read(0, data.size);
  return withinBounds(() => (item.type === 'grid' ? readGrid : readOverlay)(view, inputs));
}

function readGrid(view: DataView, inputs: number): DerivedImage {
  const size = view.getUint8(1) & 1 ? 4 : 2;
  const tiles = (view.getUint8(2) + 1) * (view.getUint8(3) + 1);
  if (view.getUint8(0) !== 0 || tiles !== inputs)
    throw new BrokenFormat('A grid has not as many tiles as it says.');
  const bytes = copyOf(partOf(view, 0, 4 + 2 * size));
  bytes[1] = size === 4 ? 1 : 0;
  return { bytes, ...sizeAt(view, 4, size) };
}

function readOverlay(view: DataView, inputs: number): DerivedImage {
  const size = view.getUint8(1) & 1 ? 4 : 2;
  if (view.getUint8(0) !== 0) throw new BrokenFormat('An overlay is of an unknown form.');
  const bytes = copyOf(partOf(view, 0, 10 + 2 * size * (1 + inputs)));
  bytes[1] = size === 4 ? 1 : 0;
  return { bytes, ...sizeAt(view, 10, size) };
}

function sizeAt(view: DataView, offset: number, size: number): { width: number; height: number } {
  const read = (at: number) => (size === 4 ? view.getUint32(at) : view.getUint16(at));
  return { width: read(offset), height: read(offset + size) };
}
