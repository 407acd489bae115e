'use client';
import type { ReactElement } from 'react';
import { buttonClasses } from '../anatomy/slots.ts';
import { useGallery } from './gallery-context.ts';
import type { LoadMorePartProps } from './gallery-parts.ts';

/** Shows more, for those who do not scroll, and where scrolling did not help. Renders a `<button>`. */
export function GalleryLoadMore({ loading, onLoadMore }: LoadMorePartProps): ReactElement {
  const { labels, classNames } = useGallery();
  return (
    <button
      type="button"
      className={buttonClasses('tt-button tt-load-more', classNames.loadMore)}
      aria-disabled={loading}
      onClick={loading ? undefined : onLoadMore}
    >
      {loading ? labels.loading : labels.loadMore}
    </button>
  );
}
