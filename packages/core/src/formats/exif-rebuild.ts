import type { Orientation } from './exif.ts';
import { orientationOnly } from './exif.ts';
import { withoutLocation } from './exif-location.ts';
import type { StripLevel } from './strip-level.ts';

export function exifFor(
  tiff: DataView,
  level: StripLevel,
  orientation: Orientation,
): Uint8Array | null {
  const rest = level === 'location' ? withoutLocation(tiff) : null;
  if (rest) return rest;
  return orientation === 1 ? null : orientationOnly(orientation);
}
