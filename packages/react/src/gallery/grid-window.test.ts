import { expect, it } from 'vitest';
import { type GridSegment, gridSegments, visibleRows } from './grid-window.ts';

const layout = { columns: 4, rowHeight: 300, gap: 20 };

/** Height of the whole list, as it would be laid out. */
function heightOf(segments: readonly GridSegment[]): number {
  const heights = segments.map((segment) => {
    if (segment.type === 'gap') return segment.height;
    const rows = Math.ceil((segment.to - segment.from) / layout.columns);
    return rows * 320 - 20;
  });
  return heights.reduce((sum, height) => sum + height + 20, -20);
}

it('renders what is on screen and as much again around it', () => {
  expect(visibleRows(layout, 0, 800)).toEqual({ first: 0, last: 5 });
  expect(visibleRows(layout, -32_000, 800)).toEqual({ first: 98, last: 105 });
  expect(visibleRows(layout, 5000, 800)).toEqual({ first: 0, last: 0 });
});

it('puts gaps before and after, so that the list is as high as ever', () => {
  const whole = heightOf([{ type: 'images', from: 0, to: 10_000 }]);
  for (const visible of [
    { first: 0, last: 5 },
    { first: 98, last: 105 },
    { first: 2490, last: 2600 },
    { first: 5000, last: 6000 },
  ]) {
    for (const kept of [null, 0, 97, 100, 2499, 9999]) {
      const segments = gridSegments(layout, 10_000, visible, kept);
      expect(heightOf(segments)).toBe(whole);
      expect(segments.some((segment) => segment.type === 'images')).toBe(true);
    }
  }
});

it('keeps the row that has the focus, wherever it is', () => {
  expect(gridSegments(layout, 402, { first: 40, last: 45 }, 3)).toEqual([
    { type: 'gap', from: 0, height: 940 },
    { type: 'images', from: 12, to: 16 },
    { type: 'gap', from: 16, height: 36 * 320 - 20 },
    { type: 'images', from: 160, to: 184 },
    { type: 'gap', from: 184, height: 55 * 320 - 20 },
  ]);
  expect(gridSegments(layout, 402, { first: 40, last: 45 }, 42)).toHaveLength(3);
});

it('ends with the last picture', () => {
  expect(gridSegments(layout, 10, { first: 0, last: 9 }, null)).toEqual([
    { type: 'images', from: 0, to: 10 },
  ]);
});
