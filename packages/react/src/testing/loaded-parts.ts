// Tests look for what they have rendered at once. An app's page gets these parts a moment after it needs them.
import * as reader from '../dropzone/DropReader.tsx';
import * as rowParts from '../dropzone/DropzoneRows.tsx';
import { dropReader } from '../dropzone/drop-reader.ts';
import { rows } from '../dropzone/rows.ts';
import * as galleryWorks from '../gallery/gallery-works.ts';
import { works } from '../gallery/works.ts';

dropReader.put(reader);
rows.put(rowParts);
works.put(galleryWorks);
