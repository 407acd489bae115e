import { limits } from '@tintype/core/images';
import { badSize } from './render-refusal.ts';
import type { Rendition, Trim } from './rendition.ts';

/** Pixels. */
export interface Size {
  width: number;
  height: number;
}

/** A stretch of a picture, in pixels. */
export interface Region extends Size {
  left: number;
  top: number;
}

/** How large a picture comes out of a rendition. */
export interface OutputSize {
  /** What is fitted: the original after trimming and turning. */
  source: Size;
  /** The picture itself, after it was fitted. */
  picture: Size;
  /** The same with its border. */
  whole: Size;
}

/**
 * Foretells the size of a rendition, so that nothing is rendered that is too large.
 *
 * @param original - The picture's size as it is shown.
 * @throws RenderRefusal 9413
 */
export function outputSize(original: Size, rendition: Rendition): OutputSize {
  const source = turned(original, rendition);
  const picture = fitted(source, rendition);
  const { top, right, bottom, left } = rendition.border?.sides ?? NO_SIDES;
  const whole = { width: picture.width + left + right, height: picture.height + top + bottom };
  const { dimension, pixels } = limits;
  if (Math.max(whole.width, whole.height) > dimension) {
    throw badSize(
      `The image enlarged too much: ${whole.width}×${whole.height}, but maximum dimension allowed is ${dimension}`,
    );
  }
  if (whole.width * whole.height > pixels) {
    throw badSize(
      `The image enlarged too much: ${whole.width}×${whole.height}, but maximum area allowed is ${pixels} pixels`,
    );
  }
  return { source, picture, whole };
}

const NO_SIDES = { top: 0, right: 0, bottom: 0, left: 0 };

/** The picture that is fitted: what trimming leaves of it, turned. */
function turned(original: Size, { trim, rotate }: Rendition): Size {
  const { width, height } = trim ? trimRegion(original, trim) : original;
  return rotate === 90 || rotate === 270 ? { width: height, height: width } : { width, height };
}

/**
 * What trimming leaves of a picture. A width or a height of its own counts more than the opposite side.
 *
 * @throws RenderRefusal 9413 when it leaves nothing.
 */
export function trimRegion({ width, height }: Size, trim: Trim): Region {
  const { left = 0, top = 0, right = 0, bottom = 0 } = trim;
  const region = {
    left,
    top,
    width: Math.min(width - left, trim.width ?? width - left - right),
    height: Math.min(height - top, trim.height ?? height - top - bottom),
  };
  if (region.width < 1 || region.height < 1) {
    throw badSize(
      `The image has width or height of size 0: trim leaves nothing of its ${width}×${height} pixels`,
    );
  }
  return region;
}

/** @see https://developers.cloudflare.com/images/transform-images/transform-via-url/#fit */
function fitted(size: Size, { fit, width, height }: Rendition): Size {
  if (width === undefined && height === undefined) return size;
  const across = (width ?? Number.POSITIVE_INFINITY) / size.width;
  const down = (height ?? Number.POSITIVE_INFINITY) / size.height;
  const inside = Math.min(across, down);
  const mayEnlarge = fit !== 'scale-down' && fit !== 'crop' && fit !== 'aspect-crop';
  // With one side free there is nothing to crop, to pad or to squeeze.
  if (width === undefined || height === undefined || fit === 'scale-down' || fit === 'contain') {
    return scaled(size, mayEnlarge ? inside : Math.min(1, inside));
  }
  switch (fit) {
    case 'cover':
    case 'pad':
    case 'squeeze':
      return { width, height };
    case 'crop': {
      const whole = scaled(size, Math.min(1, Math.max(across, down)));
      return { width: Math.min(width, whole.width), height: Math.min(height, whole.height) };
    }
    case 'aspect-crop':
      return scaled({ width, height }, Math.min(1, 1 / across, 1 / down));
  }
}

function scaled({ width, height }: Size, factor: number): Size {
  return {
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
  };
}
