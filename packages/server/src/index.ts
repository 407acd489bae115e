export type { ImagesServerOptions } from './options.ts';
export type { ImagesServer } from './server.ts';
export { startImagesServer } from './server.ts';
