import { areaLabels } from '../anatomy/dropzone-labels.ts';
import { pictureWallLabels } from '../anatomy/gallery-labels.ts';
import { galleryWorkLabels } from '../anatomy/gallery-work-labels.ts';
import { pictureLabels } from '../anatomy/picture-labels.ts';
import type { Locale } from './locale.ts';

/** English, which the components speak unless they are told otherwise. */
export const en: Locale = {
  tag: 'en',
  dir: 'ltr',
  dropzone: { ...areaLabels, ...pictureLabels },
  gallery: { ...pictureWallLabels, ...galleryWorkLabels },
};
