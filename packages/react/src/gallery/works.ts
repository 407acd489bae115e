import { createLateModule, type LateModule, type Loadable } from '../anatomy/late-module.ts';
import { createLatePart, type LatePartSource } from '../anatomy/late-part.ts';
import type { GalleryControllerProps } from './GalleryController.tsx';
import type { PicturePartProps, ToolbarPartProps } from './gallery-parts.ts';

type GalleryWorks = typeof import('./gallery-works.ts');

/** As what is loaded with it sees it. */
export type Works = Loadable<GalleryWorks>;

/** What can be done with stored pictures, and what only some of them need. Loaded with the first picture. */
export const works: LateModule<GalleryWorks> = createLateModule(() => import('./gallery-works.ts'));

/** What does what people want. */
export const controllerPart: LatePartSource<GalleryControllerProps> = createLatePart(
  works,
  ({ GalleryController }) => GalleryController,
);

/** What can be done with those that are selected. */
export const toolbarPart: LatePartSource<ToolbarPartProps> = createLatePart(
  works,
  ({ GalleryToolbar }) => GalleryToolbar,
);

/** What can be done with one picture. */
export const actionsPart: LatePartSource<PicturePartProps> = createLatePart(
  works,
  ({ GalleryActions }) => GalleryActions,
);
