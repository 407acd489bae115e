import { BrokenFormat } from '../block.ts';
import { type ByteSource, latin1 } from '../byte-source.ts';
import { createCRC32 } from './crc32.ts';
import type { Integrity } from './integrity.ts';

const SIGNATURE = 8;
const BEFORE_DATA = 8;
const AROUND_DATA = 12;
const HEADER = 13;
const PALETTE = 3;
const PIECE = 256 * 1024;

/** The chunks without which no decoder can show a PNG (PNG 3rd edition, section 11.2). */
const CRITICAL: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND']);

/**
 * Checks a PNG: its header is one that decoders know, critical chunks have their checksums, there are
 * pixels, and it has an end.
 */
export async function checkPNG(source: ByteSource): Promise<Integrity> {
  const signature = await source.read(0, SIGNATURE);
  // Text files used to end with this byte; where it is another, the file was taken for one.
  if (signature.getUint8(6) !== 0x1a)
    throw new BrokenFormat('This PNG was changed as if it were text.');
  const colors = colorTypeOf(await source.read(SIGNATURE, AROUND_DATA + HEADER));
  let hasPalette = false;
  let hasPixels = false;
  let isDoubtful = false;
  let at = SIGNATURE;
  while (at + AROUND_DATA <= source.size) {
    const head = await source.read(at, BEFORE_DATA);
    const type = latin1(head, 4, 4);
    const end = at + AROUND_DATA + head.getUint32(0);
    const isCritical = CRITICAL.has(type);
    isDoubtful ||= !/^[A-Za-z]{4}$/.test(type);
    // A capital letter says that no decoder can do without it.
    if (!isCritical && /^[A-Z][A-Za-z]{3}$/.test(type) && !hasPixels) throw unknown(type);
    if (type === 'PLTE') hasPalette = true;
    if (type === 'IDAT' && colors === PALETTE && !hasPalette) {
      throw new BrokenFormat('This PNG has no palette.');
    }
    if (type === 'IDAT') hasPixels ||= at + BEFORE_DATA < source.size - 4;
    if (type === 'IEND') break;
    isDoubtful ||= end > source.size;
    if (isCritical && end <= source.size) isDoubtful ||= !(await hasChecksum(source, at, end));
    at = end;
  }
  if (!hasPixels) throw new BrokenFormat('This PNG has no pixels.');
  return isDoubtful || at + AROUND_DATA > source.size ? 'doubtful' : 'sound';
}

// Bits of a sample, by the type of the colors (section 11.2.1).
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** @throws BrokenFormat for a header that no decoder knows. */
function colorTypeOf(chunk: DataView): number {
  const isHeader = chunk.byteLength >= BEFORE_DATA + HEADER && latin1(chunk, 4, 4) === 'IHDR';
  if (!isHeader) throw new BrokenFormat('This PNG breaks off in its header.');
  const colors = chunk.getUint8(BEFORE_DATA + 9);
  const isKnown = DEPTHS[colors]?.includes(chunk.getUint8(BEFORE_DATA + 8)) ?? false;
  const methods = chunk.getUint16(BEFORE_DATA + 10);
  if (!isKnown || methods !== 0 || chunk.getUint8(BEFORE_DATA + 12) > 1) {
    throw new BrokenFormat('The header of this PNG is none that decoders know.');
  }
  return colors;
}

/** Whether a chunk's checksum is that of its type and data. */
async function hasChecksum(source: ByteSource, start: number, end: number): Promise<boolean> {
  const crc = createCRC32();
  for (let at = start + 4; at < end - 4; at += PIECE) {
    crc.add(await source.read(at, Math.min(PIECE, end - 4 - at)));
  }
  return (await source.read(end - 4, 4)).getUint32(0) === crc.value();
}

function unknown(type: string): BrokenFormat {
  return new BrokenFormat(`This PNG needs a chunk that no decoder knows: ${type}.`);
}
