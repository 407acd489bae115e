'use client';
import type { ReactElement } from 'react';
import type { DropzoneLabels } from '../anatomy/dropzone-labels.ts';
import { Icon } from '../anatomy/Icon.tsx';
import { classes } from '../anatomy/slots.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import { countUploads } from './upload-counts.ts';

interface DropzoneSummaryProps {
  upload: ImageUpload;
  labels: DropzoneLabels;
  className: string | undefined;
}

/** How far all pictures are together, and what can be done with all of them. Renders a `<div>`. */
export function DropzoneSummary({
  upload,
  labels,
  className,
}: DropzoneSummaryProps): ReactElement | null {
  if (upload.items.length === 0) return null;
  const { progress, status } = upload;
  const busy = status === 'uploading' || status === 'paused' || status === 'offline';
  return (
    <div className={classes('tt-summary', className)}>
      <p className="tt-summary-text">
        <strong>
          <bdi>{labels.summary(countUploads(upload.items))}</bdi>
        </strong>
        {status === 'uploading' ? <bdi className="tt-pace">{labels.pace(progress)}</bdi> : null}
      </p>
      <div className="tt-summary-actions">
        <FlowButton upload={upload} labels={labels} />
        <button type="button" className="tt-button tt-button-quiet" onClick={upload.clear}>
          {labels.clear}
        </button>
      </div>
      {busy && progress.total > 0 ? (
        <progress
          className="tt-progress tt-progress-overall"
          aria-label={labels.overall}
          max={1}
          value={progress.ratio}
        />
      ) : null}
    </div>
  );
}

/** Starts, pauses or resumes, whichever makes sense now. */
function FlowButton({ upload, labels }: Omit<DropzoneSummaryProps, 'className'>) {
  switch (upload.status) {
    case 'idle':
      return null;
    case 'offline':
      return <p className="tt-hint">{labels.offline}</p>;
    case 'waiting':
      return (
        <button type="button" className="tt-button tt-button-primary" onClick={upload.start}>
          {labels.start}
        </button>
      );
    case 'uploading':
      return (
        <button type="button" className="tt-button tt-button-quiet" onClick={upload.pause}>
          <Icon name="pause" />
          {labels.pause}
        </button>
      );
    case 'paused':
      return (
        <button type="button" className="tt-button tt-button-quiet" onClick={upload.resume}>
          <Icon name="play" />
          {labels.resume}
        </button>
      );
  }
}
