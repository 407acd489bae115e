import { rgbaToThumbHash } from 'thumbhash';
import type { ImageHeader } from '../formats/image-header.ts';
import { draw, pixelsOf } from './canvas.ts';
import { isCanvasTrusted } from './canvas-trust.ts';
import { decode, isDecodable } from './decode.ts';
import { within } from './scaling.ts';

// The longest side that ThumbHash takes.
const SIDE = 100;

/**
 * A picture in about 25 bytes, as Base64, for galleries to paint before it arrives; `null` where it
 * cannot be decoded here.
 *
 * @see https://evanw.github.io/thumbhash/
 */
export async function hashPicture(file: Blob, header: ImageHeader): Promise<string | null> {
  const { width, height } = header;
  if (!width || !height || !isDecodable(header) || !(await isCanvasTrusted())) return null;
  try {
    const size = within({ width, height }, SIDE);
    const decoded = await decode(file, header, size);
    const canvas = draw({ ...decoded, hasAlpha: header.hasAlpha, isWideGamut: false }, size);
    decoded.close();
    const { data } = pixelsOf(canvas);
    return btoa(String.fromCharCode(...rgbaToThumbHash(canvas.width, canvas.height, data)));
  } catch {
    return null;
  }
}
