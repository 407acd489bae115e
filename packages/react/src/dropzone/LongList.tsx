'use client';
import { type Range, useVirtualizer } from '@tanstack/react-virtual';
import type { UploadItem } from '@tintype/core';
import { type ReactElement, type RefObject, useCallback, useLayoutEffect, useRef } from 'react';
import { focusedBeside } from '../anatomy/tree.ts';
import type { DropzoneItemProps } from './DropzoneItem.tsx';
import { DropzonePart } from './dropzone-look.tsx';

interface LongListProps {
  list: RefObject<HTMLUListElement | null>;
  attributes: { className: string; 'aria-label': string; 'aria-busy': boolean };
  items: readonly UploadItem[];
  propsOf: (item: UploadItem, index: number) => DropzoneItemProps;
}

// Pixels of a row, until it was measured.
const ROW = 77;
const BEYOND_THE_EDGE = 6;

/**
 * A list of very many rows, of which only those near the screen are rendered. Renders a `<ul>`, whose
 * rows say how many there are. The row that has the focus stays, wherever it is.
 */
export function LongList({ list, attributes, items, propsOf }: LongListProps): ReactElement {
  const keyOf = useCallback((index: number) => items[index]?.id ?? index, [items]);
  const rangeOf = useCallback((range: Range) => rowsOf(range, list.current), [list]);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW,
    getItemKey: keyOf,
    rangeExtractor: rangeOf,
    overscan: BEYOND_THE_EDGE,
  });
  const rows = virtualizer.getVirtualItems();
  const measured = useRef(new WeakSet<Element>());
  const total = virtualizer.getTotalSize();

  // By script, for a strict Content Security Policy lets no style attribute pass.
  useLayoutEffect(() => {
    let end = 0;
    for (const { index, start, end: next } of rows) {
      const row = list.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
      row?.style.setProperty('margin-block-start', `${start - end}px`);
      end = next;
    }
    list.current?.style.setProperty('--tt-rest', `${total - end}px`);
    const elements = list.current?.querySelectorAll<HTMLElement>('[data-index]') ?? [];
    for (const element of elements) {
      // Once; from then on the virtualizer watches them.
      if (measured.current.has(element)) continue;
      measured.current.add(element);
      virtualizer.measureElement(element);
    }
  });

  return (
    <ul ref={list} {...attributes} data-windowed="">
      {rows.map(({ index, key }) => {
        const item = items[index];
        return item && <DropzonePart key={key} part="Item" props={propsOf(item, index)} />;
      })}
    </ul>
  );
}

function rowsOf({ startIndex, endIndex, overscan, count }: Range, list: Element | null): number[] {
  const first = Math.max(0, startIndex - overscan);
  const last = Math.min(count - 1, endIndex + overscan);
  const rows = Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  const active = focusedBeside(list);
  const focused = list?.contains(active)
    ? Number(active?.closest<HTMLElement>('[data-index]')?.dataset.index)
    : Number.NaN;
  if (focused < first) return [focused, ...rows];
  return focused > last && focused < count ? [...rows, focused] : rows;
}
