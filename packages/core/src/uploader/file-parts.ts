import type { readHeader } from '../formats/header.ts';
import { type LazyModule, lazyModule } from '../loading/lazy-module.ts';
import type { Preparation } from '../preparation/preparation.ts';

/** Reads the headers of files. Loaded with the first file. */
export const headerReader: LazyModule<typeof readHeader> = lazyModule(
  () => import('../formats/header.ts'),
  'readHeader',
);

/** Previews and prepares images. Loaded with the first file that needs it. */
export const preparation: LazyModule<Preparation> = lazyModule(
  () => import('../preparation/preparation.ts'),
  'preparation',
);
