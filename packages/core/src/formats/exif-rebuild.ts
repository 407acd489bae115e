import { type Orientation, orientationOnly } from './exif.ts';
import { withoutLocation } from './exif-location.ts';
import type { StripLevel } from './strip-level.ts';

/**
 * Returns the Exif that a rebuilt file has in place of another, or `null` where it needs none.
 *
 * @param orientation - What browsers turn the image by.
 */
export function rebuildExif(
  tiff: DataView,
  level: StripLevel,
  orientation: Orientation,
): Uint8Array<ArrayBuffer> | null {
  const rest = level === 'location' ? withoutLocation(tiff, orientation) : null;
  if (rest) return rest;
  return orientation === 1 ? null : orientationOnly(orientation, tiff.byteLength);
}
