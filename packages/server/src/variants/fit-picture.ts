import type { Sharp } from 'sharp';
import type { OutputSize, Size } from './output-size.ts';
import type { Point, Rendition } from './rendition.ts';

/** Fits a picture into the width and height of a rendition. */
export function fitPicture(image: Sharp, rendition: Rendition, sizes: OutputSize): Sharp {
  const { fit, width, height } = rendition;
  const { source, picture } = sizes;
  if (width === undefined && height === undefined) return image;
  const isFree = width === undefined || height === undefined;
  if (isFree || fit === 'scale-down' || fit === 'contain') {
    const mayEnlarge = picture.width > source.width || picture.height > source.height;
    return image.resize({ width, height, fit: 'inside', withoutEnlargement: !mayEnlarge });
  }
  if (fit === 'squeeze') return image.resize({ ...picture, fit: 'fill' });
  if (fit === 'pad') {
    return image.resize({ ...picture, fit: 'contain', background: rendition.background ?? '#fff' });
  }
  const { gravity } = rendition;
  if (gravity === undefined) return image.resize({ ...picture, fit: 'cover' });
  if (gravity === 'salient')
    return image.resize({ ...picture, fit: 'cover', position: 'attention' });
  return coverAround(image, gravity, source, picture);
}

/** Crops so that the point is in the middle, or as near to it as the edges allow. */
function coverAround(image: Sharp, point: Point, source: Size, target: Size): Sharp {
  const scale = Math.max(target.width / source.width, target.height / source.height);
  const width = Math.max(target.width, Math.round(source.width * scale));
  const height = Math.max(target.height, Math.round(source.height * scale));
  const left = start(point.x, width, target.width);
  const top = start(point.y, height, target.height);
  return image.resize({ width, height, fit: 'fill' }).extract({ left, top, ...target });
}

function start(place: number, whole: number, part: number): number {
  return Math.max(0, Math.min(whole - part, Math.round(place * whole - part / 2)));
}
