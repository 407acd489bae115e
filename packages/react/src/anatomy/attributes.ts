/**
 * The attributes that styles and tests may rely on.
 *
 * | attribute | on | present |
 * |---|---|---|
 * | `data-tt="dropzone"` | the root of `<ImageDropzone>` | always |
 * | `data-dragging` | the same | while files are dragged over it |
 * | `data-disabled` | the same | while it is disabled |
 * | `data-tt="warning"` | the notice that pictures would not survive a reload | while there is one |
 * | `data-tt="item"` | one picture of the list | always |
 * | `data-status` | the same | always: the item's status |
 * | `data-tt="gallery"` | the root of `<VariantGallery>` | always |
 * | `data-state` | the same | always: `loading`, `empty` or `filled` |
 * | `data-tt="image"` | one picture of the gallery | always |
 * | `data-variant` | its `<img>` | always: the name of the variant on show |
 * | `data-broken` | one picture of the gallery | while its variant cannot be shown |
 */
export const PARTS = {
  dropzone: 'dropzone',
  warning: 'warning',
  item: 'item',
  gallery: 'gallery',
  image: 'image',
} as const;

/** `true` as an attribute without a value, `false` as no attribute at all. */
export function present(value: boolean): '' | undefined {
  return value ? '' : undefined;
}
