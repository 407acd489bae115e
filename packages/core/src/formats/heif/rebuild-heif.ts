import { BrokenFormat } from '../block.ts';
import type { ByteSource } from '../byte-source.ts';
import { NotUnderstood, type Part } from '../rebuild.ts';
import type { StripLevel } from '../strip-level.ts';
import { box, type LocatedBox, uint } from './box-writer.ts';
import { fileTypeBox, readFileType } from './file-type.ts';
import { readItemTables } from './item-tables.ts';
import { findMediaBoxes } from './media-boxes.ts';
import { createMediaData, type MediaData } from './media-data.ts';
import { propertyTypes } from './properties.ts';
import { rebuildMeta } from './rebuild-meta.ts';
import { rebuildMovie } from './rebuild-movie.ts';
import { lengthOfPart } from './stretch-source.ts';

/** Lists what a HEIC and an AVIF are reduced to, for the privacy page. */
export const HEIF_BLOCKS: readonly (readonly [block: string, kept: string])[] = [
  ['ftyp', 'the brands that readers look for'],
  ['meta: hdlr, pitm, iloc, iinf, iref, iprp, idat', 'the items that are shown, without names'],
  ['items hvc1, av01', 'slices and frames, what decoders are configured with, light levels'],
  ['items grid, iovl, iden', 'how an image is put together, in exactly the bytes that this takes'],
  ['items and tracks of alpha', 'as those of the image'],
  [`properties ${propertyTypes().join(', ')}`, 'exactly the bytes that each is defined with'],
  ['colr with an ICC profile', 'the profile, reduced to what colours need'],
  [
    'moov of a sequence',
    'the track that is shown: order, sizes and times of its samples; no dates',
  ],
  ['mdat', 'the pixels of these items and tracks'],
];

/**
 * Rebuilds a HEIC or an AVIF: the items that a browser shows, what describes them, and their pixels, each
 * with exactly the bytes that its definition allows. A sequence keeps its shown track too.
 *
 * @throws BrokenFormat where the file has no image, or not all of it.
 * @throws NotUnderstood where it is described in a way that is not understood.
 */
export async function* rebuildHEIF(source: ByteSource, level: StripLevel): AsyncGenerator<Part> {
  const parts = await understood(partsOfHEIF(source, { level, isCropped: true }));
  if (!parts) throw new BrokenFormat('The file describes no image.');
  if (parts.reduce((size, part) => size + lengthOfPart(part), 0) > source.size)
    throw new NotUnderstood('The file shares bytes in a way that cannot be kept.');
  yield* parts;
}

/** @throws NotUnderstood instead of BrokenFormat: browsers may show what is described in another way. */
async function understood<Result>(reading: Promise<Result>): Promise<Result> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof BrokenFormat)) throw error;
    throw new NotUnderstood(error.message, { cause: error });
  }
}

/** What is kept of a file. */
export interface Kept {
  level: StripLevel;
  /** Whether decoders crop the image. */
  isCropped: boolean;
}

/**
 * Returns the new file in parts, or `null` where the old one describes no image.
 *
 * @throws BrokenFormat
 */
export async function partsOfHEIF(source: ByteSource, kept: Kept): Promise<Part[] | null> {
  const type = await readFileType(source);
  const tables = await readItemTables(source);
  const data = createMediaData(source, await findMediaBoxes(source, tables?.inline));
  // The samples of a track follow each other, and an item may share the first of them.
  const movie = type.isSequence || !tables ? await rebuildMovie(source, data) : null;
  if (!tables && !movie) return null;
  const meta = tables && (await rebuildMeta({ source, tables, data, ...kept }));
  return [fileTypeBox(type), ...located([meta, movie], fileTypeBox(type).length, data)];
}

function located(boxes: (LocatedBox | null)[], offset: number, data: MediaData): Part[] {
  const written = boxes.filter((one) => one !== null);
  const length = written.reduce((sum, one) => sum + one(0).length, 0);
  const header = box('mdat');
  const size = header.length + data.length();
  const base = offset + length + header.length;
  if (base + data.length() > 0xffffffff) throw new BrokenFormat('The file is too long.');
  header.set(uint(4, size));
  return [...written.map((one) => one(base)), header, ...data.parts];
}
