'use client';
import type { Image } from '@tintype/core';
import { type ReactElement, useMemo } from 'react';
import { PARTS } from '../anatomy/attributes.ts';
import { type GalleryLabels, galleryLabels } from '../anatomy/gallery-labels.ts';
import { Icon } from '../anatomy/Icon.tsx';
import { type ClassNames, classes, type GallerySlot } from '../anatomy/slots.ts';
import { GalleryImage } from './GalleryImage.tsx';

/** What `<VariantGallery>` takes. */
export interface VariantGalleryProps {
  /** The pictures to show, in this order. */
  images: readonly Image[];
  /** Shows that pictures are on the way, while there is none yet. @default false */
  loading?: boolean | undefined;
  /** The variant that each picture shows at first, where it has it. @default 'public' */
  defaultVariant?: string | undefined;
  /** Offers to delete a picture. Asking back, and undoing, is the app's choice. */
  onDelete?: ((image: Image) => void) | undefined;
  /** Offers to show more, below the pictures. */
  onLoadMore?: (() => void) | undefined;
  /** Words to replace. @default English */
  labels?: Partial<GalleryLabels> | undefined;
  /** Class names to add. */
  classNames?: ClassNames<GallerySlot> | undefined;
  /** A class name to add to the root, as `classNames.root`. */
  className?: string | undefined;
}

/**
 * Shows stored pictures, each in its variants, with their URLs to copy. Renders a `<div>`.
 *
 * @example
 * ```tsx
 * const { data } = useInfiniteQuery(imageQueries.list());
 * return <VariantGallery images={data?.pages.flatMap((page) => page.images) ?? []} />;
 * ```
 */
export function VariantGallery(props: VariantGalleryProps): ReactElement {
  const { images, loading = false, classNames = NO_CLASS_NAMES, className, onLoadMore } = props;
  const { labels: words } = props;
  const labels = useMemo(() => ({ ...galleryLabels, ...words }), [words]);
  const state = images.length > 0 ? 'filled' : loading ? 'loading' : 'empty';
  return (
    <div
      className={classes('tt-gallery', className ?? classNames.root)}
      data-tt={PARTS.gallery}
      data-state={state}
      aria-busy={loading}
    >
      {state === 'filled' ? (
        <ul className={classes('tt-images', classNames.list)} aria-label={labels.region}>
          {images.map((image) => (
            <GalleryImage
              key={image.id}
              image={image}
              labels={labels}
              classNames={classNames}
              defaultVariant={props.defaultVariant ?? 'public'}
              onDelete={props.onDelete}
            />
          ))}
        </ul>
      ) : null}
      {state === 'loading' ? <Placeholders label={labels.loading} /> : null}
      {state === 'empty' ? (
        <p className="tt-empty">
          <Icon name="pictures" />
          {labels.empty}
        </p>
      ) : null}
      {onLoadMore && state === 'filled' ? (
        <button type="button" className="tt-button tt-load-more" onClick={onLoadMore}>
          {labels.loadMore}
        </button>
      ) : null}
    </div>
  );
}

// The same object each time, so that memo rows stay as they are.
const NO_CLASS_NAMES: ClassNames<GallerySlot> = {};

const PLACEHOLDERS = ['a', 'b', 'c', 'd', 'e', 'f'];

function Placeholders({ label }: { label: string }) {
  return (
    <>
      <p role="status" className="tt-visually-hidden">
        {label}
      </p>
      <div className="tt-images" aria-hidden="true">
        {PLACEHOLDERS.map((key) => (
          <span key={key} className="tt-image tt-placeholder" />
        ))}
      </div>
    </>
  );
}
