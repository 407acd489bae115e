import './loaded-parts.ts';

export type { Folder } from './folder.ts';
export { createFolder } from './folder.ts';
export { chooseFiles, dropFiles, pasteFiles } from './hand-over.ts';
export type { UploadState } from './upload-handle.ts';
export { createUploadHandle } from './upload-handle.ts';
export type { ItemState } from './upload-item.ts';
export { createUploadItem } from './upload-item.ts';
