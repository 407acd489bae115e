import { createLateModule, type LateModule } from '../anatomy/late-module.ts';
import { createLatePart, type LatePartSource } from '../anatomy/late-part.ts';
import type { DropzoneRowsProps } from './DropzoneRows.tsx';

/** All that there is to see and to hear of pictures. */
export const rows: LateModule<typeof import('./DropzoneRows.tsx')> = createLateModule(
  () => import('./DropzoneRows.tsx'),
);

/** {@link rows}, to be rendered. */
export const rowsPart: LatePartSource<DropzoneRowsProps> = createLatePart(
  rows,
  ({ DropzoneRows }) => DropzoneRows,
);
