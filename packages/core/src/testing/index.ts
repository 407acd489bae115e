export type { ExifFields } from './exif-fields.ts';
export type { Script } from './fake-line.ts';
export type { SentPicture } from './fake-relay.ts';
export type { FakeTransport, FakeTransportOptions } from './fake-transport.ts';
export { createFakeTransport } from './fake-transport.ts';
export type { GIFOptions } from './gif.ts';
export { createGIF } from './gif.ts';
export { createHEIC } from './heic.ts';
export { createImage } from './image.ts';
export type { JPEGOptions } from './jpeg.ts';
export { createJPEG } from './jpeg.ts';
export type {
  Course,
  CutOutcome,
  Outcome,
  RefusedOutcome,
  StoredOutcome,
  TextOutcome,
} from './outcome.ts';
export type { Color, PictureOptions } from './picture-file.ts';
export type { PNGOptions } from './png.ts';
export { createPNG } from './png.ts';
export { createSVG } from './svg.ts';
export type { WebPOptions } from './webp.ts';
export { createWebP } from './webp.ts';
