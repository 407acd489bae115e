export {
  ApiRefusal,
  badRequest,
  imageNotFound,
  imageTooLarge,
  notAForm,
  unsupportedFormat,
} from './api-refusal.ts';
export type { ApiError, Envelope, Reading, ReadResult } from './envelope.ts';
export {
  isDirectUpload,
  isImage,
  readEnvelope,
  toDirectUpload,
  toImage,
  toImages,
} from './envelope.ts';
export type { DirectUpload, Image, Variant } from './image.ts';
export { variantsOf, variantURL } from './image.ts';
export type { AcceptedType, Limits } from './limits.ts';
export { acceptedTypes, limits } from './limits.ts';
