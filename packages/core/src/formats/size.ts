import type { Orientation } from './exif.ts';

/** Width and height as they are shown. What is not positive is no size. */
export function shownSize(
  width: number,
  height: number,
  orientation: Orientation = 1,
): { width: number | null; height: number | null } {
  if (width <= 0 || height <= 0) return { width: null, height: null };
  return storedSize({ width, height }, { orientation });
}

/** From the size that is shown to the one that is stored, and back. */
export function storedSize<Side extends number | null>(
  { width, height }: Record<'width' | 'height', Side>,
  { orientation }: { orientation: Orientation },
): Record<'width' | 'height', Side> {
  return liesOnItsSide(orientation) ? { width: height, height: width } : { width, height };
}

/** Whether turning a picture upright exchanges its width and height. */
export function liesOnItsSide(orientation: Orientation): boolean {
  return orientation >= 5;
}
