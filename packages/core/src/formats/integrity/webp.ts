import { BrokenFormat } from '../block.ts';
import { type ByteSource, latin1 } from '../byte-source.ts';
import type { Integrity } from './integrity.ts';

interface Chunk {
  type: string;
  /** Where its data begins and ends. */
  start: number;
  end: number;
}

const BEFORE_DATA = 8;
const RIFF = 12;
const ANIMATION = 0x02;
const MOST_CHUNKS = 200_000;

/**
 * Checks a WebP as libwebp does, which all browsers use: every chunk lies whole within RIFF, and RIFF
 * within the file; there is one picture, or an animation has frames. Lossless pixels have nothing that
 * shows a mistake in them, so they are in doubt.
 *
 * @see https://developers.google.com/speed/webp/docs/riff_container
 */
export async function checkWebP(source: ByteSource): Promise<Integrity> {
  const riff = await source.read(0, RIFF);
  if (riff.byteLength < RIFF) throw brokenOff();
  const last = riff.getUint32(4, true) + 8;
  if (last > source.size) throw brokenOff();
  const found = new Map<string, number>();
  let isAnimation = false;
  let isDoubtful = false;
  for await (const chunk of chunksIn(source, RIFF, last)) {
    found.set(chunk.type, (found.get(chunk.type) ?? 0) + 1);
    const data = await source.read(chunk.start, 10);
    if (chunk.type === 'VP8X' && data.byteLength > 0) {
      isAnimation = (data.getUint8(0) & ANIMATION) !== 0;
    }
    if (chunk.type === 'VP8 ') checkLossy(data);
    if (chunk.type === 'VP8L') checkLossless(data);
    isDoubtful ||= chunk.type !== 'VP8 ' && PIXELS.has(chunk.type);
    // What stands behind the pixels of the simple format is of no account.
    if (found.size === 1 && PIXELS.has(chunk.type)) return isDoubtful ? 'doubtful' : 'sound';
  }
  const pictures = (found.get('VP8 ') ?? 0) + (found.get('VP8L') ?? 0);
  const hasPixels = isAnimation ? (found.get('ANMF') ?? 0) > 0 : pictures === 1;
  if (!hasPixels) throw new BrokenFormat('This WebP has no pixels, or pixels of several pictures.');
  return isDoubtful ? 'doubtful' : 'sound';
}

const PIXELS = new Set(['VP8 ', 'VP8L', 'ALPH', 'ANMF']);

async function* chunksIn(source: ByteSource, from: number, last: number): AsyncGenerator<Chunk> {
  let at = from;
  for (let n = 0; at + BEFORE_DATA <= last; n++) {
    if (n === MOST_CHUNKS) throw new BrokenFormat('This WebP has no end of chunks.');
    const head = await source.read(at, BEFORE_DATA);
    const length = head.getUint32(4, true);
    const start = at + BEFORE_DATA;
    // Chunks begin at even offsets.
    const end = start + length + (length & 1);
    if (end > last) throw brokenOff();
    yield { type: latin1(head, 0, 4), start, end };
    at = end;
  }
}

/** The frame header of VP8 (RFC 6386, section 9.1): a key frame that is shown, its mark, its size. */
function checkLossy(data: DataView): void {
  const isKeyFrame = data.byteLength === 10 && (data.getUint8(0) & 1) === 0;
  if (!isKeyFrame || data.getUint8(3) !== 0x9d || data.getUint16(4) !== 0x012a) {
    throw new BrokenFormat('The pixels of this WebP do not begin with a picture.');
  }
}

function checkLossless(data: DataView): void {
  if (data.byteLength < 5 || data.getUint8(0) !== 0x2f || data.getUint8(4) >> 5 !== 0) {
    throw new BrokenFormat('The pixels of this WebP do not begin with a picture.');
  }
}

function brokenOff(): BrokenFormat {
  return new BrokenFormat('This WebP breaks off.');
}
