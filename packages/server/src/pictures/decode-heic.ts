import { createRequire } from 'node:module';
import { type Uncropped, uncropHEIF } from '@tintype/core/formats';
import type { DecodedHEIC, DecodeHEIC } from './picture-job.ts';
import { emptyTIFF } from './tiff.ts';

/** What is used of libheif-js, whose own types stop at its C functions. */
interface LibHEIF {
  HeifDecoder: new () => { decode(bytes: Uint8Array): HEIFImage[] };
}

interface HEIFImage {
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  has_alpha_channel(): boolean;
  display(target: HEIFPixels, done: (target: HEIFPixels | null) => void): void;
}

interface HEIFPixels {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/**
 * Reads the pixels of a HEIC's main picture, cropped and the right way up, into a TIFF. It takes a second
 * for a photo of 24 megapixels, and blocks its thread meanwhile.
 *
 * @throws Error when there are too many pixels, or libheif cannot read them.
 */
export async function decodeHEIC(
  bytes: Uint8Array<ArrayBuffer>,
  { mostPixels, profile }: Pick<DecodeHEIC, 'mostPixels' | 'profile'>,
): Promise<DecodedHEIC> {
  // This decoder takes a large picture that is cropped to a small one for an attack, and refuses files for
  // what has nothing to do with their pixels.
  const { blob, area } = await uncropHEIF(new Blob([bytes]));
  const { HeifDecoder } = createRequire(import.meta.url)('libheif-js/wasm-bundle') as LibHEIF;
  const images = new HeifDecoder().decode(new Uint8Array(await blob.arrayBuffer()));
  const image = images.find((one) => one.is_primary()) ?? images[0];
  if (!image) throw new Error('the file has no picture that can be read');
  const width = image.get_width();
  const height = image.get_height();
  if (!(width > 0 && height > 0 && width * height <= mostPixels)) {
    throw new Error(`the file has ${width} × ${height} pixels`);
  }
  const colours = profile ? bytes.subarray(profile.start, profile.end) : new Uint8Array();
  const whole = emptyTIFF(width, height, colours);
  await display(image, { width, height, data: whole.pixels });
  const hasAlpha = image.has_alpha_channel();
  if (!area) return { kind: 'heic', tiff: whole.file, hasAlpha };
  const part = emptyTIFF(area.width, area.height, colours);
  copyArea({ width, data: whole.pixels }, area, part.pixels);
  return { kind: 'heic', tiff: part.file, hasAlpha };
}

function display(image: HEIFImage, target: HEIFPixels): Promise<void> {
  return new Promise((resolve, reject) => {
    image.display(target, (done) => {
      if (done) resolve();
      else reject(new Error('libheif cannot decode the picture'));
    });
  });
}

const CHANNELS = 4;

function copyArea(
  { width, data }: Pick<HEIFPixels, 'width' | 'data'>,
  area: NonNullable<Uncropped['area']>,
  target: Uint8ClampedArray,
): void {
  for (let row = 0; row < area.height; row++) {
    const start = ((area.top + row) * width + area.left) * CHANNELS;
    target.set(data.subarray(start, start + area.width * CHANNELS), row * area.width * CHANNELS);
  }
}
