import { BrokenFormat } from '../block.ts';
import { readAV1C } from './av1.ts';
import { type Box, partOf, withinBounds } from './boxes.ts';
import { readHVCC } from './hevc.ts';
import type { Item, ItemTables } from './item-tables.ts';

/** How pixels are encoded, as far as it must be known to find them. */
export interface Coding {
  codec: 'av1' | 'hevc';
  /** Bytes of the length before each unit of HEVC. */
  lengthSize: number;
  /** The size that the decoder is told, or zero where only the data says it. */
  width: number;
  height: number;
}

/** Decoders round sizes up, to whole blocks. */
const BLOCK = 64;

/** Returns how many pixels the data may have, by all that is said of it. */
export function mostPixels(
  { width, height }: Coding,
  said: { width: number; height: number },
): number {
  const rounded = (side: number) => Math.ceil(side / BLOCK) * BLOCK;
  return Math.max(width * height, rounded(said.width) * rounded(said.height));
}

const CODECS: Readonly<Record<string, Coding['codec']>> = {
  hvc1: 'hevc',
  hev1: 'hevc',
  av01: 'av1',
};

/**
 * Reads how an item or a sample is encoded.
 *
 * @param boxes - Those that describe it.
 * @throws BrokenFormat
 */
export function codingOf(view: DataView, type: string, boxes: readonly Box[]): Coding {
  const codec = CODECS[type] ?? 'av1';
  const name = codec === 'av1' ? 'av1C' : 'hvcC';
  const own = boxes.find((one) => one.type === name);
  if (!own) throw new BrokenFormat(`There is no box "${name}".`);
  const record = partOf(view, own.start, own.end - own.start);
  return withinBounds(() => {
    if (codec === 'av1') return { codec, lengthSize: 0, ...sizeOf(readAV1C(record)) };
    const configuration = readHVCC(record);
    return { codec, lengthSize: configuration.lengthSize, ...sizeOf(configuration) };
  });
}

/** Reads how an item is encoded. @throws BrokenFormat */
export function readCoding({ type, properties }: Item, { meta }: ItemTables): Coding {
  return codingOf(
    meta,
    type,
    properties.map(({ box }) => box),
  );
}

function sizeOf({ width, height }: Record<'width' | 'height', number>) {
  return { width, height };
}
