import { BrokenFormat } from '../block.ts';
import { type ByteSource, copyOf } from '../byte-source.ts';
import type { Stretch } from '../rebuild.ts';
import { bitsOf } from './bits.ts';
import { MOST_IMAGES } from './image-count.ts';

/*
 * AV1 (section 5.3 of its specification): pixels come in open bitstream units, each with a length of its
 * own. Metadata and padding may hold anything.
 */

const SEQUENCE_HEADER = 1;
/** Has no content; the lengths of layers count it. */
const DELIMITER = 2;
const METADATA = 5;
/** Frame header, tile group, frame, and a frame header again. */
const PIXELS: readonly number[] = [3, 4, 6, 7];
/** Each of these begins an image. */
const IMAGES: readonly number[] = [3, 6];
const MOST_UNITS = 200_000;
// Real ones have about ten bytes.
const LONGEST_SEQUENCE_HEADER = 256;
// Type and length, each longer than needed.
const LONGEST_HEADER = 10;

/** Metadata that changes how colours are shown, and its bytes (section 5.8). */
const KEPT_METADATA: Readonly<Record<number, number>> = {
  /** The brightest pixel. */
  1: 4,
  /** The display that colours were chosen on. */
  2: 24,
};

interface Unit {
  type: number;
  /** Bytes before its content. */
  header: number;
  /** Bytes of its content. */
  length: number;
}

/** @param rest - Bytes until the end, which the last unit may reach without saying so. */
function unitAt(view: DataView, rest: number): Unit {
  const first = view.getUint8(0);
  if (first & 0x80) throw new BrokenFormat('An AV1 unit has no header.');
  let header = first & 4 ? 2 : 1;
  let length = 0;
  if (first & 2) {
    for (let shift = 0, isLast = false; !isLast; shift += 7) {
      if (shift > 28) throw new BrokenFormat('An AV1 unit has a length without end.');
      const byte = view.getUint8(header++);
      length += (byte & 0x7f) * 2 ** shift;
      isLast = byte < 0x80;
    }
  } else length = rest - header;
  if (length < 0 || header + length > rest) throw new BrokenFormat('An AV1 unit does not fit.');
  return { type: (first >> 3) & 15, header, length };
}

/**
 * Yields those parts of an item or a sample that its pixels are made of.
 *
 * @param mostPixels - What an image in it may have.
 * @throws BrokenFormat where the units do not fill it, or hold more than was said.
 */
export async function* pixelsOfAV1(data: ByteSource, mostPixels: number): AsyncGenerator<Stretch> {
  let units = 0;
  let images = 0;
  for (let offset = 0; offset < data.size; ) {
    const bytes = data.read(offset, LONGEST_HEADER);
    const head = bytes instanceof DataView ? bytes : await bytes;
    const { type, header, length } = withinUnit(head, data.size - offset);
    const end = offset + header + length;
    if (++units > MOST_UNITS) throw new BrokenFormat('There is no end of AV1 units.');
    if (IMAGES.includes(type) && ++images > MOST_IMAGES)
      throw new BrokenFormat('An image has no end of images.');
    if (PIXELS.includes(type) || (type === DELIMITER && length === 0)) yield { start: offset, end };
    else if (isHeader(type) && length <= LONGEST_SEQUENCE_HEADER) {
      const content = await data.read(offset + header, length);
      if (isNeeded(type, content, mostPixels)) yield { start: offset, end };
    }
    offset = end;
  }
}

function isHeader(type: number): boolean {
  return type === SEQUENCE_HEADER || type === METADATA;
}

/** Whether a short unit is needed, by what it says. */
function isNeeded(type: number, content: DataView, mostPixels: number): boolean {
  if (type === METADATA) return isColours(content);
  const { width, height } = sizeIn(copyOf(content));
  if (width * height > mostPixels) throw new BrokenFormat('An image is larger than it says.');
  return true;
}

function withinUnit(view: DataView, rest: number): Unit {
  try {
    return unitAt(view, rest);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new BrokenFormat('An AV1 unit breaks off.');
  }
}

/** A one and zeros fill the last byte. */
function isColours(content: DataView): boolean {
  if (content.byteLength < 2) return false;
  const length = KEPT_METADATA[content.getUint8(0)];
  return (
    content.byteLength === (length ?? 0) + 2 && content.getUint8(content.byteLength - 1) === 0x80
  );
}

/** A decoder configuration record. */
export interface AV1Configuration {
  /** The record with nothing but what pixels need. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Pixels of the largest frame, or zero where the record does not say. */
  width: number;
  height: number;
}

const BEFORE_UNITS = 4;

/** Reads the content of an `av1C` box. @throws BrokenFormat, and RangeError where it breaks off. */
export function readAV1C(record: DataView): AV1Configuration {
  if (record.getUint8(0) !== 0x81) throw new BrokenFormat('The box "av1C" is of an unknown form.');
  const bytes = copyOf(record);
  const kept = [...bytes.subarray(0, BEFORE_UNITS)];
  let size = { width: 0, height: 0 };
  for (let offset = BEFORE_UNITS; offset < bytes.length; ) {
    const rest = new DataView(bytes.buffer, offset);
    const { type, header, length } = unitAt(rest, rest.byteLength);
    const [start, end] = [offset + header, offset + header + length];
    offset = end;
    if (type === SEQUENCE_HEADER && length <= LONGEST_SEQUENCE_HEADER) {
      size = sizeIn(bytes.subarray(start, end));
      kept.push(...bytes.subarray(start - header, end));
    } else if (type === METADATA && isColours(new DataView(bytes.buffer, start, length)))
      kept.push(...bytes.subarray(start - header, end));
  }
  return { bytes: Uint8Array.from(kept), ...size };
}

/** The size in a sequence header (section 5.5). */
function sizeIn(content: Uint8Array): { width: number; height: number } {
  const bits = bitsOf(content);
  bits.skip(4);
  const isReduced = bits.take(1) === 1;
  if (isReduced) bits.skip(5);
  else skipOperatingPoints(bits);
  const [ofWidth, ofHeight] = [bits.take(4) + 1, bits.take(4) + 1];
  return { width: bits.take(ofWidth) + 1, height: bits.take(ofHeight) + 1 };
}

function skipOperatingPoints(bits: ReturnType<typeof bitsOf>): void {
  let ofDelay = 0;
  let hasModel = false;
  if (bits.take(1)) {
    bits.skip(64);
    if (bits.take(1)) bits.takeGolomb();
    hasModel = bits.take(1) === 1;
    if (hasModel) {
      ofDelay = bits.take(5) + 1;
      bits.skip(32 + 5 + 5);
    }
  }
  const hasDelay = bits.take(1) === 1;
  for (let left = bits.take(5) + 1; left > 0; left--) {
    bits.skip(12);
    if (bits.take(5) > 7) bits.skip(1);
    if (hasModel && bits.take(1)) bits.skip(2 * ofDelay + 1);
    if (hasDelay && bits.take(1)) bits.skip(4);
  }
}
