export type { Dimensions } from './dimensions.ts';
export { HEADER_LENGTH, readDimensions } from './dimensions.ts';
export { mediaTypeOf, SIGNATURE_LENGTH } from './media-type.ts';
