/** Every word of `<VariantGallery>`. */
export interface GalleryLabels {
  /** Names the list. */
  region: string;
  loading: string;
  empty: string;
  /** Stands for a picture without a file name. */
  unnamed: string;
  variants: (name: string) => string;
  broken: string;
  reload: (name: string) => string;
  copy: (name: string) => string;
  copied: string;
  copyFailed: string;
  open: (name: string) => string;
  remove: (name: string) => string;
  dimensions: (width: number, height: number) => string;
  loadMore: string;
}

/** The words of `<VariantGallery>` in English. */
export const galleryLabels: GalleryLabels = {
  region: 'Stored pictures',
  loading: 'Loading pictures',
  empty: 'No pictures yet',
  unnamed: 'Untitled picture',
  variants: (name) => `Variant of ${name}`,
  broken: 'This variant cannot be shown',
  reload: (name) => `Try ${name} again`,
  copy: (name) => `Copy URL of ${name}`,
  copied: 'URL copied',
  copyFailed: 'The browser did not allow copying',
  open: (name) => `Open ${name}`,
  remove: (name) => `Delete ${name}`,
  dimensions: (width, height) => `${width} × ${height}`,
  loadMore: 'Show more',
};
