import { type BlockKind, BrokenFormat } from '../block.ts';
import { type ByteSource, latin1 } from '../byte-source.ts';
import { readExif } from '../exif.ts';
import type { HeaderFacts, ImageHeader } from '../image-header.ts';
import { shownSize } from '../size.ts';
import { type DecodingWork, readDecodingWork } from './decoding-work.ts';
import { findExif } from './exif-item.ts';
import { readFileType } from './file-type.ts';
import { type Item, type ItemTables, readItemTables } from './item-tables.ts';
import { readMovie } from './movie.ts';
import { readSamples } from './samples.ts';
import { readShownArea, type ShownArea } from './shown-area.ts';

/** Reads what HEIC and AVIF say of their image (ISO/IEC 23008-12). */
export async function readHEIF(source: ByteSource): Promise<HeaderFacts> {
  try {
    const type = await readFileType(source);
    const tables = await readItemTables(source);
    const movie = type.isSequence || !tables ? await readSequence(source) : null;
    const still = tables && (await readStill(source, tables, type.major));
    return { ...UNKNOWN, ...(type.isSequence ? { frames: null } : {}), ...still, ...movie };
  } catch (error) {
    if (!(error instanceof BrokenFormat)) throw error;
    return UNKNOWN;
  }
}

const UNKNOWN: HeaderFacts = { hasAlpha: true, decodedPixels: null };

async function readSequence(source: ByteSource): Promise<HeaderFacts> {
  const movie = await readMovie(source);
  const [track] = movie?.tracks ?? [];
  if (!movie || !track) return {};
  const frames = readSamples(movie.view, track.table).length;
  const { width, height } = track.sample;
  const decodedPixels = width * height * movie.tracks.length;
  return { ...shownSize(width, height), frames, decodedPixels, hasAlpha: movie.tracks.length > 1 };
}

async function readStill(
  source: ByteSource,
  tables: ItemTables,
  brand: string,
): Promise<HeaderFacts> {
  const primary = tables.items.get(tables.primary);
  if (!primary) return {};
  const area = readShownArea(tables);
  if (!area) return {};
  const { width, height } = sizeOf(area, brand);
  const facts = {
    ...shownSize(width, height),
    // Nothing says whether it was cropped and turned like the image.
    thumbnail: area.isTransformed ? null : await thumbnailOf(source, tables),
    profile: profileOf(tables, primary),
    metadata: metadataOf(tables),
  };
  const work = await readWork(source, tables);
  return work ? { ...facts, decodedPixels: work.pixels, hasAlpha: work.hasAlpha } : facts;
}

/** `null` where the image is described in a way that is not understood, or is not all there. */
async function readWork(source: ByteSource, tables: ItemTables): Promise<DecodingWork | null> {
  try {
    return await readDecodingWork(source, tables);
  } catch (error) {
    if (!(error instanceof BrokenFormat)) throw error;
    return null;
  }
}

/** Of an AVIF, browsers show a part only where it begins in the upper left corner, and else the whole. */
function sizeOf(area: ShownArea, brand: string): Record<'width' | 'height', number> {
  const isWhole = /^avi/.test(brand) && (area.left > 0 || area.top > 0);
  return isWhole ? area.whole : area;
}

/** Where the image's ICC profile is; other colours are named by a number and need no space. */
function profileOf({ meta, offset }: ItemTables, primary: Item): ImageHeader['profile'] {
  const box = primary.properties.find(
    ({ box: { type, start } }) => type === 'colr' && /^(?:prof|rICC)$/.test(latin1(meta, start, 4)),
  )?.box;
  return box ? { start: offset + box.start + 4, end: offset + box.end } : null;
}

/**
 * Some cameras leave a JPEG in the Exif of a HEIC. Writers do not agree on whether the Exif orientation says
 * how to turn it, so one that does is not used.
 */
async function thumbnailOf(
  source: ByteSource,
  tables: ItemTables,
): Promise<ImageHeader['thumbnail']> {
  const exif = await findExif(source, tables);
  if (!exif) return null;
  const { thumbnail, orientation } = readExif(await source.read(exif.start, exif.end - exif.start));
  if (!thumbnail || orientation !== 1) return null;
  return { start: exif.start + thumbnail.start, end: exif.start + thumbnail.end };
}

/** `mime` items hold XMP; `uri ` items whatever their maker likes. */
const METADATA: Readonly<Record<string, BlockKind>> = {
  Exif: 'exif',
  mime: 'xmp',
  'uri ': 'unknown',
};

function metadataOf({ items }: ItemTables): BlockKind[] {
  return [...new Set([...items.values()].flatMap(({ type }) => METADATA[type] ?? []))];
}
