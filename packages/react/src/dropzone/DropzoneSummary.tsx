'use client';
import type { ReactElement } from 'react';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { classes } from '../anatomy/slots.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import { useLook } from './dropzone-look.tsx';
import * as rowIcons from './row-icons.ts';
import { countUploads } from './upload-counts.ts';

/** What the summary takes. */
export interface DropzoneSummaryProps {
  upload: ImageUpload;
}

/**
 * How far all pictures are together, and what can be done with all of them. Renders a `<div>`, or nothing
 * while there is none.
 */
export function DropzoneSummary({ upload }: DropzoneSummaryProps): ReactElement | null {
  const { labels, classNames, focusChooser } = useLook();
  if (upload.items.length === 0) return null;
  const { progress, status, items } = upload;
  const counts = countUploads(items);
  const failed = items.filter((item) => item.status === 'failed').length;
  return (
    <div className={classes('tt-summary', classNames.summary)}>
      <p className="tt-summary-text">
        <strong>
          <bdi>{labels.summary(counts)}</bdi>
        </strong>
        {status === 'uploading' ? <bdi className="tt-pace">{labels.pace(progress)}</bdi> : null}
      </p>
      <div className="tt-summary-actions">
        <FlowButton upload={upload} />
        {failed > 0 ? (
          <QuietButton
            icon={icons.retry}
            label={labels.retryAll(failed)}
            onPress={() => {
              upload.retryAll();
              // This button goes away with the failures.
              focusChooser();
            }}
          />
        ) : null}
        <QuietButton
          label={labels.clear}
          onPress={() => {
            focusChooser();
            // One by one: what is stored is not forgotten, as by `clear()`.
            upload.remove(items.map(({ id }) => id));
          }}
        />
      </div>
      {BUSY.has(status) && progress.total > 0 ? (
        <progress
          className={classes('tt-progress tt-progress-overall', classNames.overall)}
          aria-label={labels.overall}
          max={1}
          value={progress.ratio}
        />
      ) : null}
    </div>
  );
}

const BUSY = new Set<ImageUpload['status']>(['uploading', 'paused', 'offline']);

/** Starts, pauses or resumes, whichever makes sense now. */
function FlowButton({ upload }: { upload: ImageUpload }): ReactElement | null {
  const { labels } = useLook();
  switch (upload.status) {
    case 'idle':
      return null;
    case 'offline':
      return <p className="tt-hint">{labels.offline}</p>;
    case 'waiting':
      return (
        <button
          type="button"
          className="tt-button tt-button-primary"
          onClick={() => void upload.start()}
        >
          {labels.start}
        </button>
      );
    case 'uploading':
      return <QuietButton icon={rowIcons.pause} label={labels.pause} onPress={upload.pause} />;
    case 'paused':
      return <QuietButton icon={rowIcons.play} label={labels.resume} onPress={upload.resume} />;
  }
}

interface QuietButtonProps {
  icon?: string;
  label: string;
  onPress: () => void;
}

function QuietButton({ icon, label, onPress }: QuietButtonProps): ReactElement {
  return (
    <button type="button" className="tt-button tt-button-quiet" onClick={onPress}>
      {icon ? <Icon path={icon} /> : null}
      {label}
    </button>
  );
}
