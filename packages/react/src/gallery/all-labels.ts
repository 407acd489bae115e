import type { GalleryLabels } from '../anatomy/gallery-labels.ts';
import { galleryWorkLabels } from '../anatomy/gallery-work-labels.ts';
import type { GalleryLook } from './gallery-parts.ts';

// There is a caller in each picture.
const known = new WeakMap<GalleryLook['labels'], GalleryLabels>();

/** All words of a gallery: those that it has, and ours for what it was not given. */
export function allLabels({ labels }: Pick<GalleryLook, 'labels'>): GalleryLabels {
  const all = known.get(labels) ?? { ...galleryWorkLabels, ...labels };
  known.set(labels, all);
  return all;
}
