'use client';
import { type RefObject, startTransition, useCallback, useEffect, useState } from 'react';
import {
  type GridLayout,
  type GridSegment,
  gridSegments,
  type RowRange,
  visibleRows,
} from './grid-window.ts';

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
const FROM_THE_TOP: RowRange = { first: 0, last: 0 };

/** Renders only those rows of a grid that are on screen or near it. All rows must be equally high. */
export function useGridWindow({ list, count, enabled }: GridWindowOptions): GridWindow {
  const windowed = enabled && count > UNMEASURED;
  const [layout, setLayout] = useState<GridLayout | null>(null);
  const [visible, setVisible] = useState(FROM_THE_TOP);
  const [kept, setKept] = useState<number | null>(null);

  useEffect(() => {
    const element = list.current;
    if (!windowed || !element) return;
    return watchGrid(element, (next, rows) => {
      // Rows are made in small pieces, between the frames of the scrolling.
      startTransition(() => {
        setLayout((now) => (now && next && isSame(now, next) ? now : next));
        setVisible((now) => (now.first === rows.first && now.last === rows.last ? now : rows));
      });
    });
  }, [windowed, list]);

  const columns = layout?.columns ?? 1;
  const keep = useCallback((index: number) => setKept(Math.floor(index / columns)), [columns]);
  if (!enabled) return { segments: [{ type: 'images', from: 0, to: count }], keep };
  if (!windowed || !layout) {
    return { segments: [{ type: 'images', from: 0, to: Math.min(count, UNMEASURED) }], keep };
  }
  return { segments: gridSegments(layout, count, visible, kept), keep };
}

type Report = (layout: GridLayout | null, rows: RowRange) => void;

function watchGrid(list: HTMLElement, report: Report): () => void {
  let frame = 0;
  let layout: GridLayout | null = null;
  const look = () => {
    frame = 0;
    layout = measure(list);
    if (!layout) return;
    report(layout, visibleRows(layout, list.getBoundingClientRect().top, window.innerHeight));
  };
  const lookSoon = () => {
    frame ||= requestAnimationFrame(look);
  };
  const observer = new ResizeObserver(lookSoon);
  observer.observe(list);
  // Whatever scrolls, the page or a box around the list: scrolling does not bubble, but is captured.
  document.addEventListener('scroll', lookSoon, { capture: true, passive: true });
  window.addEventListener('resize', lookSoon);
  look();
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
    document.removeEventListener('scroll', lookSoon, { capture: true });
    window.removeEventListener('resize', lookSoon);
  };
}

/** `null` where nothing is laid out: in a hidden tab panel, or in a test without a browser. */
function measure(list: HTMLElement): GridLayout | null {
  const item = list.querySelector(':scope > [data-id]');
  const rowHeight = item?.getBoundingClientRect().height ?? 0;
  if (rowHeight === 0) return null;
  const { gridTemplateColumns, rowGap } = getComputedStyle(list);
  const columns = gridTemplateColumns.split(' ').filter((width) => width.endsWith('px')).length;
  return { columns: Math.max(1, columns), rowHeight, gap: Number.parseFloat(rowGap) || 0 };
}

function isSame(one: GridLayout, other: GridLayout): boolean {
  return (
    one.columns === other.columns &&
    one.gap === other.gap &&
    // Fractions of a pixel differ with the place on the page.
    Math.abs(one.rowHeight - other.rowHeight) < 0.5
  );
}
