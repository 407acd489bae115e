import type { Ref, RefObject } from 'react';
import type { FormProblem } from '../anatomy/dropzone-labels.ts';

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
  /** What keeps the form from being sent now, asked or not. */
  validity: FormProblem | null;
  /** The browser has asked, and this is the answer. */
  onInvalid: () => void;
  /** The file input. */
  inputRef: RefObject<HTMLInputElement | null>;
  /** For the button that chooses pictures. */
  buttonRef: Ref<HTMLElement> | undefined;
}
