import { type LazyModule, lazyModule } from '@tintype/core/loading';
import type { ComponentType } from 'react';
import { loadOnServer } from '../loading/suspending.ts';
import type { GalleryLightboxProps } from './GalleryLightbox.tsx';
import type { PicturePartProps } from './gallery-parts.ts';

/** What can be done with an image. Loaded with the first one. */
export const actionsModule: LazyModule<ComponentType<PicturePartProps>> = lazyModule(
  () => import('./GalleryActions.tsx'),
  'GalleryActions',
);

loadOnServer(actionsModule);

/** Shows one image, large. Loaded when that is about to be wanted. */
export const lightboxModule: LazyModule<ComponentType<GalleryLightboxProps>> = lazyModule(
  () => import('./GalleryLightbox.tsx'),
  'GalleryLightbox',
);
