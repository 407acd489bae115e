'use client';
import {
  type ComponentType,
  type HTMLAttributes,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useLazyModule } from '../loading/use-lazy-module.ts';
import { isInDisabledFieldset } from '../upload/disabled-fieldset.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import type { DropReaderProps } from './DropReader.tsx';
import { dropReadingModule } from './drop-reading-module.ts';
import { holdsFiles, keepTransfer } from './kept-transfer.ts';

/** What an element has to listen to. */
export type DropHandlers = Pick<HTMLAttributes<HTMLElement>, DropHandlerName>;
type DropHandlerName = 'onDragEnter' | 'onDragOver' | 'onDragLeave' | 'onDrop' | 'onPaste';
type TransferEvent = Parameters<typeof keepTransfer>[0];

interface LateDropOptions {
  root: RefObject<HTMLElement | null>;
  disabled: boolean;
  paste: boolean;
}

interface LateDrop {
  /** For the element. The same as long as it lives. */
  handlers: DropHandlers;
  isDragActive: boolean;
  /** What reads, to be rendered after the element; `undefined` until it is there. */
  Reader: ComponentType<DropReaderProps> | undefined;
  readerProps: Pick<DropReaderProps, 'onHandlers' | 'onDragging'>;
  /** Loads what reads again; `null` unless something was dropped and it could not be loaded. */
  onRetry: (() => void) | null;
}

/**
 * Lets files and folders be dropped on an element, or pasted. What reads them is loaded when the page is
 * idle, or once something hangs over the element; what is dropped before that waits for it.
 */
export function useLateDrop(upload: Pick<ImageUpload, 'add'>, options: LateDropOptions): LateDrop {
  const [isDraggedEarly, setDraggedEarly] = useState(false);
  const [isDragged, onDragging] = useState(false);
  const reader = useRef<DropHandlers>(null);
  const latest = useRef({ add: upload.add, ...options });
  useEffect(() => {
    latest.current = { add: upload.add, ...options };
  });
  // Drops and pastes whose files are not read yet.
  const [waiting, setWaiting] = useState(0);
  const reading = useLazyModule(dropReadingModule, isDraggedEarly || waiting > 0);
  const Reader = reading.status === 'loaded' ? reading.value.Reader : undefined;
  usePageKept(Reader === undefined);

  const onHandlers = useCallback((handlers: DropHandlers | null) => {
    reader.current = handlers;
  }, []);

  const handlers = useMemo<DropHandlers>(() => {
    const isWanted = (event: TransferEvent) => !latest.current.disabled && holdsFiles(event);
    async function takeLater(event: TransferEvent): Promise<void> {
      event.preventDefault();
      const kept = keepTransfer(event);
      setWaiting((count) => count + 1);
      const { readTransfer } = await new Promise(dropReadingModule.use);
      setWaiting((count) => count - 1);
      const files = await readTransfer(kept);
      const { root, add } = latest.current;
      // Without an element there is nobody left to take them.
      if (files.length > 0 && root.current && !isInDisabledFieldset(root.current)) add(files);
    }
    return {
      onDragEnter(event) {
        if (reader.current) reader.current.onDragEnter?.(event);
        else if (isWanted(event)) setDraggedEarly(true);
      },
      onDragOver(event) {
        if (reader.current) reader.current.onDragOver?.(event);
        else if (isWanted(event)) event.preventDefault();
      },
      onDragLeave(event) {
        reader.current?.onDragLeave?.(event);
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) {
          setDraggedEarly(false);
        }
      },
      onDrop(event) {
        setDraggedEarly(false);
        if (reader.current) reader.current.onDrop?.(event);
        else if (isWanted(event)) void takeLater(event);
      },
      onPaste(event) {
        if (reader.current) reader.current.onPaste?.(event);
        else if (latest.current.paste && isWanted(event)) void takeLater(event);
      },
    };
  }, []);
  return {
    handlers,
    isDragActive: isDraggedEarly || isDragged,
    Reader,
    readerProps: { onHandlers, onDragging },
    onRetry: reading.status === 'failed' && waiting > 0 ? dropReadingModule.retry : null,
  };
}

/** A file that is dropped beside the element would take the place of the page. */
function usePageKept(isActive: boolean): void {
  useEffect(() => {
    if (!isActive) return;
    const keep = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    document.addEventListener('dragover', keep);
    document.addEventListener('drop', keep);
    return () => {
      document.removeEventListener('dragover', keep);
      document.removeEventListener('drop', keep);
    };
  }, [isActive]);
}
