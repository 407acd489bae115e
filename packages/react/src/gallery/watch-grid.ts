import { startTransition } from 'react';
import { treeOf } from '../anatomy/tree.ts';
import { type GridLayout, type RowRange, visibleRows } from './grid-window.ts';

/** How a grid lies on the page, and which of its rows are to be rendered. */
export interface GridView {
  layout: GridLayout;
  rows: RowRange;
}

const SCROLLING = { capture: true, passive: true };

/** Follows a grid on its way over the screen. @returns the end of it. */
export function watchGrid(
  list: HTMLElement,
  setView: (change: (now: GridView | null) => GridView) => void,
): () => void {
  let frame = 0;
  const look = () => {
    frame = 0;
    const layout = measure(list);
    if (!layout) return;
    const rows = visibleRows(layout, list.getBoundingClientRect().top, window.innerHeight);
    // Rows are made in small pieces, between the frames of the scrolling.
    startTransition(() => setView((now) => changed(now, layout, rows)));
  };
  const lookSoon = () => {
    frame ||= requestAnimationFrame(look);
  };
  const observer = new ResizeObserver(lookSoon);
  observer.observe(list);
  // Whatever scrolls, the page or a box around the list: scrolling does not bubble, but is captured. The
  // document hears nothing of what scrolls inside a shadow root.
  const trees = new Set<EventTarget>([document, treeOf(list)]);
  for (const tree of trees) tree.addEventListener('scroll', lookSoon, SCROLLING);
  window.addEventListener('resize', lookSoon);
  look();
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
    for (const tree of trees) tree.removeEventListener('scroll', lookSoon, SCROLLING);
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

/** The same objects, as far as they say the same. */
function changed(now: GridView | null, next: GridLayout, rows: RowRange): GridView {
  const layout = now && isSame(now.layout, next) ? now.layout : next;
  const { first, last } = now?.rows ?? {};
  return now?.layout === layout && first === rows.first && last === rows.last
    ? now
    : { layout, rows };
}

function isSame(one: GridLayout, other: GridLayout): boolean {
  return (
    one.columns === other.columns &&
    one.gap === other.gap &&
    // Fractions of a pixel differ with the place on the page.
    Math.abs(one.rowHeight - other.rowHeight) < 0.5
  );
}
