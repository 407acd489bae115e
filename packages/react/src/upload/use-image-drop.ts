'use client';
import { fromEvent } from 'file-selector';
import { type DropzoneState, useDropzone } from 'react-dropzone';
import { isInDisabledFieldset } from './disabled-fieldset.ts';
import { readTransfer, type Transferring } from './read-transfer.ts';
import type { ImageUpload } from './use-image-upload.ts';

/** Options of {@link useImageDrop}. */
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
  options: ImageDropOptions = {},
): ImageDrop {
  const { disabled = false, paste = true } = options;
  const take = (files: File[]) => {
    if (files.length > 0 && !isInDisabledFieldset(drop.rootRef.current)) upload.add(files);
  };
  const drop: ImageDrop = useDropzone({
    disabled,
    noPaste: !paste,
    // The zone is not a button; the chooser's button stands inside it.
    noClick: true,
    noKeyboard: true,
    // react-dropzone gives up a folder that it is still reading when the next thing is dropped.
    getFilesFromEvent: async (event) => {
      if (!isTransfer(event)) return fromEvent(event);
      take(await readTransfer(event));
      return [];
    },
    onDrop: take,
  });
  return drop;
}

function isTransfer(event: unknown): event is Transferring {
  const { type } = event as Partial<Transferring>;
  return type === 'drop' || type === 'paste';
}
