import { type LazyModule, lazyModule } from '@tintype/core/loading';
import type { DropReading } from './DropReader.tsx';

/** Reads files and folders that are dropped or pasted. Loaded when a page is idle, or is dragged over. */
export const dropReadingModule: LazyModule<DropReading> = lazyModule(
  () => import('./DropReader.tsx'),
  'dropReading',
);
