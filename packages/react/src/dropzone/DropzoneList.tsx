'use client';
import type { UploadItem } from '@tintype/core';
import { lazyModule } from '@tintype/core/loading';
import { type ReactElement, useRef } from 'react';
import { classes } from '../anatomy/slots.ts';
import { useHydrated } from '../anatomy/use-hydrated.ts';
import { LazyPart } from '../loading/LazyPart.tsx';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import type { DropzoneItemProps } from './DropzoneItem.tsx';
import { DropzonePart, useLook } from './dropzone-look.tsx';
import { useRowActions } from './use-row-actions.ts';
import { useSavedDetails } from './use-saved-details.ts';
import { useVisibleRows } from './use-visible-rows.ts';

/** What the list takes. */
export interface DropzoneListProps {
  upload: ImageUpload;
  /** Lets people put the pictures into another order. */
  reorderable: boolean;
  /** Lets people say what the pictures show. */
  editable: boolean;
}

const longListModule = lazyModule(() => import('./LongList.tsx'), 'LongList');

// So many rows cost nothing that could be felt. Of more, only those near the screen are rendered.
const MOST_ROWS = 300;

/** The pictures that came in. Renders a `<ul>`, or nothing while there is none. */
export function DropzoneList(props: DropzoneListProps): ReactElement | null {
  const { upload, editable } = props;
  // What is loaded on demand is not loaded on a server, nor while a browser takes over from it.
  const isHydrated = useHydrated();
  const reorderable = props.reorderable && isHydrated;
  const { labels, classNames } = useLook();
  const list = useRef<HTMLUListElement>(null);
  const { items, setVisible } = upload;
  const observe = useVisibleRows(setVisible);
  const actions = useRowActions(upload, list);
  const saved = useSavedDetails(upload, editable);
  const isLong = isHydrated && items.length > MOST_ROWS;

  const propsOf = (item: UploadItem, index: number): DropzoneItemProps => ({
    item,
    index: reorderable || isLong ? index : undefined,
    count: reorderable || isLong ? items.length : undefined,
    actions,
    reorderable,
    editable,
    saving: saved.get(item.id),
    observe,
  });

  if (items.length === 0) return null;
  const attributes = {
    className: classes('tt-items', classNames.list),
    'aria-label': labels.list,
    'aria-busy': upload.status === 'uploading',
  };
  const plain = (
    <ul ref={list} {...attributes}>
      {items.slice(0, MOST_ROWS).map((item, index) => (
        <DropzonePart key={item.id} part="Item" props={propsOf(item, index)} />
      ))}
    </ul>
  );
  if (!isLong) return plain;
  return (
    <LazyPart
      module={longListModule}
      props={{ list, attributes, items, propsOf }}
      place={(notice) => (
        <>
          {plain}
          {notice}
        </>
      )}
    />
  );
}
