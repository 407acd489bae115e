/** How a picture lies in its place: larger by `scale`, and moved by so many CSS pixels from the middle. */
export interface ZoomView {
  scale: number;
  x: number;
  y: number;
}

/** Sizes in CSS pixels: of the picture where it is whole, and of its place. */
export interface ZoomBounds {
  width: number;
  height: number;
  placeWidth: number;
  placeHeight: number;
}

/** A point, in CSS pixels from the middle of the place. */
export interface ZoomPoint {
  x: number;
  y: number;
}

/** The whole picture, in the middle. */
export const WHOLE: ZoomView = { scale: 1, x: 0, y: 0 };

/** The largest scale. */
export const CLOSEST = 8;

/** Larger or smaller by a factor; what lies under the point stays there. */
export function zoomed(
  view: ZoomView,
  factor: number,
  at: ZoomPoint,
  bounds: ZoomBounds,
): ZoomView {
  const scale = clamp(view.scale * factor, 1, CLOSEST);
  const ratio = scale / view.scale;
  const x = at.x - (at.x - view.x) * ratio;
  const y = at.y - (at.y - view.y) * ratio;
  return within({ scale, x, y }, bounds);
}

/** Moved, but never so far that there is empty space beside a picture that could fill it. */
export function moved(view: ZoomView, by: ZoomPoint, bounds: ZoomBounds): ZoomView {
  return within({ scale: view.scale, x: view.x + by.x, y: view.y + by.y }, bounds);
}

function within({ scale, x, y }: ZoomView, bounds: ZoomBounds): ZoomView {
  const wide = Math.max(0, (bounds.width * scale - bounds.placeWidth) / 2);
  const high = Math.max(0, (bounds.height * scale - bounds.placeHeight) / 2);
  return { scale, x: clamp(x, -wide, wide), y: clamp(y, -high, high) };
}

function clamp(value: number, least: number, most: number): number {
  // Never -0, which is another number to those who compare.
  return Math.min(most, Math.max(least, value)) + 0;
}
