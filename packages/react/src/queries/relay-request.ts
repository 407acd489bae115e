import { UploadError } from '@tintype/core';
import type { ReadResult } from '@tintype/core/images';
import { readResult } from '@tintype/core/responses';

/** Where a relay is mounted unless the app says otherwise. */
export const DEFAULT_ENDPOINT = '/api/images';

/** Where a relay answers for one picture. */
export function imageURL(endpoint: string, id: string): string {
  return `${endpoint.replace(/\/$/, '')}/${encodeURIComponent(id)}`;
}

/** The part of `fetch` that is needed to ask a relay. */
export type RelayFetch = (url: string, init: RequestInit) => Promise<Response>;

/** What to ask, and by what. */
export interface RelayRequest extends RequestInit {
  /** @default the global `fetch` */
  fetch?: RelayFetch | undefined;
}

/**
 * Asks the relay and reads its response.
 *
 * @throws UploadError when there is no response, or none with a usable result.
 */
export async function requestRelay<Result>(
  url: string,
  init: RelayRequest,
  toResult: ReadResult<Result>,
): Promise<Result> {
  const response = await ask(url, init);
  return readResult(
    {
      status: response.status,
      text: await response.text(),
      header: (name) => response.headers.get(name),
    },
    toResult,
  );
}

async function ask(url: string, request: RelayRequest): Promise<Response> {
  const { fetch = globalThis.fetch, ...init } = request;
  try {
    return await fetch(url, { ...init, headers: { Accept: 'application/json', ...init.headers } });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    const message = `The connection to ${url.split('?')[0]} failed before an answer came.`;
    throw new UploadError('network', message, { cause });
  }
}
