import type { DropzoneState } from 'react-dropzone';

/** Options of `useImageDrop`. */
export interface ImageDropOptions {
  /** Takes nothing while `true`. A disabled `<fieldset>` around the element does the same. @default false */
  disabled?: boolean | undefined;
  /** Takes pictures that are pasted while the focus is inside, too. @default true */
  paste?: boolean | undefined;
}

/** What makes an element take what is dropped on it: react-dropzone's, as far as it means something here. */
export type ImageDrop = Pick<
  DropzoneState,
  'getRootProps' | 'rootRef' | 'isDragActive' | 'isDragGlobal' | 'isFocused'
>;
