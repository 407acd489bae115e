import type { ReadResult } from '@tintype/core/images';
import {
  type ApiAccess,
  type ApiFetch,
  type ApiRequest,
  fetchApi,
  relayURL,
} from '@tintype/core/requests';
import { readResult } from '@tintype/core/responses';

/** Where a relay is mounted unless the app says otherwise. */
export const DEFAULT_ENDPOINT = '/api/images';

/** The part of `fetch` that is needed to ask a relay. */
export type RelayFetch = ApiFetch;

/** Which relay to ask, and how it lets requests in. */
export interface RelayAccess extends Pick<ApiAccess, 'headers' | 'withCredentials' | 'fetch'> {
  /** The relay's endpoint, the same as the uploads'. @default '/api/images' */
  endpoint?: string | undefined;
}

/** What to ask, and where. */
export interface RelayRequest extends ApiRequest {
  /** Segments of the path under the endpoint. */
  path: readonly string[];
  query?: URLSearchParams | undefined;
}

/**
 * Asks the relay and reads its response.
 *
 * @throws UploadError when there is no response, or none with a usable result.
 */
export async function requestRelay<Result>(
  access: RelayAccess,
  { path, query, ...init }: RelayRequest,
  toResult: ReadResult<Result>,
): Promise<Result> {
  const url = relayURL(access.endpoint ?? DEFAULT_ENDPOINT, path, query);
  return readResult(await fetchApi(url, access, init), toResult);
}
