import { type LazyModule, lazyModule } from '@tintype/core/loading';
import type { ComponentType } from 'react';
import { loadOnServer } from '../loading/suspending.ts';
import type { DropzoneRowsProps } from './DropzoneRows.tsx';

/** All that there is to see and to hear of images. Loaded with the first one. */
export const rowsModule: LazyModule<ComponentType<DropzoneRowsProps>> = lazyModule(
  () => import('./DropzoneRows.tsx'),
  'DropzoneRows',
);

loadOnServer(rowsModule);
