'use client';
import { type ReactElement, useCallback, useRef } from 'react';
import type { DropzoneLabels } from '../anatomy/labels.ts';
import { type ClassNames, classes, type DropzoneSlot } from '../anatomy/slots.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import { DropzoneItem } from './DropzoneItem.tsx';

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
  const { items, cancel, retry, remove } = upload;

  const removeAndMoveFocus = useCallback(
    (id: string) => {
      focusNeighbour(list.current, id, areaId);
      remove(id);
    },
    [remove, areaId],
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
          onCancel={cancel}
          onRetry={retry}
          onRemove={removeAndMoveFocus}
        />
      ))}
    </ul>
  );
}

/** Before a row leaves, focus goes to its neighbour, or back to the button: never to the page. */
function focusNeighbour(list: HTMLElement | null, id: string, areaId: string): void {
  const row = list?.querySelector(`[data-id="${id}"]`);
  const neighbour = row?.nextElementSibling ?? row?.previousElementSibling;
  const target = neighbour?.querySelector<HTMLElement>('button') ?? document.getElementById(areaId);
  target?.focus();
}
