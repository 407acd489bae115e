import { BrokenFormat } from '../block.ts';
import { type ByteSource, copyOf } from '../byte-source.ts';
import type { Stretch } from '../rebuild.ts';
import { bitsOf } from './bits.ts';
import { partOf } from './boxes.ts';
import { MOST_IMAGES } from './image-count.ts';

/*
 * HEVC (ITU-T H.265): pixels come in NAL units, each behind its length. What is no slice and no parameter
 * set says nothing that pixels need, but may say anything else: how an encoder was called, where it ran.
 */

const HEADER = 2;
/** Video, sequence and picture parameter sets. */
const PARAMETER_SETS: readonly number[] = [32, 33, 34];
const SEQUENCE_PARAMETERS = 33;
const ENDS: readonly number[] = [36, 37];
const PREFIX_SEI = 39;
/** What a decoder is configured with. */
const CONFIGURES: readonly number[] = [...PARAMETER_SETS, PREFIX_SEI];
const SHORT: readonly number[] = [...CONFIGURES, ...ENDS];
// Far more than a still image has of slices, or a second of video.
const MOST_UNITS = 200_000;
// Real ones have some dozens of bytes.
const LONGEST_PARAMETERS = 2048;

/** Supplemental information that changes how colours or alpha are shown, and its bytes (annexes D, F). */
const KEPT_MESSAGES: Readonly<Record<number, number>> = {
  /** The display that colours were chosen on. */
  137: 24,
  /** The brightest pixel. */
  144: 4,
  /** Another transfer characteristic. */
  147: 1,
  /** Ambient light. */
  148: 8,
};

interface Unit {
  type: number;
  /** Other layers than the first hold a second view, or depth; no browser shows them. */
  layer: number;
}

function unitAt(view: DataView, offset: number): Unit {
  const [first, second] = [view.getUint8(offset), view.getUint8(offset + 1)];
  if (first & 0x80) throw new BrokenFormat('A NAL unit has no header.');
  return { type: (first >> 1) & 63, layer: ((first & 1) << 5) | (second >> 3) };
}

/**
 * Yields those parts of an item or a sample that its pixels are made of.
 *
 * @param lengthSize - Bytes of the length before each unit.
 * @param mostPixels - What an image in it may have.
 * @throws BrokenFormat where the units do not fill it, or hold more than was said.
 */
export async function* pixelsOfHEVC(
  data: ByteSource,
  lengthSize: number,
  mostPixels: number,
): AsyncGenerator<Stretch> {
  let units = 0;
  let images = 0;
  for (let offset = 0; offset < data.size; ) {
    const bytes = data.read(offset, lengthSize + HEADER + 1);
    const head = bytes instanceof DataView ? bytes : await bytes;
    if (head.byteLength < lengthSize + HEADER) throw new BrokenFormat('A NAL unit breaks off.');
    let length = 0;
    for (let at = 0; at < lengthSize; at++) length = length * 256 + head.getUint8(at);
    const unit = unitAt(head, lengthSize);
    const end = offset + lengthSize + length;
    if (length < HEADER || end > data.size || ++units > MOST_UNITS)
      throw new BrokenFormat('A NAL unit does not fit.');
    // A slice says with its first bit whether it is the first of an image.
    const isFirst = isSlice(unit) && length > HEADER && head.getUint8(lengthSize + HEADER) >= 0x80;
    if (isFirst && ++images > MOST_IMAGES) throw new BrokenFormat('An image has no end of images.');
    if (isSlice(unit)) yield { start: offset, end };
    else if (SHORT.includes(unit.type) && length <= LONGEST_PARAMETERS) {
      const content = await data.read(offset + lengthSize, length);
      if (isNeeded(unit, content, mostPixels)) yield { start: offset, end };
    }
    offset = end;
  }
}

/**
 * Whether a short unit is needed, by what it says.
 *
 * @throws BrokenFormat where it announces a larger image.
 */
function isNeeded({ type, layer }: Unit, content: DataView, mostPixels: number): boolean {
  if (layer > 0) return false;
  if (type === PREFIX_SEI) return isColours(content);
  if (ENDS.includes(type)) return content.byteLength === HEADER;
  if (type !== SEQUENCE_PARAMETERS) return true;
  const { width, height } = sizeIn(unescaped(content));
  if (width * height > mostPixels) throw new BrokenFormat('An image is larger than it says.');
  return true;
}

function isSlice({ type, layer }: Unit): boolean {
  return layer === 0 && (type <= 9 || (type >= 16 && type <= 21));
}

/** Whether a unit with supplemental information has one message that is kept, and nothing else. */
function isColours(unit: DataView): boolean {
  const payload = unescaped(unit).subarray(HEADER);
  const [type = 0, size = 0] = payload;
  // A one and zeros fill the last byte.
  return KEPT_MESSAGES[type] === size && payload.length === size + 3 && payload.at(-1) === 0x80;
}

/** A unit without the bytes that keep start codes from appearing in it. */
function unescaped(unit: DataView): Uint8Array {
  const bytes = copyOf(unit);
  let length = 0;
  let zeros = 0;
  for (const byte of bytes) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    bytes[length++] = byte;
  }
  return bytes.subarray(0, length);
}

const BEFORE_ARRAYS = 23;

/** A decoder configuration record (ISO/IEC 14496-15, section 8.3.3.1). */
export interface HEVCConfiguration {
  /** Bytes of the length before each unit of the data. */
  lengthSize: number;
  /** The record with nothing but what pixels need. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Pixels of an image, as the decoder makes it. */
  width: number;
  height: number;
}

/** Reads the content of an `hvcC` box. @throws BrokenFormat, and RangeError where it breaks off. */
export function readHVCC(record: DataView): HEVCConfiguration {
  const lengthSize = (record.getUint8(21) & 3) + 1;
  if (record.getUint8(0) !== 1 || lengthSize === 3)
    throw new BrokenFormat('The box "hvcC" is of an unknown form.');
  const written: number[] = [...copyOf(partOf(record, 0, BEFORE_ARRAYS))];
  let size = { width: 0, height: 0 };
  let arrays = 0;
  let at = BEFORE_ARRAYS;
  for (let left = record.getUint8(22); left > 0; left--) {
    const kept: number[] = [];
    const first = record.getUint8(at);
    let count = 0;
    let more = record.getUint16(at + 1);
    at += 3;
    for (; more > 0; more--) {
      const length = record.getUint16(at);
      const unit = partOf(record, at + 2, length);
      at += 2 + length;
      const header = unitAt(unit, 0);
      const isShort = CONFIGURES.includes(header.type) && length <= LONGEST_PARAMETERS;
      if (!isShort || !isNeeded(header, unit, Number.POSITIVE_INFINITY)) continue;
      if (header.type === SEQUENCE_PARAMETERS) size = larger(size, sizeIn(unescaped(unit)));
      kept.push(length >> 8, length & 255, ...copyOf(unit));
      count += 1;
    }
    if (count === 0) continue;
    written.push(first & 0xbf, count >> 8, count & 255, ...kept);
    arrays += 1;
  }
  written[22] = arrays;
  return { lengthSize, bytes: Uint8Array.from(written), ...size };
}

interface Size {
  width: number;
  height: number;
}

function larger(one: Size, other: Size): Size {
  return one.width * one.height > other.width * other.height ? one : other;
}

/** The size in a sequence parameter set (section 7.3.2.2). */
function sizeIn(unit: Uint8Array): Size {
  const bits = bitsOf(unit.subarray(HEADER));
  bits.skip(4);
  const layers = bits.take(3);
  bits.skip(1 + 88 + 8);
  const flags = Array.from({ length: layers }, () => bits.take(2));
  if (layers > 0) bits.skip(2 * (8 - layers));
  for (const flag of flags) bits.skip((flag & 2 ? 88 : 0) + (flag & 1 ? 8 : 0));
  bits.takeGolomb();
  if (bits.takeGolomb() === 3) bits.skip(1);
  return { width: bits.takeGolomb(), height: bits.takeGolomb() };
}
