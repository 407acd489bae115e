'use client';
import type { Image } from '@tintype/core';
import { type RefObject, useEffect, useMemo, useState } from 'react';
import type { DeletionQueue } from './deletion-queue.ts';
import type { FocusWish } from './GalleryGrid.tsx';
import type { GalleryLook } from './gallery-parts.ts';
import { useLatest } from './use-latest.ts';

interface RemovalOptions {
  root: RefObject<HTMLElement | null>;
  queue: DeletionQueue;
  /** Those on show. */
  images: readonly Image[];
  labels: GalleryLook['labels'];
  announce: (message: string) => void;
  wishFocus: (wish: FocusWish) => void;
}

/** Deletes and brings back, and sees to it that the focus has a place and that people are told. */
export interface Removal {
  /** The focus goes to the next picture, or else to the one before. */
  deleteOne: (image: Image) => void;
  /** The focus goes to the offer to undo. */
  deleteAll: (images: readonly Image[]) => void;
  undo: () => void;
}

const DELETE_BUTTON = '[data-action="delete"]';

/** Deletion as people do it. */
export function useRemoval(options: RemovalOptions): Removal {
  const { root } = options;
  const latest = useLatest(options);
  const [undoFocus, focusUndo] = useState({ wanted: false });
  useEffect(() => {
    if (!undoFocus.wanted) return;
    root.current?.querySelector<HTMLElement>('[data-action="undo"]')?.focus();
  }, [undoFocus, root]);

  return useMemo(() => {
    function deleteAll(images: readonly Image[]): void {
      const { queue, announce, labels } = latest.current;
      queue.delete(images);
      announce(labels.deleted(images.length));
    }
    return {
      deleteAll(images) {
        deleteAll(images);
        focusUndo({ wanted: true });
      },
      deleteOne(image) {
        const { images, wishFocus } = latest.current;
        const place = images.findIndex(({ id }) => id === image.id);
        const neighbour = images[place + 1] ?? images[place - 1];
        deleteAll([image]);
        if (neighbour) wishFocus({ id: neighbour.id, target: DELETE_BUTTON });
        else focusUndo({ wanted: true });
      },
      undo() {
        const { queue, announce, labels, wishFocus } = latest.current;
        const back = queue.undo();
        announce(labels.restored(back.length));
        if (back[0]) wishFocus({ id: back[0].id, target: DELETE_BUTTON });
      },
    };
  }, [latest]);
}
