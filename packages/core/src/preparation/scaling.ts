import type { Size } from './canvas.ts';

/** Scaled so that it covers a square of this side, and never enlarged. */
export function covering({ width, height }: Size, side: number): Size {
  return scaled({ width, height }, side / Math.min(width, height));
}

/** Scaled so that no side is over this, and never enlarged. */
export function within({ width, height }: Size, side: number): Size {
  return scaled({ width, height }, side / Math.max(width, height));
}

/** Scaled so that there are no more pixels than this, and never enlarged. */
export function withinArea({ width, height }: Size, pixels: number): Size {
  const ratio = Math.sqrt(pixels / (width * height));
  if (ratio >= 1) return { width, height };
  return {
    width: Math.max(1, Math.floor(width * ratio)),
    height: Math.max(1, Math.floor(height * ratio)),
  };
}

/** A fifth less along each side. */
export function shrunk(size: Size): Size {
  return scaled(size, 0.8);
}

function scaled({ width, height }: Size, ratio: number): Size {
  if (ratio >= 1) return { width, height };
  const part = (side: number) => Math.max(1, Math.round(side * ratio));
  return { width: part(width), height: part(height) };
}
