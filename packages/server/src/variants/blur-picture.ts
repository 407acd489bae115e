import type { Sharp } from 'sharp';
import type { Size } from './output-size.ts';
import { settle } from './settle.ts';

// Below it nobody sees the difference, and time grows with the radius.
const FINEST = 4;

/**
 * Blurs a picture. What a large radius leaves of it can be seen in a few pixels just as well, so it is
 * done on a smaller picture, which is enlarged again: a radius of 250 takes no longer than one of 8.
 *
 * @param size - The picture's.
 * @param animated - Frames can only be blurred as they are.
 */
export async function blurPicture(
  image: Sharp,
  radius: number,
  size: Size,
  animated: boolean,
): Promise<Sharp> {
  const shrink = Math.floor(radius / FINEST);
  if (animated || shrink < 2) return image.blur(radius);
  const small = (length: number) => Math.max(1, Math.round(length / shrink));
  const whole = await settle(image);
  whole.resize({ width: small(size.width), height: small(size.height), fit: 'fill' });
  const blurred = await settle(whole.blur(radius / shrink));
  return blurred.resize({ width: size.width, height: size.height, fit: 'fill' });
}
