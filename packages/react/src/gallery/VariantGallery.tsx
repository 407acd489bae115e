'use client';
import type { Image } from '@tintype/core';
import type { KeyboardEvent, ReactElement } from 'react';
import { PARTS } from '../anatomy/attributes.ts';
import type { GalleryLabels } from '../anatomy/gallery-labels.ts';
import { type ClassNames, classes, type GallerySlot } from '../anatomy/slots.ts';
import { GalleryGrid } from './GalleryGrid.tsx';
import { GalleryPart } from './GalleryPart.tsx';
import { GalleryContext } from './gallery-context.ts';
import type { GalleryComponents, GalleryRenders } from './gallery-parts.ts';
import type { SignURL } from './url-signer.ts';
import { type GalleryState, useGalleryState } from './use-gallery-state.ts';
import type { VariantSizes } from './variant-sizes.ts';

/** What `<VariantGallery>` takes. */
export interface VariantGalleryProps {
  /** The pictures to show, in this order. */
  images: readonly Image[];
  /** Shows that pictures, or more of them, are on the way. @default false */
  loading?: boolean | undefined;
  /**
   * The variant that each picture shows at first, where it has it.
   *
   * @default the browser chooses by size, and `public` is what is copied, opened and downloaded
   */
  defaultVariant?: string | undefined;
  /**
   * How large variants are, for `srcset`: widths in pixels by name, or what the API's list of variants
   * answers. Variants of unknown width, and those that crop, are shown only where a person picks them.
   *
   * @default `public` 1366 × 768, `thumbnail` 320 × 320, `hero` 2560 × 1440
   */
  variantSizes?: VariantSizes | undefined;
  /** How wide a picture is on the page, as an `<img>`'s `sizes`. @default `auto`, and a guess for browsers without it */
  sizes?: string | undefined;
  /**
   * Gives URLs under which private pictures can be seen for a while. They are renewed before they
   * expire. `relaySignUrl()` makes one that asks the relay.
   */
  signUrl?: SignURL | undefined;
  /**
   * Offers to delete pictures. Called once for each when the time to undo is over, when the gallery
   * goes, or when the page is left. A promise that is rejected brings the picture back.
   */
  onDelete?: ((image: Image) => unknown) | undefined;
  /** Milliseconds in which a deletion can be undone; 0 deletes at once. @default 8000 */
  undoTime?: number | undefined;
  /** Offers to select pictures. @default where `onDelete` or `onSelectionChange` is given */
  selectable?: boolean | undefined;
  /** Told the ids of all selected pictures, after each change. */
  onSelectionChange?: ((ids: string[]) => void) | undefined;
  /** Asked for more pictures when the end comes near, and by a button. */
  onLoadMore?: (() => void) | undefined;
  /** Opens pictures large. @default true */
  lightbox?: boolean | undefined;
  /**
   * Of more than 60 pictures, keeps only those in the page that are on screen or near it. All rows must
   * be equally high: switch it off for components of your own that are not.
   *
   * @default true
   */
  windowing?: boolean | undefined;
  /** Words to replace. @default English */
  labels?: Partial<GalleryLabels> | undefined;
  /** Class names to add. */
  classNames?: ClassNames<GallerySlot> | undefined;
  /** A class name to add to the root, as `classNames.root`. */
  className?: string | undefined;
  /** Components in place of ours, by part. Keep the object the same from render to render. */
  components?: GalleryComponents | undefined;
  /** Functions that render a part, with ours to wrap. Keep the object the same from render to render. */
  render?: GalleryRenders | undefined;
}

/**
 * Shows stored pictures, each in its variants. Renders a `<div>`.
 *
 * @example
 * ```tsx
 * const { data, hasNextPage, fetchNextPage } = useInfiniteQuery(imageQueries.list());
 * return (
 *   <VariantGallery
 *     images={data?.pages.flatMap((page) => page.images) ?? []}
 *     onLoadMore={hasNextPage ? fetchNextPage : undefined}
 *   />
 * );
 * ```
 */
export function VariantGallery(props: VariantGalleryProps): ReactElement {
  const { loading = false, className, onLoadMore } = props;
  const gallery = useGalleryState(props);
  const { images, settings, pending } = gallery;
  const { labels, classNames } = settings;
  const state = images.length > 0 ? 'filled' : loading ? 'loading' : 'empty';
  return (
    <GalleryContext.Provider value={settings}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only shortcuts for what has buttons */}
      <div
        ref={gallery.root}
        className={classes('tt-gallery', className ?? classNames.root)}
        data-tt={PARTS.gallery}
        data-state={state}
        aria-busy={loading}
        onKeyDown={(event) => onShortcut(event, gallery)}
      >
        <p role="status" className="tt-visually-hidden">
          {state === 'loading' ? labels.loading : gallery.message}
        </p>
        {state === 'filled' ? <Filled gallery={gallery} windowing={props.windowing} /> : null}
        {state === 'loading' ? <GalleryPart part="loading" props={{}} /> : null}
        {state === 'empty' && pending.length === 0 ? <GalleryPart part="empty" props={{}} /> : null}
        <div ref={gallery.end} className="tt-end" />
        {onLoadMore && state === 'filled' ? (
          <GalleryPart part="loadMore" props={{ loading, onLoadMore: gallery.loadMore }} />
        ) : null}
        <OpenLightbox gallery={gallery} />
        {gallery.lightbox.openId === null ? <UndoBar gallery={gallery} /> : null}
      </div>
    </GalleryContext.Provider>
  );
}

interface PieceProps {
  gallery: GalleryState;
}

function Filled({ gallery, windowing = true }: PieceProps & { windowing: boolean | undefined }) {
  const { images, selection, settings, removal } = gallery;
  const chosen = () => images.filter(({ id }) => selection.ids.has(id));
  return (
    <>
      {settings.handlers.select ? (
        <GalleryPart
          part="toolbar"
          props={{
            count: images.length,
            selected: selection.ids.size,
            onSelectAll: selection.selectAll,
            onClear: selection.clear,
            onRemove: settings.handlers.remove
              ? () => {
                  removal.removeAll(chosen());
                  selection.clear();
                }
              : undefined,
          }}
        />
      ) : null}
      <GalleryGrid
        images={images}
        selected={selection.ids}
        windowing={windowing}
        focusWish={gallery.focusWish}
      />
    </>
  );
}

/** Whoever points at it, or has the focus in it, gets all the time they need. */
function UndoBar({ gallery }: PieceProps) {
  const { queue, removal, pending } = gallery;
  if (pending.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only stops the clock
    <div
      className="tt-undo-place"
      onPointerEnter={queue.hold}
      onPointerLeave={queue.release}
      onFocus={queue.hold}
      onBlur={queue.release}
    >
      <GalleryPart part="undo" props={{ count: pending.length, onUndo: removal.undo }} />
    </div>
  );
}

function OpenLightbox({ gallery }: PieceProps) {
  const { Lightbox, openId, open, close } = gallery.lightbox;
  const { images, wishFocus, removal, message } = gallery;
  if (!Lightbox || openId === null) return null;
  return (
    <Lightbox
      images={images}
      id={openId}
      message={message}
      onMove={open}
      onRemove={(image) => removal.removeAll([image])}
      onClose={() => {
        close();
        wishFocus({ id: openId, target: '.tt-view' });
      }}
    >
      <UndoBar gallery={gallery} />
    </Lightbox>
  );
}

function onShortcut(event: KeyboardEvent, { selection, removal, pending }: GalleryState): void {
  const undoes = event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
  if (undoes && pending.length > 0) {
    event.preventDefault();
    removal.undo();
  }
  // In the lightbox, it closes that.
  const inDialog = (event.target as HTMLElement).closest('dialog') !== null;
  if (event.key === 'Escape' && !inDialog) selection.clear();
}
