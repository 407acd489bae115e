import { open } from 'node:fs/promises';
import { type FileWindow, openWindow, WINDOW } from './file-window.ts';

/**
 * Tells whether a picture's file reaches its end, by the marks that its format puts there. It takes a
 * look at the structure and no decoding, so a file can be whole and yet be broken inside.
 */
export async function isWhole(file: string, mediaType: string): Promise<boolean> {
  const check = CHECKS[mediaType];
  if (!check) return true;
  const handle = await open(file);
  try {
    return await check(await openWindow(handle));
  } finally {
    await handle.close();
  }
}

const CHECKS: Readonly<Record<string, (file: FileWindow) => Promise<boolean>>> = {
  'image/jpeg': isWholeJPEG,
  'image/png': isWholePNG,
  'image/gif': isWholeGIF,
  'image/webp': isWholeWebP,
  'image/heic': isWholeHEIF,
};

const SCAN = 0xda;
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);

/**
 * In the data of a scan 0xFF is always followed by 0x00 or a restart marker (ITU-T T.81, F.1.2.3), so
 * 0xFF 0xD9 behind its start can only be the end of the image. Segments before it are stepped over:
 * a thumbnail inside them has an end of its own.
 */
async function isWholeJPEG(file: FileWindow): Promise<boolean> {
  let offset = 2;
  while (offset + 4 <= file.size) {
    const head = await file.read(offset, 4);
    if (head[0] !== 0xff) return false;
    const marker = head[1];
    if (marker === SCAN) return hasBehind(file, END_OF_IMAGE, offset);
    // Fill bytes may stand before any marker.
    offset += marker === 0xff ? 1 : 2 + head.readUInt16BE(2);
  }
  return false;
}

/** Looks from the end, where it nearly always is. */
async function hasBehind(file: FileWindow, mark: Buffer, start: number): Promise<boolean> {
  for (let end = file.size; end > start; end -= WINDOW - mark.length) {
    const from = Math.max(start, end - WINDOW);
    if ((await file.read(from, end - from)).includes(mark)) return true;
  }
  return false;
}

const LAST_CHUNK = Buffer.from('\0\0\0\0IEND\xae\x42\x60\x82', 'latin1');

async function isWholePNG(file: FileWindow): Promise<boolean> {
  const tail = await file.read(Math.max(0, file.size - LAST_CHUNK.length), LAST_CHUNK.length);
  if (tail.equals(LAST_CHUNK)) return true;
  // Something was put behind it.
  let offset = 8;
  while (offset + 12 <= file.size) {
    const head = await file.read(offset, 8);
    if (head.toString('latin1', 4) === 'IEND') return true;
    offset += 12 + head.readUInt32BE(0);
  }
  return false;
}

/** The trailer; some encoders put zeros behind it. */
async function isWholeGIF(file: FileWindow): Promise<boolean> {
  const tail = await file.read(Math.max(0, file.size - WINDOW), WINDOW);
  return tail.findLast((byte) => byte !== 0) === 0x3b;
}

/** The size of the RIFF chunk, without its own eight bytes. */
async function isWholeWebP(file: FileWindow): Promise<boolean> {
  const head = await file.read(0, 12);
  return head.length === 12 && head.readUInt32LE(4) + 8 <= file.size;
}

const MOST_BOXES = 10_000;
const BOXES: ReadonlySet<string> = new Set([
  ...['ftyp', 'meta', 'mdat', 'moov', 'moof', 'free', 'skip', 'uuid', 'wide', 'mpvd'],
]);

/**
 * Boxes follow each other (ISO/IEC 14496-12, section 4.2), the pixels in one of them, and none reaches
 * over the end of the file. Phones put things behind them that are no boxes.
 */
async function isWholeHEIF(file: FileWindow): Promise<boolean> {
  let offset = 0;
  let hasPixels = false;
  for (let boxes = 0; boxes < MOST_BOXES && offset + 8 <= file.size; boxes++) {
    const head = await file.read(offset, 16);
    const type = head.toString('latin1', 4, 8);
    if (!BOXES.has(type)) return hasPixels;
    const end = offset + boxLength(head, file.size - offset);
    if (end <= offset || end > file.size) return false;
    hasPixels ||= type === 'mdat';
    offset = end;
  }
  return hasPixels;
}

/** Zero stands for all the rest, and one for a longer number behind the type. */
function boxLength(head: Buffer, rest: number): number {
  const length = head.readUInt32BE(0);
  if (length === 0) return rest;
  if (length > 1) return length;
  return head.length < 16 ? 0 : Number(head.readBigUInt64BE(8));
}
