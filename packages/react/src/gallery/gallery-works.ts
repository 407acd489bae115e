// One module, for one request brings all of it.
export { GalleryActions } from './GalleryActions.tsx';
export { GalleryController } from './GalleryController.tsx';
export { GalleryToolbar } from './GalleryToolbar.tsx';
export { gridSegments } from './grid-window.ts';
export { transferredSize, watchTransfers } from './transferred-size.ts';
export { createURLSigner } from './url-signer.ts';
export { watchGrid } from './watch-grid.ts';
