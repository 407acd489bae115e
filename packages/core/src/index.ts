export type { UploadErrorCode } from './errors/error-codes.ts';
export type { UploadErrorFacts } from './errors/upload-error.ts';
export { isUploadError, UploadError } from './errors/upload-error.ts';
export type { Prepared } from './formats/prepared.ts';
export type { StripLevel } from './formats/strip-level.ts';
export type { ApiError } from './images/envelope.ts';
export type { DirectUpload, Image, Variant } from './images/image.ts';
export { variantsOf, variantURL } from './images/image.ts';
export { acceptedTypes, limits } from './images/limits.ts';
export { typeName } from './images/type-name.ts';
export type { BeforeAdd, BeforeAddAnswer, BeforeAddFacts } from './intake/before-add.ts';
export type {
  Metadata,
  PreparationOptions,
  UploaderOptions,
  UploadPreparationOptions,
} from './options.ts';
export type { PreparedImage, PrepareImageOptions } from './prepare-image.ts';
export { prepareImage } from './prepare-image.ts';
export type { BackoffOptions } from './queue/backoff.ts';
export type { Connectivity } from './queue/connectivity.ts';
export type {
  CanceledItem,
  DoneItem,
  FailedItem,
  PausedItem,
  PreparingItem,
  ProcessingItem,
  QueuedItem,
  RejectedItem,
  RetryingItem,
  UploadItem,
  UploadItemFacts,
  UploadingItem,
  UploadStatus,
} from './queue/item.ts';
export type { RetryOptions } from './queue/retry-policy.ts';
export type { StatusListener } from './queue/store.ts';
export type { UploaderStatus, UploadProgress } from './queue/totals.ts';
export type { ParseResponse } from './transport/foreign-response.ts';
export type { HeadersObject, RequestHeaders } from './transport/request-headers.ts';
export type { Timeouts } from './transport/transport.ts';
export type { UploaderWarning } from './uploader/surviving.ts';
export type {
  AddedEvent,
  AttemptEvent,
  AttemptEventFacts,
  CanceledEvent,
  DoneEvent,
  FailedEvent,
  PausedEvent,
  PreparedEvent,
  RejectedEvent,
  RetryEvent,
  SentEvent,
  UploadEvent,
  UploadEventFacts,
  UploadTimings,
} from './uploader/upload-events.ts';
export type { RemovalListener, Uploader, UploaderSnapshot } from './uploader/uploader.ts';
export { createUploader } from './uploader/uploader.ts';
