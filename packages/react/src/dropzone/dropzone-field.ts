import type { Ref } from 'react';

/** What the dropzone is to the form around it. */
export interface DropzoneField {
  /** Under which the ids of stored images are sent; `undefined` where nothing is. */
  name: string | undefined;
  /** Id of the form, where it is not the one around it. */
  form: string | undefined;
  /** Whether a form needs one stored image at least. */
  required: boolean;
  /** What is wrong, in words, once the browser has asked or the app has said it. */
  problem: string | null;
  /** For the button that chooses pictures. */
  buttonRef: Ref<HTMLElement> | undefined;
}
