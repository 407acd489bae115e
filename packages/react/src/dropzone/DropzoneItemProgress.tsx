'use client';
import type { UploadItem } from '@tintype/core';
import type { ReactElement } from 'react';
import { classes } from '../anatomy/slots.ts';
import { useLook } from './dropzone-look.tsx';

/** What a progress bar takes. */
export interface DropzoneItemProgressProps {
  item: UploadItem;
}

/**
 * How far a picture is. Renders a `<progress>`, without a value while the service has all bytes and
 * has not answered, and nothing when there is nothing to wait for.
 */
export function DropzoneItemProgress({ item }: DropzoneItemProgressProps): ReactElement | null {
  const { labels, classNames } = useLook();
  const { status } = item;
  if (status !== 'uploading' && status !== 'processing') return null;
  return (
    <progress
      className={classes('tt-progress', classNames.progress)}
      aria-label={labels.progress(item.file.name)}
      aria-valuetext={labels.status(item, 0)}
      max={1}
      {...(status === 'uploading' && { value: item.progress })}
    />
  );
}
