'use client';
import { useCallback, useEffect, useRef } from 'react';

/** Watches a row, until the answer is called. */
export type ObserveRow = (row: HTMLElement) => () => void;

/**
 * Tells which rows are on screen, by their `data-id`, or just outside of it.
 *
 * @param setVisible - Told whenever that changes.
 */
export function useVisibleRows(setVisible: (ids: Iterable<string>) => void): ObserveRow {
  const observer = useRef<IntersectionObserver>(undefined);
  const visible = useRef(new Set<string>());
  const latest = useRef(setVisible);
  useEffect(() => {
    latest.current = setVisible;
  });
  useEffect(() => () => observer.current?.disconnect(), []);

  return useCallback((row) => {
    if (typeof IntersectionObserver !== 'function') return () => undefined;
    observer.current ??= new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const id = (target as HTMLElement).dataset.id ?? '';
          if (isIntersecting) visible.current.add(id);
          else visible.current.delete(id);
        }
        latest.current(visible.current);
      },
      { rootMargin: '200px' },
    );
    observer.current.observe(row);
    return () => {
      observer.current?.unobserve(row);
      visible.current.delete(row.dataset.id ?? '');
    };
  }, []);
}
