'use client';
import { type DropzoneState, useDropzone } from 'react-dropzone';
import type { ImageUpload } from './use-image-upload.ts';

/** Options of {@link useImageDrop}. */
export interface ImageDropOptions {
  /** Takes nothing while `true`. A disabled `<fieldset>` around the element does the same. @default false */
  disabled?: boolean | undefined;
  /** Takes pictures that are pasted while the focus is inside, too. @default true */
  paste?: boolean | undefined;
}

/**
 * Lets files and folders be dropped, or pasted, onto an element. What may come in is decided by the
 * engine alone, so that a file that is refused appears with its reason instead of vanishing.
 *
 * @example
 * ```tsx
 * const drop = useImageDrop(upload);
 * return <div {...drop.getRootProps()}>{drop.isDragActive ? 'Let go' : 'Drop pictures here'}</div>;
 * ```
 */
export function useImageDrop(
  upload: Pick<ImageUpload, 'add'>,
  { disabled = false, paste = true }: ImageDropOptions = {},
): DropzoneState {
  const drop: DropzoneState = useDropzone({
    disabled,
    noPaste: !paste,
    // The zone is not a button; the chooser's button stands inside it.
    noClick: true,
    noKeyboard: true,
    onDrop: (files) => {
      if (files.length > 0 && !isInDisabledFieldset(drop.rootRef.current)) upload.add(files);
    },
  });
  return drop;
}

/** Browsers keep buttons in a disabled fieldset from being pressed, but nothing from being dropped. */
export function isInDisabledFieldset(element: Element | null): boolean {
  return element?.closest('fieldset:disabled') != null;
}
