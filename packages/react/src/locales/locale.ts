import type { DropzoneLabels } from '../anatomy/dropzone-labels.ts';
import type { GalleryLabels } from '../anatomy/gallery-labels.ts';
import { createDropzoneLabels } from './dropzone-sentences.ts';
import { createGalleryLabels } from './gallery-sentences.ts';
import { createSentences } from './sentences.ts';
import type { Words } from './words.ts';

/** One language: every word of the components, with numbers, sizes, dates and plurals of its own. */
export interface Locale {
  /** The language, as BCP 47 has it, for the page's `lang`. */
  readonly tag: string;
  /** How it is written, for the page's `dir`. */
  readonly dir: 'ltr' | 'rtl';
  /** For `labels` of `<ImageDropzone>`. */
  readonly dropzone: DropzoneLabels;
  /** For `labels` of `<VariantGallery>`. */
  readonly gallery: GalleryLabels;
}

/** Makes labels of words. @typeParam Form - The language's plurals: one, and all others, unless told. */
export function createLocale<Form extends Intl.LDMLPluralRule = 'one' | 'other'>(
  words: Words<Form>,
): Locale;
export function createLocale(words: Words): Locale {
  const sentences = createSentences(words);
  return {
    tag: words.tag,
    dir: words.dir ?? 'ltr',
    dropzone: createDropzoneLabels(words, sentences),
    gallery: createGalleryLabels(words.gallery, sentences),
  };
}
