/** Parts of `<ImageDropzone>` that take a class name of the app. */
export type DropzoneSlot =
  | 'root'
  | 'area'
  | 'button'
  | 'sources'
  | 'problem'
  | 'warning'
  | 'summary'
  | 'overall'
  | 'list'
  | 'item'
  | 'order'
  | 'thumbnail'
  | 'name'
  | 'status'
  | 'error'
  | 'progress'
  | 'details'
  | 'actions';

/** Parts of `<VariantGallery>` that take a class name of the app. */
export type GallerySlot =
  | 'root'
  | 'toolbar'
  | 'list'
  | 'image'
  | 'frame'
  | 'caption'
  | 'variants'
  | 'actions'
  | 'details'
  | 'undo'
  | 'loadMore'
  | 'lightbox';

/** Class names of the app, added to our own. */
export type ClassNames<Slot extends string> = Partial<Record<Slot, string>>;

/** The class names of a button: once the app names one, a single class of its own outweighs ours. */
export function buttonClasses(own: string, added: string | undefined): string {
  return classes(own, added && `tt-restyled ${added}`);
}

/** Our class name and the app's, together. */
export function classes(own: string, added: string | undefined): string {
  return added ? `${own} ${added}` : own;
}
