import { type Block, type BlockKind, BrokenFormat, untilBroken } from './block.ts';
import { type ByteSource, latin1 } from './byte-source.ts';
import { readExif } from './exif.ts';
import type { HeaderFacts, ImageHeader } from './image-header.ts';
import type { Stretch } from './rebuild.ts';
import { shownSize } from './size.ts';

/** A marker with what belongs to it. */
export interface JPEGSegment {
  marker: number;
  start: number;
  end: number;
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const APP0 = 0xe0;
const APP15 = 0xef;

// How much of a segment tells what it is for.
const LABEL = 40;
// Marker, length and "Exif\0\0" stand before the TIFF header.
const BEFORE_TIFF = 10;
const MOST_SEGMENTS = 20_000;
// Browsers read on where there are more; so many take a fifth of a second.
const MOST_BEFORE_PIXELS = 200_000;

/**
 * Reads a JPEG's segments up to the start of its pixels (ITU-T T.81, section B.2). Of several Exif segments
 * the first one counts, whatever it says, as in Chromium.
 */
export async function readJPEG(source: ByteSource): Promise<HeaderFacts> {
  const facts: HeaderFacts = {};
  const metadata = new Set<BlockKind>();
  let size = { width: 0, height: 0 };
  for await (const segment of untilBroken(segmentsOf(source, MOST_BEFORE_PIXELS))) {
    if (segment.marker === SOS) break;
    const block = await classify(source, segment);
    if (isFrameStart(segment.marker) && size.width === 0) {
      const frame = await source.read(segment.start, 9);
      if (frame.byteLength === 9) size = { width: frame.getUint16(7), height: frame.getUint16(5) };
    }
    if (block.kind === 'profile') facts.profile ??= { start: block.start + 18, end: block.end };
    else if (block.kind !== 'image') metadata.add(block.kind);
    if (block.kind === 'exif' && facts.orientation === undefined) {
      Object.assign(facts, await readExifBlock(source, block));
    }
  }
  return {
    ...facts,
    ...shownSize(size.width, size.height, facts.orientation),
    metadata: [...metadata],
  };
}

/** What the Exif block says, with the thumbnail's place in the file. */
async function readExifBlock(
  source: ByteSource,
  { tiff = 0, end }: Block,
): Promise<Pick<ImageHeader, 'orientation' | 'thumbnail'>> {
  const { orientation, thumbnail } = readExif(await source.read(tiff, end - tiff));
  return {
    orientation,
    thumbnail: thumbnail && { start: tiff + thumbnail.start, end: tiff + thumbnail.end },
  };
}

/** Finds the TIFF block of the Exif that counts, as a stretch of the file. */
export async function findExifSegment(source: ByteSource): Promise<Stretch | null> {
  for await (const segment of untilBroken(segmentsOf(source, MOST_BEFORE_PIXELS))) {
    if (segment.marker === SOS) break;
    const { kind, tiff = 0, end } = await classify(source, segment);
    if (kind === 'exif') return { start: tiff, end };
  }
  return null;
}

/** Segments after SOI, over all scans, EOI being the last. */
async function* segmentsOf(
  source: ByteSource,
  most: number = MOST_SEGMENTS,
): AsyncGenerator<JPEGSegment> {
  let offset = 2;
  for (let n = 0; n < most; n++) {
    const start = await nextMarker(source, offset);
    const head = await source.read(start, 4);
    if (head.byteLength < 2) return;
    const marker = head.getUint8(1);
    if (!isBare(marker) && head.byteLength < 4) return;
    const length = isBare(marker) ? 0 : Math.max(2, head.getUint16(2));
    const end = Math.min(start + 2 + length, source.size);
    yield { marker, start, end };
    if (marker === EOI) return;
    offset = end;
  }
  throw new BrokenFormat('This JPEG has no end of segments.');
}

const SCAN_WINDOW = 256 * 1024;

/**
 * Where the next marker begins. Pixels may stand before it, in which a marker's first byte is followed
 * by a stuffed zero or the number of a restart (section B.1.1.5), or fill bytes, or garbage.
 */
async function nextMarker(source: ByteSource, offset: number): Promise<number> {
  const head = await source.read(offset, 2);
  if (head.byteLength === 2 && head.getUint8(0) === 0xff && isMarker(head.getUint8(1))) {
    return offset;
  }
  for (let at = offset; at < source.size; ) {
    const view = await source.read(at, SCAN_WINDOW);
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    const found = findMarker(bytes);
    if (found !== -1) return at + found;
    // The last byte may be the first of a marker.
    at += Math.max(1, bytes.length - 1);
  }
  return source.size;
}

function findMarker(bytes: Uint8Array): number {
  let found = bytes.indexOf(0xff);
  while (found !== -1 && found + 1 < bytes.length) {
    if (isMarker(bytes[found + 1] ?? 0)) return found;
    found = bytes.indexOf(0xff, found + 1);
  }
  return -1;
}

function isMarker(second: number): boolean {
  return second !== 0 && second !== 0xff && (second < 0xd0 || second > 0xd7);
}

async function classify(source: ByteSource, { marker, start, end }: JPEGSegment): Promise<Block> {
  if (marker === COM) return { kind: 'text', start, end };
  if (marker < APP0 || marker > APP15) return { kind: 'image', start, end };
  const view = await source.read(start, Math.min(LABEL, end - start));
  const label = latin1(view, 4, LABEL);
  const kind = LABELS.find(([of, pattern]) => of === marker && pattern.test(label))?.[2];
  // A segment that holds its label and nothing else is passed over: the next one may hold Exif.
  const isEmpty = kind === 'exif' && end <= start + BEFORE_TIFF;
  if (kind !== 'exif' || isEmpty) return { kind: kind && !isEmpty ? kind : 'unknown', start, end };
  return { kind, start, end, tiff: start + BEFORE_TIFF };
}

/** @see https://exiftool.org/TagNames/JPEG.html for who writes what into which segment */
const LABELS: readonly (readonly [marker: number, label: RegExp, kind: BlockKind])[] = [
  [APP0, /^JFIF\0/, 'image'],
  [0xe1, /^Exif\0/, 'exif'],
  [0xe1, /^http:\/\/ns\.adobe\.com\/x/, 'xmp'],
  [0xe2, /^ICC_PROFILE\0/, 'profile'],
  [0xed, /^(?:Photoshop|Adobe_)/, 'iptc'],
  // Says which colours the numbers mean; without it, CMYK and RGB pictures look wrong.
  [0xee, /^Adobe/, 'image'],
];

/** An Exif segment around a TIFF block. */
export function exifSegment(tiff: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(BEFORE_TIFF + tiff.length);
  const length = bytes.length - 2;
  bytes.set([0xff, 0xe1, length >> 8, length & 0xff]);
  bytes.set([0x45, 0x78, 0x69, 0x66, 0, 0], 4);
  bytes.set(tiff, BEFORE_TIFF);
  return bytes;
}

/** Markers that stand alone, without a length: TEM, SOI, EOI. */
function isBare(marker: number): boolean {
  return marker === 0x01 || marker === SOI || marker === EOI;
}

/** SOF0 to SOF15, without the three numbers in between that mean tables (DHT, JPG, DAC). */
function isFrameStart(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
