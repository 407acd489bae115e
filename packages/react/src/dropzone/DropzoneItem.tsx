'use client';
import type { UploadItem } from '@tintype/core';
import { lazyModule } from '@tintype/core/loading';
import {
  memo,
  type NamedExoticComponent,
  type ReactElement,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { PARTS } from '../anatomy/attributes.ts';
import { classes } from '../anatomy/slots.ts';
import { useUniqueId } from '../anatomy/use-unique-id.ts';
import { LazyPart } from '../loading/LazyPart.tsx';
import { DropzonePart, useLook } from './dropzone-look.tsx';
import type { RowActions } from './row-actions.ts';
import type { SaveState } from './use-saved-details.ts';
import type { ObserveRow } from './use-visible-rows.ts';

const orderModule = lazyModule(() => import('./DropzoneItemOrder.tsx'), 'DropzoneItemOrder');
const detailsModule = lazyModule(() => import('./DropzoneItemDetails.tsx'), 'DropzoneItemDetails');

/** What a row takes. */
export interface DropzoneItemProps {
  item: UploadItem;
  /** Where it stands in the list, from 0, where that matters: rows that do not need it stay as they are. */
  index: number | undefined;
  /** How many rows there are, where that matters. */
  count: number | undefined;
  actions: RowActions;
  reorderable: boolean;
  editable: boolean;
  /** How storing its caption goes, while there is something to say of it. */
  saving: SaveState | undefined;
  /** Watches the row while it is there, so that previews on screen come first. */
  observe: ObserveRow;
}

/** One picture on its way. Renders an `<li>`. */
export const DropzoneItem: NamedExoticComponent<DropzoneItemProps> = memo(function DropzoneItem(
  props: DropzoneItemProps,
): ReactElement {
  const { item, index, count, observe } = props;
  const { classNames } = useLook();
  const row = useRef<HTMLLIElement>(null);
  const errorId = useUniqueId();
  const [editing, setEditing] = useState(false);
  const toggle = useCallback(() => setEditing((open) => !open), []);
  useEffect(() => (row.current ? observe(row.current) : undefined), [observe]);
  return (
    <li
      ref={row}
      className={classes('tt-item', classNames.item)}
      data-tt={PARTS.item}
      data-id={item.id}
      data-index={index}
      data-status={item.status}
      aria-setsize={count}
      aria-posinset={index === undefined ? undefined : index + 1}
      // Focus comes here when the button that had it disappears.
      tabIndex={-1}
    >
      <Order {...props} />
      <DropzonePart part="Thumbnail" props={{ item }} />
      <ItemText item={item} errorId={errorId} />
      <DropzonePart
        part="Actions"
        props={{
          item,
          actions: props.actions,
          errorId: 'error' in item ? errorId : undefined,
          editing: props.editable ? editing : undefined,
          onEdit: toggle,
        }}
      />
      {editing ? (
        <LazyPart
          module={detailsModule}
          props={{ item, actions: props.actions, saving: props.saving }}
          place={(notice) => notice && <div className="tt-item-details">{notice}</div>}
        />
      ) : null}
    </li>
  );
});

function ItemText({ item, errorId }: { item: UploadItem; errorId: string }): ReactElement {
  const { labels, classNames } = useLook();
  const { name } = item.file;
  return (
    <div className="tt-item-text">
      <p className={classes('tt-item-name', classNames.name)} title={name}>
        <bdi>{name}</bdi>
      </p>
      <p className="tt-item-meta">
        {item.size > 0 ? <bdi>{labels.size(item.size)}</bdi> : null}
        <DropzonePart part="Status" props={{ item }} />
      </p>
      {'error' in item ? <DropzonePart part="Error" props={{ item, id: errorId }} /> : null}
      <DropzonePart part="Progress" props={{ item }} />
    </div>
  );
}

function Order({ item, index, count, actions, reorderable }: DropzoneItemProps) {
  if (!reorderable || index === undefined || count === undefined) return null;
  return (
    <LazyPart
      module={orderModule}
      props={{ item, index, count, onMove: actions.move }}
      notice="button"
      place={(notice) => <span className="tt-item-order">{notice}</span>}
    />
  );
}
