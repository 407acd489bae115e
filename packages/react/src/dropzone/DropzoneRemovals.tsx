'use client';
import { type ReactElement, useCallback, useState } from 'react';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import { useLook } from './dropzone-look.tsx';
import type { WatchRemoved } from './use-removed-images.ts';
import { useStoredRemoval } from './use-stored-removal.ts';

interface DropzoneRemovalsProps {
  upload: ImageUpload;
  watchRemoved: WatchRemoved;
}

/**
 * Deletes at the service what is removed from the list, and offers to bring it back. Renders a `<div>`
 * while there is something to say.
 */
export function DropzoneRemovals(props: DropzoneRemovalsProps): ReactElement | null {
  const { upload, watchRemoved } = props;
  const { labels, say, focusChooser } = useLook();
  const [failedName, setFailedName] = useState<string | null>(null);
  const { pending, undo } = useStoredRemoval(
    upload,
    watchRemoved,
    useCallback(
      ({ filename, id }) => {
        setFailedName(filename ?? id);
        say(labels.deleteFailed(filename ?? id));
      },
      [say, labels],
    ),
  );
  const bringBack = () => {
    const count = pending.length;
    // The button goes away.
    focusChooser();
    undo();
    say(labels.restored(count));
  };
  if (pending.length > 0) {
    return (
      <div className="tt-removed">
        <bdi>{labels.deleted(pending.length)}</bdi>
        <button type="button" className="tt-button" data-action="undo" onClick={bringBack}>
          {labels.undo}
        </button>
      </div>
    );
  }
  if (failedName === null) return null;
  return (
    <p className="tt-problem">
      <Icon path={icons.alert} />
      <span className="tt-problem-text">{labels.deleteFailed(failedName)}</span>
    </p>
  );
}
