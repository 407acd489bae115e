export type { ApiAccess, ApiFetch, ApiRequest } from './fetch-api.ts';
export { fetchApi } from './fetch-api.ts';
export { relayURL } from './relay-url.ts';
export type { HeadersObject, RequestHeaders } from './request-headers.ts';
export { resolveHeaders } from './request-headers.ts';
