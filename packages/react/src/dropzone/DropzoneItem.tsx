'use client';
import type { UploadItem } from '@tintype/core';
import {
  memo,
  type NamedExoticComponent,
  type ReactElement,
  useEffect,
  useRef,
  useState,
} from 'react';
import { PARTS } from '../anatomy/attributes.ts';
import type { DropzoneLabels } from '../anatomy/dropzone-labels.ts';
import { Icon, type IconName } from '../anatomy/Icon.tsx';
import { classes } from '../anatomy/slots.ts';
import { DropzoneItemProgress } from './DropzoneItemProgress.tsx';
import type { ObserveRow } from './use-visible-rows.ts';

interface DropzoneItemProps {
  item: UploadItem;
  labels: DropzoneLabels;
  className: string | undefined;
  observe: ObserveRow;
  onCancel: (id: string) => void;
  onRetry: (id: string) => void;
  onRemove: (id: string) => void;
}

/** One picture on its way. Renders an `<li>`. */
export const DropzoneItem: NamedExoticComponent<DropzoneItemProps> = memo(function DropzoneItem(
  props: DropzoneItemProps,
): ReactElement {
  const { item, labels, className, observe } = props;
  const { name } = item.file;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => (row.current ? observe(row.current) : undefined), [observe]);
  return (
    <li
      ref={row}
      className={classes('tt-item', className)}
      data-tt={PARTS.item}
      data-id={item.id}
      data-status={item.status}
      // Focus comes here when the button that had it disappears.
      tabIndex={-1}
    >
      <Thumbnail key={item.previewUrl} url={item.previewUrl} name={name} />
      <div className="tt-item-text">
        <p className="tt-item-name" title={name}>
          <bdi>{name}</bdi>
        </p>
        <p className="tt-item-meta">
          <bdi>{labels.size(item.size)}</bdi>
          <span className="tt-item-status">
            <StatusIcon status={item.status} />
            <bdi>{labels.status(item)}</bdi>
          </span>
        </p>
        {'error' in item ? (
          <p className="tt-item-error">
            <bdi>{labels.error(item.error)}</bdi>
          </p>
        ) : null}
        <DropzoneItemProgress item={item} labels={labels} />
      </div>
      <ItemActions {...props} />
    </li>
  );
});

/** The picture itself; its name stands beside it, so it says nothing to a screen reader. */
function Thumbnail({ url, name }: { url: string | null; name: string }) {
  const [broken, setBroken] = useState(false);
  return (
    <span className="tt-thumbnail">
      {url === null || broken ? (
        <span className="tt-thumbnail-empty">
          <Icon name="pictures" />
          {HEIC.test(name) ? (
            <span className="tt-thumbnail-type" aria-hidden="true">
              HEIC
            </span>
          ) : null}
        </span>
      ) : (
        <img src={url} alt="" decoding="async" onError={() => setBroken(true)} />
      )}
    </span>
  );
}

// Most browsers cannot show these, and nobody should wonder why there is no picture.
const HEIC = /\.hei[cf]$/i;

function StatusIcon({ status }: Pick<UploadItem, 'status'>) {
  if (status === 'done') return <Icon name="check" />;
  return status === 'failed' || status === 'rejected' ? <Icon name="alert" /> : null;
}

function ItemActions({ item, labels, onCancel, onRetry, onRemove }: DropzoneItemProps) {
  const { id, status, file } = item;
  const action = (icon: IconName, label: string, act: (id: string) => void) => (
    <button
      type="button"
      className="tt-icon-button"
      aria-label={label}
      title={label}
      onClick={(event) => {
        const row = event.currentTarget.closest('li');
        act(id);
        // This button goes away with the status that offered it.
        if (act !== onRemove) row?.focus();
      }}
    >
      <Icon name={icon} />
    </button>
  );
  const ended = ENDED.has(status);
  return (
    <span className="tt-item-actions">
      {AGAIN.has(status) ? action('retry', labels.retry(file.name), onRetry) : null}
      {ended
        ? action('cross', labels.remove(file.name), onRemove)
        : action('cross', labels.cancel(file.name), onCancel)}
    </span>
  );
}

const ENDED = new Set<UploadItem['status']>(['done', 'failed', 'canceled', 'rejected']);
const AGAIN = new Set<UploadItem['status']>(['failed', 'canceled', 'rejected', 'retrying']);
