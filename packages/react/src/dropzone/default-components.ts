import { DropzoneArea } from './DropzoneArea.tsx';
import { DropzoneItem } from './DropzoneItem.tsx';
import { DropzoneItemActions } from './DropzoneItemActions.tsx';
import { DropzoneItemError } from './DropzoneItemError.tsx';
import { DropzoneItemProgress } from './DropzoneItemProgress.tsx';
import { DropzoneItemStatus } from './DropzoneItemStatus.tsx';
import { DropzoneList } from './DropzoneList.tsx';
import { DropzoneSummary } from './DropzoneSummary.tsx';
import { DropzoneThumbnail } from './DropzoneThumbnail.tsx';
import { DropzoneWarning } from './DropzoneWarning.tsx';
import type { DropzoneComponents } from './dropzone-look.tsx';

/** Every part as we make it. */
export const defaultComponents: DropzoneComponents = {
  Area: DropzoneArea,
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
