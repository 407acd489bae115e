// Tests look for what they have rendered at once. An app's page gets the rows a moment after its first picture.
import * as loaded from '../dropzone/DropzoneRows.tsx';
import { rows } from '../dropzone/rows.ts';

rows.put(loaded);
