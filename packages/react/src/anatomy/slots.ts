/** Parts of `<ImageDropzone>` that take a class name of the app. */
export type DropzoneSlot = 'root' | 'area' | 'button' | 'summary' | 'list' | 'item';

/** Parts of `<VariantGallery>` that take a class name of the app. */
export type GallerySlot = 'root' | 'list' | 'image' | 'variants' | 'actions';

/** Class names of the app, added to our own. */
export type ClassNames<Slot extends string> = Partial<Record<Slot, string>>;

/** Our class name and the app's, together. */
export function classes(own: string, added: string | undefined): string {
  return added ? `${own} ${added}` : own;
}
