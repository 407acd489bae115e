import type { GalleryLabels } from '../anatomy/gallery-labels.ts';
import type { Sentences } from './sentences.ts';
import type { Counted, GalleryWords } from './words.ts';

/** Makes the labels of `<VariantGallery>`. */
export function createGalleryLabels(words: GalleryWords, sentences: Sentences): GalleryLabels {
  const { formats, counted, fill, foreign, named } = sentences;
  const count = (said: Counted) => (number: number) => counted(said, number);
  return {
    ...words,
    variants: named(words.variants),
    reload: named(words.reload),
    view: named(words.view),
    copy: named(words.copy),
    copyMarkdown: named(words.copyMarkdown),
    copyHTML: named(words.copyHTML),
    download: named(words.download),
    open: named(words.open),
    delete: named(words.delete),
    more: named(words.more),
    select: named(words.select),
    deleteFailed: named(words.deleteFailed),
    // Width comes first, also where writing runs from right to left.
    dimensions: (width, height) => foreign(`${width} × ${height}`),
    size: formats.size,
    date: formats.date,
    count: count(words.count),
    selected: count(words.selected),
    deleteSelected: count(words.deleteSelected),
    deleted: count(words.deleted),
    restored: count(words.restored),
    loaded: count(words.loaded),
    lightbox: {
      ...words.lightbox,
      region: named(words.lightbox.region),
      position: (index, all) =>
        fill(words.lightbox.position, {
          index: formats.number(index),
          count: formats.number(all),
        }),
    },
  };
}
