'use client';
import type { Image } from '@tintype/core';
import { type RefObject, useCallback, useMemo, useRef, useState } from 'react';
import { galleryLabels } from '../anatomy/gallery-labels.ts';
import type { DeletionQueue } from './deletion-queue.ts';
import type { FocusWish } from './GalleryGrid.tsx';
import type { GallerySettings } from './gallery-context.ts';
import type { GalleryHandlers } from './gallery-parts.ts';
import { DEFAULT_SIZES } from './source-set.ts';
import { standardParts } from './standard-parts.ts';
import { createURLSigner } from './url-signer.ts';
import { useAnnouncements } from './use-announcements.ts';
import { useDeletion } from './use-deletion.ts';
import { useLatest } from './use-latest.ts';
import { type GalleryLightboxState, useLightbox } from './use-lightbox.ts';
import { useLoadMore } from './use-load-more.ts';
import { type Removal, useRemoval } from './use-removal.ts';
import { type GallerySelection, useSelection } from './use-selection.ts';
import type { VariantGalleryProps } from './VariantGallery.tsx';
import { readVariantSizes } from './variant-sizes.ts';

/** Everything that a gallery knows. */
export interface GalleryState {
  root: RefObject<HTMLDivElement | null>;
  end: RefObject<HTMLDivElement | null>;
  /** Those on show: all but the deleted. */
  images: readonly Image[];
  /** Deleted pictures that can be brought back. */
  pending: readonly Image[];
  queue: DeletionQueue;
  removal: Removal;
  selection: GallerySelection;
  lightbox: GalleryLightboxState;
  loadMore: () => void;
  focusWish: FocusWish | null;
  wishFocus: (wish: FocusWish) => void;
  /** What is said to assistive technology. */
  message: string;
  settings: GallerySettings;
}

const UNDO_TIME = 8000;

/** The wiring of a gallery. */
export function useGalleryState(props: VariantGalleryProps): GalleryState {
  const { onLoadMore, loading = false, onDelete } = props;
  const root = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const { labels: words } = props;
  const labels = useMemo(() => ({ ...galleryLabels, ...words }), [words]);
  const [message, announce] = useAnnouncements();
  const [focusWish, wishFocus] = useState<FocusWish | null>(null);

  const { pending, hidden, queue } = useDeletion(props.images, {
    undoTime: props.undoTime ?? UNDO_TIME,
    onDelete: (image) => onDelete?.(image),
    onFailed: ({ filename }) => announce(labels.deleteFailed(filename || labels.unnamed)),
  });
  const images = useMemo(
    () => (hidden.size > 0 ? props.images.filter(({ id }) => !hidden.has(id)) : props.images),
    [props.images, hidden],
  );
  const removal = useRemoval({ root, queue, images, labels, announce, wishFocus });
  const selection = useSelection(images, props.onSelectionChange);
  const lightbox = useLightbox(
    useCallback(() => announce(labels.lightbox.failed), [announce, labels]),
  );
  const loadMore = useLoadMore({
    ...{ end, onLoadMore, loading },
    count: props.images.length,
    onLoaded: (count) => announce(labels.loaded(count)),
  });

  const selectable = props.selectable ?? Boolean(onDelete || props.onSelectionChange);
  const { open, prepare } = lightbox;
  const { remove } = removal;
  const { select } = selection;
  // A new function of the app each time is still the same offer.
  const deletable = onDelete !== undefined;
  const handlers: GalleryHandlers = useMemo(
    () => ({
      view: (props.lightbox ?? true) ? open : null,
      prepareView: prepare,
      remove: deletable ? remove : null,
      select: selectable ? select : null,
      announce,
    }),
    [props.lightbox, open, prepare, deletable, remove, selectable, select, announce],
  );
  const settings = useSettings(props, labels, handlers);
  return {
    ...{ root, end, images, pending, queue, removal, selection, lightbox, loadMore },
    ...{ focusWish, wishFocus, message, settings },
  };
}

// The same objects each time, so that memo rows stay as they are.
const NOTHING = {};

function useSettings(
  props: VariantGalleryProps,
  labels: GallerySettings['labels'],
  handlers: GalleryHandlers,
): GallerySettings {
  const { components = NOTHING, render = NOTHING, classNames = NOTHING } = props;
  const { sizes = DEFAULT_SIZES, defaultVariant, variantSizes, signUrl } = props;
  const latest = useLatest(signUrl);
  const signs = signUrl !== undefined;
  const [choices] = useState(() => new Map<string, string | null>());
  const signer = useMemo(() => {
    const sign = async (image: Image, variant: string) => {
      if (!latest.current) throw new Error('Tintype: signUrl was taken away.');
      return latest.current(image, variant);
    };
    return signs ? createURLSigner(sign) : null;
  }, [signs, latest]);
  // Mostly written in place, and then another object each time.
  const told = JSON.stringify(variantSizes ?? {});
  const known = useMemo(() => readVariantSizes(JSON.parse(told)), [told]);
  const parts = useMemo(() => ({ ...standardParts, ...components }), [components]);
  return useMemo(
    () => ({
      ...{ labels, classNames, parts, render, sizes, defaultVariant, signer, choices, handlers },
      variantSizes: known,
    }),
    [labels, classNames, parts, render, sizes, defaultVariant, signer, choices, handlers, known],
  );
}
