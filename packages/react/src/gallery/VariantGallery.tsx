'use client';
import type { Image } from '@tintype/core';
import {
  type ForwardedRef,
  type ForwardRefExoticComponent,
  forwardRef,
  type ReactElement,
  type RefAttributes,
  useImperativeHandle,
  useRef,
} from 'react';
import { PARTS } from '../anatomy/attributes.ts';
import type { GalleryLabels } from '../anatomy/gallery-labels.ts';
import {
  addHandlers,
  type NamesOf,
  type RootAttributes,
  splitProps,
} from '../anatomy/root-attributes.ts';
import { type ClassNames, classes, type GallerySlot } from '../anatomy/slots.ts';
import { useSurroundings } from '../anatomy/use-surroundings.ts';
import { PartWordsContext } from '../loading/part-words.ts';
import { GalleryEmpty } from './GalleryEmpty.tsx';
import { GalleryGrid } from './GalleryGrid.tsx';
import { GalleryLoading } from './GalleryLoading.tsx';
import { GalleryLoadMore } from './GalleryLoadMore.tsx';
import { GalleryOverlays } from './GalleryOverlays.tsx';
import { GalleryPart } from './GalleryPart.tsx';
import { GalleryToolbar } from './GalleryToolbar.tsx';
import { GalleryContext } from './gallery-context.ts';
import type { GalleryComponents, GalleryRender } from './gallery-parts.ts';
import type { SignURL } from './url-signer.ts';
import { useGalleryLabels, useGallerySettings } from './use-gallery-settings.ts';
import { useGalleryState } from './use-gallery-state.ts';
import type { VariantSizes } from './variant-sizes.ts';

/** What `<VariantGallery>` takes besides attributes of its root element. */
export interface GalleryViewProps {
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
  components?: Partial<GalleryComponents> | undefined;
  /** Functions that render a part, with ours to wrap. Keep the object the same from render to render. */
  render?: GalleryRender | undefined;
}

/** What the root element of `<VariantGallery>` takes as any element does. */
export interface GalleryRootAttributes extends RootAttributes<keyof GalleryViewProps> {}

/** What `<VariantGallery>` takes. */
export interface VariantGalleryProps extends GalleryViewProps, GalleryRootAttributes {}

const VIEW: NamesOf<GalleryViewProps> = {
  images: true,
  loading: true,
  defaultVariant: true,
  variantSizes: true,
  sizes: true,
  signUrl: true,
  onDelete: true,
  undoTime: true,
  selectable: true,
  onSelectionChange: true,
  onLoadMore: true,
  lightbox: true,
  windowing: true,
  labels: true,
  classNames: true,
  className: true,
  components: true,
  render: true,
};

/**
 * Shows stored pictures, each in its variants. Renders a `<div>`, which gets the `ref` and all attributes that
 * are not named here.
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
export const VariantGallery: ForwardRefExoticComponent<
  VariantGalleryProps & RefAttributes<HTMLDivElement>
> = forwardRef<HTMLDivElement, VariantGalleryProps>(function VariantGallery(given, ref) {
  const [view, attributes] = splitProps<VariantGalleryProps, GalleryViewProps>(given, VIEW);
  return <GalleryView {...view} attributes={attributes} rootRef={ref} />;
});

type GalleryViewParts = GalleryViewProps & {
  attributes: GalleryRootAttributes;
  rootRef: ForwardedRef<HTMLDivElement>;
};

function GalleryView({ attributes, rootRef, ...props }: GalleryViewParts): ReactElement {
  const { loading = false, className, windowing = true, onLoadMore } = props;
  const root = useRef<HTMLDivElement>(null);
  useImperativeHandle(rootRef, () => root.current as HTMLDivElement, []);
  useSurroundings(root);
  const end = useRef<HTMLDivElement>(null);
  const labels = useGalleryLabels(props.labels);
  const shown = useGalleryState(props, { root, end, labels });
  const { images, control } = shown;
  const settings = useGallerySettings(props, labels, control);
  const { classNames, handlers } = settings;
  const isFilled = images.length > 0;
  const state = isFilled ? 'filled' : loading ? 'loading' : 'empty';
  return (
    <GalleryContext.Provider value={settings}>
      <PartWordsContext.Provider value={labels}>
        <div
          {...attributes}
          {...addHandlers(attributes, { onKeyDown: control.onKeyDown })}
          ref={root}
          className={classes(classes('tt-gallery', classNames.root), className)}
          data-tt={PARTS.gallery}
          data-state={state}
          aria-busy={loading}
        >
          <div className="tt-box">
            <p role="status" className="tt-visually-hidden">
              {state === 'loading' ? labels.loading : shown.message}
            </p>
            {isFilled && handlers.select ? (
              <GalleryPart
                part="Toolbar"
                standard={GalleryToolbar}
                props={{
                  count: images.length,
                  selected: shown.selected.size,
                  onSelectAll: control.selectAll,
                  onClear: control.clearSelection,
                  onDelete: handlers.delete ? control.deleteSelected : undefined,
                }}
              />
            ) : null}
            {isFilled ? (
              <GalleryGrid
                images={images}
                selected={shown.selected}
                windowing={windowing}
                focusWish={shown.focusWish}
              />
            ) : null}
            {state === 'loading' ? (
              <GalleryPart part="Loading" standard={GalleryLoading} props={{}} />
            ) : null}
            {state === 'empty' && shown.pending === 0 ? (
              <GalleryPart part="Empty" standard={GalleryEmpty} props={{}} />
            ) : null}
            <div ref={end} className="tt-end" />
            {onLoadMore && isFilled ? (
              <GalleryPart
                part="LoadMore"
                standard={GalleryLoadMore}
                props={{ loading, onLoadMore: control.loadMore }}
              />
            ) : null}
            <GalleryOverlays state={shown} />
          </div>
        </div>
      </PartWordsContext.Provider>
    </GalleryContext.Provider>
  );
}
