'use client';
import type { Image } from '@tintype/core';
import { type RefObject, useEffect, useMemo, useState } from 'react';
import type { GalleryLabels } from '../anatomy/gallery-labels.ts';
import type { DeletionQueue } from './deletion-queue.ts';
import type { FocusWish } from './GalleryGrid.tsx';
import { useLatest } from './use-latest.ts';

interface RemovalOptions {
  root: RefObject<HTMLElement | null>;
  queue: DeletionQueue;
  /** Those on show. */
  images: readonly Image[];
  labels: GalleryLabels;
  announce: (message: string) => void;
  wishFocus: (wish: FocusWish) => void;
}

/** Deletes and brings back, and sees to it that the focus has a place and that people are told. */
export interface Removal {
  /** The focus goes to the next picture, or else to the one before. */
  remove: (image: Image) => void;
  /** The focus goes to the offer to undo. */
  removeAll: (images: readonly Image[]) => void;
  undo: () => void;
}

const REMOVE_BUTTON = '[data-action="remove"]';

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
    function removeAll(images: readonly Image[]): void {
      const { queue, announce, labels } = latest.current;
      queue.remove(images);
      announce(labels.deleted(images.length));
    }
    return {
      removeAll(images) {
        removeAll(images);
        focusUndo({ wanted: true });
      },
      remove(image) {
        const { images, wishFocus } = latest.current;
        const place = images.findIndex(({ id }) => id === image.id);
        const neighbour = images[place + 1] ?? images[place - 1];
        removeAll([image]);
        if (neighbour) wishFocus({ id: neighbour.id, target: REMOVE_BUTTON });
        else focusUndo({ wanted: true });
      },
      undo() {
        const { queue, announce, labels, wishFocus } = latest.current;
        const back = queue.undo();
        announce(labels.restored(back.length));
        if (back[0]) wishFocus({ id: back[0].id, target: REMOVE_BUTTON });
      },
    };
  }, [latest]);
}
