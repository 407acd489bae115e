'use client';
import { type ReactElement, useCallback, useRef } from 'react';
import type { DropzoneLabels } from '../anatomy/dropzone-labels.ts';
import { type ClassNames, classes, type DropzoneSlot } from '../anatomy/slots.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import { DropzoneItem } from './DropzoneItem.tsx';
import { useVisibleRows } from './use-visible-rows.ts';

interface DropzoneListProps {
  upload: ImageUpload;
  labels: DropzoneLabels;
  classNames: ClassNames<DropzoneSlot>;
  /** Id of the button that chooses pictures. */
  areaId: string;
}

/** The pictures that came in. Renders a `<ul>`, or nothing while there is none. */
export function DropzoneList(props: DropzoneListProps): ReactElement | null {
  const { upload, labels, classNames, areaId } = props;
  const list = useRef<HTMLUListElement>(null);
  const { items, cancel, retry, remove, setVisible, uploader } = upload;
  const observe = useVisibleRows(setVisible);

  const removeAndMoveFocus = useCallback(
    (id: string) => {
      const isThere = (other: string) => uploader.getItem(other) !== undefined;
      const target = findNeighbour(list.current, id, isThere) ?? document.getElementById(areaId);
      target?.focus();
      remove(id);
    },
    [remove, areaId, uploader],
  );

  if (items.length === 0) return null;
  return (
    <ul ref={list} className={classes('tt-items', classNames.list)} aria-label={labels.list}>
      {items.map((item) => (
        <DropzoneItem
          key={item.id}
          item={item}
          labels={labels}
          className={classNames.item}
          observe={observe}
          onCancel={cancel}
          onRetry={retry}
          onRemove={removeAndMoveFocus}
        />
      ))}
    </ul>
  );
}

/**
 * The button that gets the focus when a row leaves: of the next row, or else of the one before, so
 * that focus never falls back to the page. Rows that have left already can still be on the screen
 * until the next frame.
 */
function findNeighbour(
  list: HTMLElement | null,
  id: string,
  isThere: (id: string) => boolean,
): HTMLElement | null {
  const rows = Array.from(list?.querySelectorAll<HTMLElement>('[data-id]') ?? []);
  const place = rows.findIndex((row) => row.dataset.id === id);
  const nearest = [...rows.slice(place + 1), ...rows.slice(0, place).reverse()];
  const neighbour = nearest.find((row) => isThere(row.dataset.id ?? ''));
  return neighbour?.querySelector('button') ?? null;
}
