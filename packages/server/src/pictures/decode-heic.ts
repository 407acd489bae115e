import { createRequire } from 'node:module';
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
 * Reads the pixels of a HEIC's main picture, the right way up, into a TIFF. It takes a second for a
 * photo of 24 megapixels, and blocks its thread meanwhile.
 *
 * @throws Error when there are too many pixels, or libheif cannot read them.
 */
export async function decodeHEIC(
  bytes: Uint8Array,
  { mostPixels, profile }: Pick<DecodeHEIC, 'mostPixels' | 'profile'>,
): Promise<DecodedHEIC> {
  const { HeifDecoder } = createRequire(import.meta.url)('libheif-js/wasm-bundle') as LibHEIF;
  const images = new HeifDecoder().decode(bytes);
  const image = images.find((one) => one.is_primary()) ?? images[0];
  if (!image) throw new Error('the file has no picture that can be read');
  const width = image.get_width();
  const height = image.get_height();
  if (!(width > 0 && height > 0 && width * height <= mostPixels)) {
    throw new Error(`the file has ${width} × ${height} pixels`);
  }
  const colours = profile ? bytes.subarray(profile.start, profile.end) : new Uint8Array();
  const { file, pixels } = emptyTIFF(width, height, colours);
  await new Promise<void>((resolve, reject) => {
    image.display({ width, height, data: pixels }, (done) => {
      if (done) resolve();
      else reject(new Error('libheif cannot decode the picture'));
    });
  });
  return { kind: 'heic', tiff: file, hasAlpha: image.has_alpha_channel() };
}
