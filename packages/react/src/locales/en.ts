import { areaLabels } from '../anatomy/dropzone-labels.ts';
import { galleryLabels } from '../anatomy/gallery-labels.ts';
import { pictureLabels } from '../anatomy/picture-labels.ts';
import type { Locale } from './locale.ts';

/** English, which the components speak unless they are told otherwise. */
export const en: Locale = {
  tag: 'en',
  dir: 'ltr',
  dropzone: { ...areaLabels, ...pictureLabels },
  gallery: galleryLabels,
};
