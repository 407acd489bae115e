'use client';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { useLatest } from './use-latest.ts';

interface LoadMoreOptions {
  /** An element behind the last picture. */
  end: RefObject<Element | null>;
  onLoadMore: (() => void) | undefined;
  loading: boolean;
  /** Number of pictures now. */
  count: number;
  /** Told how many came after they were asked for. */
  onLoaded: (count: number) => void;
}

// Asked for before they are needed.
const AHEAD = '1200px';

/**
 * Asks for more when the end comes near: once for each end, so that a failure is not repeated for ever.
 *
 * @returns what a button does.
 */
export function useLoadMore(options: LoadMoreOptions): () => void {
  const { end, onLoadMore, loading, count } = options;
  const latest = useLatest(options);
  const asked = useRef<number | null>(null);
  const ask = useCallback(() => {
    asked.current = latest.current.count;
    latest.current.onLoadMore?.();
  }, [latest]);

  const wanted = onLoadMore !== undefined && !loading && count > 0;
  useEffect(() => {
    if (asked.current !== null && count > asked.current) {
      latest.current.onLoaded(count - asked.current);
      asked.current = null;
    }
    if (!wanted || !end.current || typeof IntersectionObserver !== 'function') return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (asked.current !== count && entries.some((entry) => entry.isIntersecting)) ask();
      },
      // With the document as its root, it looks ahead inside of a frame too.
      { root: document, rootMargin: `${AHEAD} 0px` },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [wanted, count, end, ask, latest]);
  return ask;
}
