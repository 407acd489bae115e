'use client';
import type { ReactElement } from 'react';
import { PARTS } from '../anatomy/attributes.ts';
import type { DropzoneLabels } from '../anatomy/dropzone-labels.ts';
import { Icon } from '../anatomy/Icon.tsx';
import type { ImageUpload } from '../upload/use-image-upload.ts';

interface DropzoneWarningProps {
  upload: ImageUpload;
  labels: DropzoneLabels;
}

/** Why pictures would not survive the page, spoken as soon as it is known. Renders a `<p>` or nothing. */
export function DropzoneWarning({ upload, labels }: DropzoneWarningProps): ReactElement | null {
  const { warning } = upload;
  if (!warning) return null;
  return (
    <p role="alert" className="tt-warning" data-tt={PARTS.warning}>
      <Icon name="alert" />
      <span>{labels.warning(warning)}</span>
    </p>
  );
}
