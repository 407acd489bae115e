import type { GalleryWorkLabels } from './gallery-labels.ts';

/** The words of `<VariantGallery>` for what can be done with pictures, in English. */
export const galleryWorkLabels: GalleryWorkLabels = {
  copy: (name) => `Copy URL of ${name}`,
  copyMarkdown: (name) => `Copy Markdown for ${name}`,
  copyHTML: (name) => `Copy HTML for ${name}`,
  markdown: 'Copy Markdown',
  html: 'Copy HTML',
  copied: 'URL copied',
  copiedText: 'Copied',
  copyFailed: 'The browser did not allow copying',
  download: (name) => `Download ${name}`,
  downloadFailed: 'It could not be downloaded',
  open: (name) => `Open ${name}`,
  delete: (name) => `Delete ${name}`,
  more: (name) => `More about ${name}`,
  details: {
    id: 'Id',
    uploaded: 'Stored',
    creator: 'Creator',
    visibility: 'Visibility',
    public: 'Public',
    private: 'Private, by signed URLs',
  },
  date: dateInEnglish,
};

// Made when first needed: a formatter costs more than all other words together.
let formatter: Intl.DateTimeFormat | undefined;

function dateInEnglish(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  formatter ??= new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
  return formatter.format(date);
}
