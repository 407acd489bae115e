'use client';
import type { FailedItem, RejectedItem, RetryingItem } from '@tintype/core';
import type { ReactElement } from 'react';
import { classes } from '../anatomy/slots.ts';
import { useLook } from './dropzone-look.tsx';

/** What an error takes. */
export interface DropzoneItemErrorProps {
  /** An item that failed, was rejected, or is going to be sent again. */
  item: FailedItem | RejectedItem | RetryingItem;
  /** So that buttons can be described by it. */
  id: string;
}

/** Why a picture did not get through, and what to do. Renders a `<p>`. */
export function DropzoneItemError({ item, id }: DropzoneItemErrorProps): ReactElement {
  const { labels, classNames } = useLook();
  return (
    <p className={classes('tt-item-error', classNames.error)} id={id}>
      <bdi>{labels.error(item.error)}</bdi>
    </p>
  );
}
