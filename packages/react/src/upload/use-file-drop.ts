'use client';
import { fromEvent } from 'file-selector';
import { useDropzone } from 'react-dropzone';
import { isInDisabledFieldset } from './disabled-fieldset.ts';
import type { ImageDrop, ImageDropOptions } from './image-drop.ts';
import { readTransfer, type Transferring } from './read-transfer.ts';
import type { ImageUpload } from './use-image-upload.ts';

/** `useImageDrop`, for parts that are loaded on demand. */
export function useFileDrop(
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
