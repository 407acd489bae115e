'use client';
import type { Image } from '@tintype/core';
import { type KeyboardEvent, type RefObject, useMemo, useState } from 'react';
import type { FocusWish } from './GalleryGrid.tsx';
import type { GalleryLook } from './gallery-parts.ts';
import { useAnnouncements } from './use-announcements.ts';
import { useDeletion } from './use-deletion.ts';
import { useLatest } from './use-latest.ts';
import { useLoadMore } from './use-load-more.ts';
import { useRemoval } from './use-removal.ts';
import { useSelection } from './use-selection.ts';
import { useShownImages } from './use-shown-images.ts';
import type { GalleryViewProps } from './VariantGallery.tsx';

/** What users can do in a gallery. The same functions as long as it lives. */
export interface GalleryControl {
  /** Opens the lightbox. */
  view: (id: string) => void;
  /** Closes the lightbox. @param id - The image that it was open for, which gets the focus. */
  closeView: (id: string | null) => void;
  delete: (image: Image) => void;
  /** Deletes an image while another takes its place on the screen. */
  deleteInView: (image: Image) => void;
  deleteSelected: () => void;
  undo: () => void;
  /** Selects one image, or everything since the last one with `range`. */
  select: (id: string, range: boolean) => void;
  selectAll: () => void;
  clearSelection: () => void;
  loadMore: () => void;
  announce: (message: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** Everything that changes in a gallery while it is used. */
export interface GalleryState {
  /** All images but those that are deleted, or are about to be. */
  images: readonly Image[];
  selected: ReadonlySet<string>;
  /** How many deletions can be undone. */
  pending: number;
  /** The image in the lightbox, or `null` while it is closed. */
  openId: string | null;
  /** What is said to assistive technology. */
  message: string;
  focusWish: FocusWish | null;
  control: GalleryControl;
  /** Stops the clock of what can be undone, and starts it again. */
  clock: { hold: () => void; release: () => void };
}

interface GalleryPlaces {
  root: RefObject<HTMLElement | null>;
  /** An element behind the last image. */
  end: RefObject<HTMLElement | null>;
  labels: GalleryLook['labels'];
}

const UNDO_TIME = 8000;

/** Returns what a gallery shows, and what can be done in it. */
export function useGalleryState(gallery: GalleryViewProps, places: GalleryPlaces): GalleryState {
  const { onDelete, onLoadMore, loading = false, undoTime = UNDO_TIME } = gallery;
  const { root, end, labels } = places;
  const [message, announce] = useAnnouncements();
  const [focusWish, wishFocus] = useState<FocusWish | null>(null);
  const [openId, view] = useState<string | null>(null);
  const { pending, hidden, queue } = useDeletion(gallery.images, {
    undoTime,
    onDelete: (image) => onDelete?.(image),
    onFailed: ({ filename }) => announce(labels.deleteFailed(filename || labels.unnamed)),
  });
  const images = useShownImages(gallery.images, hidden);
  const removal = useRemoval({ root, queue, images, labels, announce, wishFocus });
  const selection = useSelection(images, gallery.onSelectionChange);
  const loadMore = useLoadMore({
    ...{ end, onLoadMore, loading },
    count: gallery.images.length,
    onLoaded: (count) => announce(labels.loaded(count)),
  });
  const latest = useLatest({ images, selected: selection.ids, pending });
  const { select, selectAll, clear } = selection;

  const control = useMemo<GalleryControl>(
    () => ({
      ...{ view, delete: removal.deleteOne, undo: removal.undo, announce },
      ...{ select, selectAll, clearSelection: clear, loadMore },
      closeView(id) {
        view(null);
        if (id !== null) wishFocus({ id, target: '.tt-view' });
      },
      deleteInView: (image) => removal.deleteAll([image]),
      deleteSelected() {
        const { images: shown, selected } = latest.current;
        removal.deleteAll(shown.filter(({ id }) => selected.has(id)));
        clear();
      },
      onKeyDown(event) {
        const undoes = event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
        if (undoes && latest.current.pending.length > 0) {
          event.preventDefault();
          removal.undo();
        }
        // In the lightbox, it closes that.
        const inDialog = (event.target as HTMLElement).closest('dialog') !== null;
        if (event.key === 'Escape' && !inDialog) clear();
      },
    }),
    [removal, select, selectAll, clear, loadMore, announce, latest],
  );
  return {
    ...{ images, openId, message, focusWish, control, clock: queue },
    selected: selection.ids,
    pending: pending.length,
  };
}
