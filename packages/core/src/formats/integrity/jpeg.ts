import { BrokenFormat } from '../block.ts';
import type { ByteSource } from '../byte-source.ts';
import type { Integrity } from './integrity.ts';
import {
  type Frame,
  isFrameStart,
  readFrame,
  readScan,
  readTables,
  type Tables,
} from './jpeg-tables.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const DHT = 0xc4;
const DQT = 0xdb;
const WINDOW = 64 * 1024;
const MOST_SEGMENTS = 20_000;

/**
 * Checks a JPEG: it has a frame, tables and a scan that decoders know, and an end. Where anything is odd,
 * only a decoder can tell what is shown of it (ITU-T T.81, section B.2).
 */
export async function checkJPEG(source: ByteSource): Promise<Integrity> {
  const tables: Tables = { quantization: new Set(), huffman: new Set() };
  const reading: Reading = { frame: null, tables, scans: 0, isOdd: false, isOver: false };
  let at = 2;
  for (let n = 0; n < MOST_SEGMENTS && !reading.isOver; n++) {
    const start = await nextMarker(source, at, reading);
    if (start === null) break;
    at = await readSegment(source, start, reading);
  }
  if (!reading.frame) throw new BrokenFormat('This JPEG has no frame.');
  if (reading.scans === 0) throw new BrokenFormat('This JPEG has no pixels.');
  return reading.isOdd || !reading.isOver ? 'doubtful' : 'sound';
}

interface Reading {
  /** How the pixels are coded, once that was said. */
  frame: Frame | null;
  tables: Tables;
  scans: number;
  isOdd: boolean;
  isOver: boolean;
}

/** Reads what begins with a marker. @returns where to look for the next one. */
async function readSegment(source: ByteSource, start: number, reading: Reading): Promise<number> {
  const head = await source.read(start, 4);
  const marker = head.byteLength > 1 ? head.getUint8(1) : 0;
  if (marker === EOI) {
    reading.isOver = true;
    return start + 2;
  }
  if (marker === SOI || marker === 0x01) {
    reading.isOdd ||= marker === SOI;
    return start + 2;
  }
  const length = head.byteLength === 4 ? head.getUint16(2) : 0;
  const end = start + 2 + Math.max(2, length);
  reading.isOdd ||= length < 2 || end > source.size;
  const segment = await source.read(start + 4, Math.max(0, length - 2));
  if (marker === DHT || marker === DQT)
    reading.isOdd ||= !readTables(marker, segment, reading.tables);
  else if (isFrameStart(marker)) readFrameInto(reading, marker, segment);
  else if (marker === SOS) return readScanInto(reading, segment, { source, end });
  return end;
}

function readFrameInto(reading: Reading, marker: number, segment: DataView): void {
  const frame = readFrame(marker, segment);
  reading.isOdd ||= !frame || reading.frame !== null;
  reading.frame ??= frame ?? { components: [], isProgressive: false };
}

/** Pixels begin behind this segment; of a picture in one scan, only the end is looked for. */
async function readScanInto(
  reading: Reading,
  segment: DataView,
  { source, end }: { source: ByteSource; end: number },
): Promise<number> {
  const { frame } = reading;
  if (!frame) throw new BrokenFormat('This JPEG has pixels before it says how many.');
  if (end >= source.size) return source.size;
  const components = readScan(segment, frame, reading.tables);
  reading.isOdd ||= components === null;
  reading.scans += 1;
  if (frame.isProgressive || components !== frame.components.length) return end;
  const behind = await findEnd(source, end);
  reading.isOver = behind !== null;
  return behind ?? source.size;
}

/**
 * Looks for the end of the image from the end of the file, where it nearly always is. In the data of a scan
 * 0xFF is always followed by 0x00 or a restart marker (section F.1.2.3), so it can be nothing else.
 */
async function findEnd(source: ByteSource, start: number): Promise<number | null> {
  for (let end = source.size; end > start; end -= WINDOW - 1) {
    const from = Math.max(start, end - WINDOW);
    const bytes = bytesOf(await source.read(from, end - from));
    for (let at = bytes.lastIndexOf(EOI); at > 0; at = bytes.lastIndexOf(EOI, at - 1)) {
      if (bytes[at - 1] === 0xff) return from + at + 1;
    }
    if (from === start) break;
  }
  return null;
}

/** Where the next marker begins that is no part of a scan's data, or `null`. */
async function nextMarker(
  source: ByteSource,
  offset: number,
  reading: Reading,
): Promise<number | null> {
  for (let at = offset; at + 1 < source.size; ) {
    const bytes = bytesOf(await source.read(at, WINDOW));
    const found = findMarker(bytes);
    if (found > 0 && reading.scans === 0) reading.isOdd = true;
    if (found !== -1) return at + found;
    // The last byte may be the first of a marker.
    at += Math.max(1, bytes.length - 1);
  }
  return null;
}

function findMarker(bytes: Uint8Array): number {
  let found = bytes.indexOf(0xff);
  while (found !== -1 && found + 1 < bytes.length) {
    const second = bytes[found + 1] ?? 0;
    const isInScan = second === 0 || second === 0xff || (second >= 0xd0 && second <= 0xd7);
    if (!isInScan) return found;
    found = bytes.indexOf(0xff, found + 1);
  }
  return -1;
}

function bytesOf(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
