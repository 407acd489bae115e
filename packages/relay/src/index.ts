export type { Metadata } from './client-fields.ts';
export type { RelayFault } from './faults.ts';
export type { RelayOptions } from './options.ts';
export type { OriginRule } from './origin.ts';
export type { Authorization, MetadataPolicy, UploadLimits } from './permission.ts';
export type { RateLimit, RateLimitVerdict, TooManyRequests } from './rate-limit.ts';
export type { Relay } from './relay.ts';
export { createRelay } from './relay.ts';
export type { RelayAction } from './relay-action.ts';
export type {
  ConfigurationEvent,
  RelayEvent,
  RelayEventFacts,
  RequestEvent,
  ResponseEvent,
  ServiceEvent,
} from './relay-events.ts';
export type { SignedURLOptions } from './signed-url.ts';
export type { Timeouts } from './watch.ts';
