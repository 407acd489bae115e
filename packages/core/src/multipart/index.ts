export { boundaryOf } from './boundary.ts';
export { escapeFileName } from './file-name.ts';
export type { PartHeaders } from './part-headers.ts';
export { readPartHeaders } from './part-headers.ts';
