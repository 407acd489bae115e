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
  count: (count) => pictures(count),
  selectAll: 'Select all',
  selected: (count) => `${count} selected`,
  clearSelection: 'Clear selection',
  deleteSelected: (count) => `Delete ${pictures(count)}`,
  deleted: (count) => `${pictures(count)} deleted`,
  undo: 'Undo',
  restored: (count) => `${pictures(count)} restored`,
  deleteFailed: (name) => `${name} could not be deleted. It is still stored.`,
  loaded: (count) => `${pictures(count)} more`,
  lightbox: {
    region: (name) => `${name}, large`,
    position: (index, count) => `${index} of ${count}`,
    previous: 'Previous picture',
    next: 'Next picture',
    close: 'Close',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    details: 'Details',
    failed: 'The large view could not be loaded. Check the connection and try again.',
  },
};

function pictures(count: number): string {
  return count === 1 ? '1 picture' : `${count.toLocaleString('en')} pictures`;
}

// Made when first needed: a formatter costs more than all other words together.
let formatter: Intl.DateTimeFormat | undefined;

function dateInEnglish(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  formatter ??= new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
  return formatter.format(date);
}
