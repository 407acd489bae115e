'use client';
import type { UploadItem } from '@tintype/core';
import { type ReactElement, useMemo } from 'react';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import { DropzoneItem } from './DropzoneItem.tsx';
import { DropzoneItemActions } from './DropzoneItemActions.tsx';
import { DropzoneItemError } from './DropzoneItemError.tsx';
import { DropzoneItemProgress } from './DropzoneItemProgress.tsx';
import { DropzoneItemStatus } from './DropzoneItemStatus.tsx';
import { DropzoneList } from './DropzoneList.tsx';
import { DropzoneNews } from './DropzoneNews.tsx';
import { DropzoneRemovals } from './DropzoneRemovals.tsx';
import { DropzoneSummary } from './DropzoneSummary.tsx';
import { DropzoneThumbnail } from './DropzoneThumbnail.tsx';
import { DropzoneWarning } from './DropzoneWarning.tsx';
import {
  type DropzoneComponents,
  DropzoneLookProvider,
  DropzonePart,
  useAreaLook,
} from './dropzone-look.tsx';
import { usePictureLabels } from './use-picture-labels.ts';
import type { WatchRemoved } from './use-removed-images.ts';

/** What the rows take. */
export interface DropzoneRowsProps {
  upload: ImageUpload;
  /** Pictures that were there from the start. */
  first: readonly UploadItem[];
  reorderable: boolean;
  editable: boolean;
  /** Tells of what is to be deleted at the service; `null` where nothing is. */
  watchRemoved: WatchRemoved | null;
}

/** All that there is to see and to hear of pictures. Renders nothing while there is none. */
export function DropzoneRows(props: DropzoneRowsProps): ReactElement {
  const { upload, first, reorderable, editable, watchRemoved } = props;
  const look = useAreaLook();
  const labels = usePictureLabels();
  const whole = useMemo(
    () => ({ ...look, labels, components: { ...rowParts, ...look.components } }),
    [look, labels],
  );
  return (
    <DropzoneLookProvider value={whole}>
      {upload.warning ? <DropzonePart part="Warning" props={{ warning: upload.warning }} /> : null}
      <DropzonePart part="Summary" props={{ upload }} />
      <DropzonePart part="List" props={{ upload, reorderable, editable }} />
      {watchRemoved ? <DropzoneRemovals upload={upload} watchRemoved={watchRemoved} /> : null}
      <DropzoneNews upload={upload} first={first} />
    </DropzoneLookProvider>
  );
}

const rowParts: Omit<DropzoneComponents, 'Area'> = {
  Warning: DropzoneWarning,
  Summary: DropzoneSummary,
  List: DropzoneList,
  Item: DropzoneItem,
  Thumbnail: DropzoneThumbnail,
  Status: DropzoneItemStatus,
  Error: DropzoneItemError,
  Progress: DropzoneItemProgress,
  Actions: DropzoneItemActions,
};
