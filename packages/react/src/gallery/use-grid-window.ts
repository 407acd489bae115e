'use client';
import { type RefObject, useCallback, useEffect, useState } from 'react';
import { type GridSegment, gridSegments } from './grid-window.ts';
import { type GridView, watchGrid } from './watch-grid.ts';

interface GridWindowOptions {
  list: RefObject<HTMLElement | null>;
  count: number;
  /** `false` renders everything. */
  enabled: boolean;
}

/** What of a long list is in the page. */
export interface GridWindow {
  segments: GridSegment[];
  /** Keeps the row of this picture in the page, wherever it is. */
  keep: (index: number) => void;
}

// So many are rendered before anything can be measured, such as on a server.
const UNMEASURED = 60;

/** Renders only those rows of a grid that are on screen or near it. All rows must be equally high. */
export function useGridWindow({ list, count, enabled }: GridWindowOptions): GridWindow {
  const windowed = enabled && count > UNMEASURED;
  const [view, setView] = useState<GridView | null>(null);
  const [kept, setKept] = useState<number | null>(null);

  useEffect(() => {
    if (windowed && list.current) return watchGrid(list.current, setView);
  }, [windowed, list]);

  const columns = view?.layout.columns ?? 1;
  const keep = useCallback((index: number) => setKept(Math.floor(index / columns)), [columns]);
  if (windowed && view) {
    return { segments: gridSegments(view.layout, count, view.rows, kept), keep };
  }
  const to = enabled ? Math.min(count, UNMEASURED) : count;
  return { segments: [{ type: 'images', from: 0, to }], keep };
}
