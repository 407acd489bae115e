import { webpChunk } from '../formats/webp.ts';
import { createBitWriter } from './bit-writer.ts';
import { type ExifFields, exifOf } from './exif-fields.ts';
import {
  bytesOf,
  type Drawing,
  drawingOf,
  fileOf,
  joined,
  type PictureOptions,
} from './picture-file.ts';

/**
 * What a WebP is to be like. All can be left out. An `orientation` is written into its Exif, where no browser
 * looks for it: its sides are those that are stored.
 */
export interface WebPOptions extends PictureOptions, ExifFields {
  /** Makes its pixels half transparent. @default false */
  transparent?: boolean | undefined;
  /** Pictures of an animation. @default 1, which is a still */
  frames?: number | undefined;
}

const MOST = 16_384;
// Milliseconds.
const DURATION = 100;
const FLAGS = { animation: 0x02, exif: 0x08, alpha: 0x10 };

/**
 * Makes a lossless WebP of one colour, or an animation of some shades of it. It takes no more than a few
 * bytes, whatever its size.
 *
 * @throws TypeError for measures and colours that no WebP can have.
 *
 * @see https://developers.google.com/speed/webp/docs/webp_lossless_bitstream_specification
 */
export function createWebP(options: WebPOptions = {}): File {
  const stored = drawingOf(options, MOST);
  const { frames = 1, transparent = false } = options;
  const tiff = exifOf(options);
  const pixels = (frame: number) => chunk('VP8L', lossless(shade(stored, frame), transparent));
  const isSimple = frames === 1 && !tiff;
  const chunks = isSimple
    ? [pixels(0)]
    : [
        chunk('VP8X', extendedHeader(stored, { frames, transparent, hasExif: tiff !== null })),
        ...(frames === 1 ? [pixels(0)] : animated(stored, frames, pixels)),
        ...(tiff ? [webpChunk('EXIF', tiff)] : []),
      ];
  const body = joined(bytesOf('WEBP'), ...chunks);
  return fileOf([bytesOf('RIFF'), little(body.length, 4), body], 'image/webp', options);
}

function animated(
  stored: Drawing,
  frames: number,
  pixels: (frame: number) => Uint8Array,
): Uint8Array[] {
  const { width, height } = stored;
  const place = joined(little(0, 6), little(width - 1, 3), little(height - 1, 3));
  const head = joined(place, little(DURATION, 3), little(0, 1));
  return [
    // The background, and that it never ends.
    chunk('ANIM', new Uint8Array(6)),
    ...Array.from({ length: frames }, (_, frame) => chunk('ANMF', joined(head, pixels(frame)))),
  ];
}

/** Each picture of an animation is darker than the one before it. */
function shade({ color: [red, green, blue], ...rest }: Drawing, frame: number): Drawing {
  const part = 0.8 ** frame;
  return { ...rest, color: [red * part, green * part, blue * part] };
}

/** All pixels have the only colour that there is a code for, so that none of them takes a bit. */
function lossless({ width, height, color }: Drawing, transparent: boolean): Uint8Array {
  const { write, bytes } = createBitWriter();
  write(0x2f, 8);
  write(width - 1, 14);
  write(height - 1, 14);
  write(transparent ? 1 : 0, 1);
  // The version, no transform, no colour cache, one group of codes for all pixels.
  write(0, 3 + 1 + 1 + 1);
  const [red, green, blue] = color;
  for (const value of [green, red, blue, transparent ? 128 : 255]) {
    // A simple code, of one symbol, in eight bits.
    write(0b101, 3);
    write(Math.round(value), 8);
  }
  // The code of distances, which there are none of: its symbol has one bit.
  write(0b0001, 4);
  return bytes();
}

function extendedHeader(
  { width, height }: Drawing,
  facts: { frames: number; transparent: boolean; hasExif: boolean },
): Uint8Array {
  const flags =
    (facts.frames > 1 ? FLAGS.animation : 0) |
    (facts.hasExif ? FLAGS.exif : 0) |
    (facts.transparent ? FLAGS.alpha : 0);
  return joined(little(flags, 4), little(width - 1, 3), little(height - 1, 3));
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  // Chunks begin at even offsets.
  const padding = new Uint8Array(data.length & 1);
  return joined(bytesOf(type), little(data.length, 4), data, padding);
}

function little(value: number, length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, n) => (value / 2 ** (8 * n)) & 255);
}
