import type { UploadItem } from '@tintype/core';
import type { ReactElement } from 'react';
import type { DropzoneLabels } from '../anatomy/dropzone-labels.ts';

interface DropzoneItemProgressProps {
  item: UploadItem;
  labels: DropzoneLabels;
}

/**
 * How far a picture is. Renders a `<progress>`, without a value while the service has all bytes and
 * has not answered, and nothing when there is nothing to wait for.
 */
export function DropzoneItemProgress({
  item,
  labels,
}: DropzoneItemProgressProps): ReactElement | null {
  const label = labels.progress(item.file.name);
  switch (item.status) {
    case 'uploading':
      return <progress className="tt-progress" aria-label={label} max={1} value={item.progress} />;
    case 'processing':
      return <progress className="tt-progress" aria-label={label} />;
    default:
      return null;
  }
}
