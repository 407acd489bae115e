export type { Fault, FaultRoute } from './faults/fault.ts';
export type { Timeouts } from './forms/timeouts.ts';
export type { ImagesServerOptions } from './options.ts';
export type { RequestLog, RequestLogEntry } from './request-log.ts';
export type { ImagesServer } from './server.ts';
export { startImagesServer } from './server.ts';
