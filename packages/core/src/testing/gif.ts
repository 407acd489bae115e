import { bytesOf, drawingOf, fileOf, joined, type PictureOptions } from './picture-file.ts';

/** What a GIF is to be like. All can be left out. */
export interface GIFOptions extends PictureOptions {
  /** Pictures of the animation. @default 3 */
  frames?: number | undefined;
}

const MOST = 65_535;
const COLOURS = 128;
const MOST_FRAMES = 1000;
// Hundredths of a second.
const DURATION = 10;

/**
 * Makes an animated GIF of some shades of one colour. Each pixel of each picture takes a byte.
 *
 * @throws TypeError for measures and colours that no GIF can have.
 */
export function createGIF(options: GIFOptions = {}): File {
  const { width, height, color } = drawingOf(options, MOST);
  const { frames = 3 } = options;
  if (!Number.isInteger(frames) || frames < 1 || frames > MOST_FRAMES) {
    throw new TypeError(`Tintype: frames must be a whole number from 1 to ${MOST_FRAMES}.`);
  }
  const size = [width & 255, width >> 8, height & 255, height >> 8];
  // A palette of 2^(6 + 1) colours stands behind the header.
  const header = [...bytesOf('GIF89a'), ...size, 0xf6, 0, 0];
  const palette = Array.from({ length: COLOURS }, (_, n) =>
    color.map((part) => Math.round(part * (1 - n / COLOURS))),
  );
  const pictures = Array.from({ length: frames }, (_, frame) =>
    joined(
      Uint8Array.of(0x21, 0xf9, 4, 0, DURATION, 0, 0, 0),
      Uint8Array.of(0x2c, 0, 0, 0, 0, ...size, 0),
      pixels(width * height, frame % COLOURS),
    ),
  );
  const start = Uint8Array.from([...header, ...palette.flat()]);
  return fileOf([start, FOR_EVER, ...pictures, Uint8Array.of(0x3b)], 'image/gif', options);
}

const FOR_EVER: Uint8Array<ArrayBuffer> = bytesOf('!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0');

const CLEAR = 128;
const END = 129;
// One more, and codes would take nine bits.
const UNTIL_CLEAR = 126;

/** Codes of eight bits, which stay so because the table is cleared before it grows (GIF89a, appendix F). */
function pixels(count: number, color: number): Uint8Array {
  const codes: number[] = [];
  for (let left = count; left > 0; left -= UNTIL_CLEAR) {
    codes.push(CLEAR);
    for (let n = Math.min(left, UNTIL_CLEAR); n > 0; n--) codes.push(color);
  }
  codes.push(END);
  const blocks: number[] = [];
  for (let at = 0; at < codes.length; at += 255) {
    const block = codes.slice(at, at + 255);
    blocks.push(block.length, ...block);
  }
  return Uint8Array.from([7, ...blocks, 0]);
}
