export type { UploadErrorCode } from './error-codes.ts';
export type { UploadErrorFacts } from './upload-error.ts';
export { isUploadError, UploadError } from './upload-error.ts';
