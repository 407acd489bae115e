import { createLateModule, type LateModule } from '../anatomy/late-module.ts';

/** What reads files and folders that are dropped or pasted. Loaded when a page is idle, or is dragged over. */
export const dropReader: LateModule<typeof import('./DropReader.tsx')> = createLateModule(
  () => import('./DropReader.tsx'),
);
