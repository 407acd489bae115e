import { dropzoneLabels } from '../anatomy/dropzone-labels.ts';
import { galleryLabels } from '../anatomy/gallery-labels.ts';
import type { Locale } from './locale.ts';

/** English, which the components speak unless they are told otherwise. */
export const en: Locale = {
  tag: 'en',
  dir: 'ltr',
  dropzone: dropzoneLabels,
  gallery: galleryLabels,
};
