// Tests look for what they have rendered at once. An app's page gets these parts a moment after it needs them.
import { dropReading } from '../dropzone/DropReader.tsx';
import { DropzoneRows } from '../dropzone/DropzoneRows.tsx';
import { dropReadingModule } from '../dropzone/drop-reading-module.ts';
import { rowsModule } from '../dropzone/rows-module.ts';
import { GalleryActions } from '../gallery/GalleryActions.tsx';
import { actionsModule } from '../gallery/gallery-modules.ts';

dropReadingModule.provide(dropReading);
rowsModule.provide(DropzoneRows);
actionsModule.provide(GalleryActions);
