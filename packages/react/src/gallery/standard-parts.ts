import { GalleryActions } from './GalleryActions.tsx';
import { GalleryCaption } from './GalleryCaption.tsx';
import { GalleryDetails } from './GalleryDetails.tsx';
import { GalleryEmpty } from './GalleryEmpty.tsx';
import { GalleryFrame } from './GalleryFrame.tsx';
import { GalleryImageContent } from './GalleryImage.tsx';
import { GalleryLoading } from './GalleryLoading.tsx';
import { GalleryLoadMore } from './GalleryLoadMore.tsx';
import { GalleryToolbar } from './GalleryToolbar.tsx';
import { GalleryUndo } from './GalleryUndo.tsx';
import { GalleryVariantPicker } from './GalleryVariantPicker.tsx';
import type { GalleryParts } from './gallery-parts.ts';

/** Our own component for every part. */
export const standardParts: GalleryParts = {
  Image: GalleryImageContent,
  Frame: GalleryFrame,
  Caption: GalleryCaption,
  Variants: GalleryVariantPicker,
  Actions: GalleryActions,
  Details: GalleryDetails,
  Toolbar: GalleryToolbar,
  Undo: GalleryUndo,
  LoadMore: GalleryLoadMore,
  Empty: GalleryEmpty,
  Loading: GalleryLoading,
};
