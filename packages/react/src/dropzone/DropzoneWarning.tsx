'use client';
import type { ReactElement } from 'react';
import { PARTS } from '../anatomy/attributes.ts';
import { Icon } from '../anatomy/Icon.tsx';
import type { DropzoneLabels } from '../anatomy/labels.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';

interface DropzoneWarningProps {
  upload: ImageUpload;
  labels: DropzoneLabels;
}

/** Why pictures would not survive the page. Renders a live region that is there from the start. */
export function DropzoneWarning({ upload, labels }: DropzoneWarningProps): ReactElement {
  const { warning } = upload;
  return (
    <div role="status">
      {warning ? (
        <p className="tt-warning" data-tt={PARTS.warning}>
          <Icon name="alert" />
          <span>{labels.warning(warning)}</span>
        </p>
      ) : null}
    </div>
  );
}
