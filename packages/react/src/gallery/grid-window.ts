/** How a grid lies on the page, in CSS pixels. */
export interface GridLayout {
  columns: number;
  rowHeight: number;
  gap: number;
}

/** Rows, both ends included. */
export interface RowRange {
  first: number;
  last: number;
}

/** A part of the list: pictures that are in the page, or a gap that is as high as those that are not. */
export type GridSegment =
  | { type: 'images'; from: number; to: number }
  | { type: 'gap'; from: number; height: number };

/**
 * The rows to render: those on screen, and as much again before and after them, so that a quick turn of
 * the wheel meets pictures.
 *
 * @param top - Where the list begins, from the top of the viewport.
 * @param height - Of the viewport.
 */
export function visibleRows(layout: GridLayout, top: number, height: number): RowRange {
  const pitch = layout.rowHeight + layout.gap;
  const first = Math.floor((-top - height * OVERSCAN) / pitch);
  const last = Math.ceil((-top + height * (1 + OVERSCAN)) / pitch);
  return { first: Math.max(0, first), last: Math.max(0, last) };
}

const OVERSCAN = 0.75;

/**
 * Cuts a list into what is rendered and what is not.
 *
 * @param count - Number of pictures.
 * @param visible - Rows to render.
 * @param kept - Another row to render, wherever it is: the one that has the focus.
 */
export function gridSegments(
  layout: GridLayout,
  count: number,
  visible: RowRange,
  kept: number | null,
): GridSegment[] {
  const end = Math.ceil(count / layout.columns) - 1;
  const last = Math.min(visible.last, end);
  const runs: RowRange[] = [{ first: Math.min(visible.first, Math.max(0, end)), last }];
  if (kept !== null && kept <= end && kept >= 0) runs.push({ first: kept, last: kept });
  runs.sort((one, other) => one.first - other.first);

  const segments: GridSegment[] = [];
  let next = 0;
  for (const run of runs) {
    const first = Math.max(run.first, next);
    if (first > run.last) continue;
    pushGap(segments, layout, next, first);
    const from = first * layout.columns;
    segments.push({ type: 'images', from, to: Math.min(count, (run.last + 1) * layout.columns) });
    next = run.last + 1;
  }
  pushGap(segments, layout, next, end + 1);
  return segments;
}

function pushGap(segments: GridSegment[], layout: GridLayout, first: number, until: number): void {
  const rows = until - first;
  if (rows <= 0) return;
  const height = rows * layout.rowHeight + (rows - 1) * layout.gap;
  segments.push({ type: 'gap', from: first * layout.columns, height });
}
