'use client';
import { type ComponentType, type RefObject, useEffect, useLayoutEffect } from 'react';
import { readTransfer } from '../upload/read-transfer.ts';
import { useFileDrop } from '../upload/use-file-drop.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import type { DropHandlers } from './use-late-drop.ts';

/** What the reader takes. */
export interface DropReaderProps {
  upload: Pick<ImageUpload, 'add'>;
  /** What is dropped on. */
  root: RefObject<HTMLElement | null>;
  disabled: boolean;
  paste: boolean;
  /** Told what is to be called from now on. */
  onHandlers: (handlers: DropHandlers | null) => void;
  onDragging: (isDragging: boolean) => void;
}

/** Reads what is dropped on an element that it does not render itself. Renders nothing. */
function DropReader(props: DropReaderProps): null {
  const { upload, root, disabled, paste, onHandlers, onDragging } = props;
  const { rootRef, getRootProps, isDragActive } = useFileDrop(upload, { disabled, paste });
  useLayoutEffect(() => {
    if (root.current) rootRef.current = root.current;
    onHandlers(getRootProps());
  }, [rootRef, root, getRootProps, onHandlers]);
  useLayoutEffect(() => onDragging(isDragActive), [isDragActive, onDragging]);
  useEffect(() => () => onHandlers(null), [onHandlers]);
  return null;
}

/** What reads files and folders. */
export interface DropReading {
  Reader: ComponentType<DropReaderProps>;
  readTransfer: typeof readTransfer;
}

export const dropReading: DropReading = { Reader: DropReader, readTransfer };
