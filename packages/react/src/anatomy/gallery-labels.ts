import { formatSize } from './units.ts';

/** Every word of `<VariantGallery>`. `name` is the file's name, or `unnamed`. */
export interface GalleryLabels {
  /** Names the list. */
  region: string;
  loading: string;
  empty: string;
  /** Stands for a picture without a file name. */
  unnamed: string;
  variants: (name: string) => string;
  /** Leaves the choice of a variant to the browser. */
  auto: string;
  broken: string;
  reload: (name: string) => string;
  /** Stands in place of a picture that was stored so recently that it cannot be had everywhere yet. */
  spreading: string;
  /** Opens a picture in the lightbox. */
  view: (name: string) => string;
  copy: (name: string) => string;
  copyMarkdown: (name: string) => string;
  copyHTML: (name: string) => string;
  /** The same, where the name stands beside it. */
  markdown: string;
  html: string;
  /** Says that a URL was copied. */
  copied: string;
  /** Says that something else was copied. */
  copiedText: string;
  copyFailed: string;
  download: (name: string) => string;
  downloadFailed: string;
  open: (name: string) => string;
  delete: (name: string) => string;
  /** Opens what else can be done with a picture, and what is known of it. */
  more: (name: string) => string;
  dimensions: (width: number, height: number) => string;
  size: (bytes: number) => string;
  /** Names of the details of a picture. */
  details: GalleryDetailLabels;
  /** A date for people. `iso` is in UTC. */
  date: (iso: string) => string;
  count: (count: number) => string;
  select: (name: string) => string;
  selectAll: string;
  selected: (count: number) => string;
  clearSelection: string;
  deleteSelected: (count: number) => string;
  deleted: (count: number) => string;
  undo: string;
  restored: (count: number) => string;
  deleteFailed: (name: string) => string;
  loadMore: string;
  /** Stands in place of a part whose code could not be loaded, beside the button that loads it again. */
  partFailed: string;
  partRetry: string;
  /** Spoken when more pictures have come. */
  loaded: (count: number) => string;
  lightbox: LightboxLabels;
}

/** Names of the details of a picture. */
export interface GalleryDetailLabels {
  id: string;
  uploaded: string;
  creator: string;
  visibility: string;
  public: string;
  private: string;
}

/** Every word of the lightbox. */
export interface LightboxLabels {
  /** Names the dialog. */
  region: (name: string) => string;
  position: (index: number, count: number) => string;
  previous: string;
  next: string;
  close: string;
  zoomIn: string;
  zoomOut: string;
  details: string;
}

/** Those that a page needs at once. */
export type PictureWallLabels = Pick<
  GalleryLabels,
  | 'region'
  | 'loading'
  | 'empty'
  | 'unnamed'
  | 'variants'
  | 'auto'
  | 'broken'
  | 'reload'
  | 'spreading'
  | 'view'
  | 'dimensions'
  | 'size'
  | 'select'
  | 'loadMore'
  | 'count'
  | 'selectAll'
  | 'selected'
  | 'clearSelection'
  | 'deleteSelected'
  | 'deleted'
  | 'undo'
  | 'restored'
  | 'deleteFailed'
  | 'loaded'
  | 'lightbox'
  | 'partFailed'
  | 'partRetry'
>;

/** Those of what can be done with pictures, which come a moment later. */
export type GalleryWorkLabels = Omit<GalleryLabels, keyof PictureWallLabels>;

/** The words of `<VariantGallery>` for looking at pictures, in English. */
export const pictureWallLabels: PictureWallLabels = {
  region: 'Stored pictures',
  loading: 'Loading pictures',
  empty: 'No pictures yet',
  unnamed: 'Untitled picture',
  variants: (name) => `Variant of ${name}`,
  auto: 'Auto',
  broken: 'This variant cannot be shown',
  reload: (name) => `Try ${name} again`,
  spreading: 'Stored. It will be here in a moment.',
  view: (name) => `View ${name}`,
  dimensions: (width, height) => `${width} × ${height}`,
  size: (bytes) => formatSize(bytes),
  select: (name) => `Select ${name}`,
  loadMore: 'Show more',
  partFailed: 'This part could not be loaded.',
  partRetry: 'Try again',
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
  },
};

function pictures(count: number): string {
  return count === 1 ? '1 picture' : `${count.toLocaleString('en')} pictures`;
}
