import './loaded-parts.ts';

// Of the engine's package, which an app that installs only this one cannot import with every installer.
export type {
  FakeTransport,
  FakeTransportOptions,
  Outcome,
  PictureOptions,
  SentPicture,
} from '@tintype/core/testing';
export {
  createFakeTransport,
  createGIF,
  createHEIC,
  createImage,
  createJPEG,
  createPNG,
  createSVG,
  createWebP,
} from '@tintype/core/testing';
export type { Folder } from './folder.ts';
export { createFolder } from './folder.ts';
export { chooseFiles, dropFiles, pasteFiles } from './hand-over.ts';
export type { UploadState } from './upload-handle.ts';
export { createUploadHandle } from './upload-handle.ts';
export type { ItemState } from './upload-item.ts';
export { createUploadItem } from './upload-item.ts';
