'use client';
import type { Image } from '@tintype/core';
import {
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react';
import { allLabels } from './all-labels.ts';
import type { FocusWish } from './GalleryGrid.tsx';
import { GalleryPart } from './GalleryPart.tsx';
import { GalleryUndo } from './GalleryUndo.tsx';
import { useGallery } from './gallery-context.ts';
import type { GalleryControl, GalleryReport } from './gallery-control.ts';
import { useAnnouncements } from './use-announcements.ts';
import { useDeletion } from './use-deletion.ts';
import { useLatest } from './use-latest.ts';
import { type GalleryLightboxState, useLightbox } from './use-lightbox.ts';
import { useLoadMore } from './use-load-more.ts';
import { type Removal, useRemoval } from './use-removal.ts';
import { useSelection } from './use-selection.ts';
import { useShownImages } from './use-shown-images.ts';
import type { VariantGalleryProps } from './VariantGallery.tsx';

/** What the controller takes. */
export interface GalleryControllerProps {
  /** What the app gave the gallery. */
  gallery: VariantGalleryProps;
  root: RefObject<HTMLElement | null>;
  /** An element behind the last picture. */
  end: RefObject<HTMLElement | null>;
  onReport: (report: GalleryReport) => void;
}

const UNDO_TIME = 8000;

/**
 * Everything that people do in a gallery, and what comes of it. Renders the lightbox and the offer to
 * undo, where there is one.
 */
export function GalleryController(props: GalleryControllerProps): ReactElement | null {
  const { gallery, root, end, onReport } = props;
  const { onDelete, loading = false, onLoadMore } = gallery;
  const labels = allLabels(useGallery());
  const [message, announce] = useAnnouncements();
  const [focusWish, wishFocus] = useState<FocusWish | null>(null);
  const { pending, hidden, queue } = useDeletion(gallery.images, {
    undoTime: gallery.undoTime ?? UNDO_TIME,
    onDelete: (image) => onDelete?.(image),
    onFailed: ({ filename }) => announce(labels.deleteFailed(filename || labels.unnamed)),
  });
  const images = useShownImages(gallery.images, hidden);
  const removal = useRemoval({ root, queue, images, labels, announce, wishFocus });
  const {
    ids: selected,
    select,
    selectAll,
    clear,
  } = useSelection(images, gallery.onSelectionChange);
  const lightbox = useLightbox(
    useCallback(() => announce(labels.lightbox.failed), [announce, labels]),
  );
  const loadMore = useLoadMore({
    ...{ end, onLoadMore, loading },
    count: gallery.images.length,
    onLoaded: (count) => announce(labels.loaded(count)),
  });

  const latest = useLatest({ images, selected, pending });
  const { open, prepare } = lightbox;
  const control: GalleryControl = useMemo(
    () => ({
      ...{ view: open, prepareView: prepare, delete: removal.deleteOne },
      ...{ select, selectAll, clearSelection: clear, loadMore, announce },
      deleteSelected() {
        const { images: shown, selected: chosen } = latest.current;
        removal.deleteAll(shown.filter(({ id }) => chosen.has(id)));
        clear();
      },
      onKeyDown(event: KeyboardEvent) {
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
    [open, prepare, removal, select, selectAll, clear, loadMore, announce, latest],
  );
  const isPending = pending.length > 0;
  // Before anything is painted, as if it were the gallery's own.
  useLayoutEffect(
    () => onReport({ control, hidden, isPending, selected, focusWish, message }),
    [onReport, control, hidden, isPending, selected, focusWish, message],
  );

  const undo = isPending ? (
    // Whoever points at it, or has the focus in it, gets all the time they need.
    // biome-ignore lint/a11y/noStaticElementInteractions: only stops the clock
    <div
      className="tt-undo-place"
      onPointerEnter={queue.hold}
      onPointerLeave={queue.release}
      onFocus={queue.hold}
      onBlur={queue.release}
    >
      <GalleryPart
        part="Undo"
        standard={GalleryUndo}
        props={{ count: pending.length, onUndo: removal.undo }}
      />
    </div>
  ) : null;
  const lightboxProps = { lightbox, images, message, removal, wishFocus };
  return lightbox.openId === null ? undo : <OpenLightbox {...lightboxProps}>{undo}</OpenLightbox>;
}

interface OpenLightboxProps {
  lightbox: GalleryLightboxState;
  images: readonly Image[];
  message: string;
  removal: Removal;
  wishFocus: (wish: FocusWish) => void;
  children: ReactElement | null;
}

function OpenLightbox(props: OpenLightboxProps): ReactElement | null {
  const { lightbox, images, message, removal, wishFocus, children } = props;
  const { Lightbox, openId, open, close } = lightbox;
  if (!Lightbox || openId === null) return null;
  return (
    <Lightbox
      images={images}
      id={openId}
      message={message}
      onMove={open}
      onDelete={(image) => removal.deleteAll([image])}
      onClose={() => {
        close();
        wishFocus({ id: openId, target: '.tt-view' });
      }}
    >
      {children}
    </Lightbox>
  );
}
