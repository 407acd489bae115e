/**
 * The attributes that styles and tests may rely on.
 *
 * | attribute | on | present |
 * |---|---|---|
 * | `data-tt="dropzone"` | the root of `<ImageDropzone>` | always |
 * | `data-dragging` | the same | while files are dragged over it |
 * | `data-disabled` | the same | while it is disabled |
 * | `data-filled` | the same | while there are pictures in its list |
 * | `data-tt="problem"` | what a form has to say about the pictures | while there is something |
 * | `data-waiting` | the same | while the form waits for images, and is sent when they are stored |
 * | `data-tt="page-drop"` | what covers the page | while files are dragged over the page, with `pageDrop` |
 * | `data-tt="camera"` | the dialog with the camera's picture | while it is open |
 * | `data-tt="warning"` | the notice that pictures would not survive a reload | while there is one |
 * | `data-tt="part-failed"` | the notice in place of a part whose code could not be loaded | until it is loaded |
 * | `data-tt="item"` | one picture of the list | always |
 * | `data-status` | the same | always: the item's status |
 * | `data-moving` | the same | while it is dragged to another place |
 * | `data-drop` | the same | while another is dragged over it: `before` or `after` |
 * | `data-tt="gallery"` | the root of `<VariantGallery>` | always |
 * | `data-state` | the same | always: `loading`, `empty` or `filled` |
 * | `data-tt="image"` | one picture of the gallery | always |
 * | `data-id` | the same | always: the id of the picture |
 * | `data-state` | the same | always: `signing`, `loading`, `waiting`, `shown` or `broken` |
 * | `data-selected` | the same | while it is selected |
 * | `data-broken` | the same | while its variant cannot be shown |
 * | `data-variant` | its `<img>` | always: the name of the variant on show |
 * | `data-tt="lightbox"` | the `<dialog>` with one picture, large | while it is open |
 * | `data-state` | the same | always, as of a picture of the gallery |
 * | `data-zoomed` | the same | while the picture is larger than its place |
 */
export const PARTS = {
  dropzone: 'dropzone',
  problem: 'problem',
  pageDrop: 'page-drop',
  camera: 'camera',
  warning: 'warning',
  partFailed: 'part-failed',
  item: 'item',
  gallery: 'gallery',
  image: 'image',
  lightbox: 'lightbox',
} as const;

/** `true` as an attribute without a value, `false` as no attribute at all. */
export function present(value: boolean): '' | undefined {
  return value ? '' : undefined;
}
