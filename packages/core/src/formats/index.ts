export type { BlockKind } from './block.ts';
export { BrokenFormat } from './block.ts';
export { HEADER_LENGTH } from './byte-source.ts';
export type { Orientation } from './exif.ts';
export type { ImageHeader } from './header.ts';
export { readHeader, totalPixels } from './header.ts';
export { mediaTypeOf, SIGNATURE_LENGTH } from './media-type.ts';
export type { StripLevel } from './strip-metadata.ts';
export { stripMetadata } from './strip-metadata.ts';
