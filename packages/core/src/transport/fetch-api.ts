import { UploadError } from '../errors/upload-error.ts';
import { startStopwatch } from '../time/stopwatch.ts';
import { type RequestHeaders, resolveHeaders } from './request-headers.ts';
import type { ApiResponse } from './response.ts';

/** The part of `fetch` that is needed. */
export type ApiFetch = (url: string, init: RequestInit) => Promise<Response>;

/** How the app lets requests in. */
export interface ApiAccess {
  /** Asked before each request. */
  headers?: RequestHeaders | undefined;
  /** Sends cookies to another origin too. @default false */
  withCredentials?: boolean | undefined;
  /** @default the global `fetch` */
  fetch?: ApiFetch | undefined;
  /** Milliseconds to wait for a response. @default 120000 */
  timeout?: number | undefined;
}

/** One request. */
export interface ApiRequest extends Omit<RequestInit, 'headers' | 'credentials'> {
  /** Media type of a body that does not say it itself. */
  contentType?: string | undefined;
}

/**
 * Makes a small request beside the uploads: a question, a reservation, a change. Every request but the
 * upload itself goes through here, so that all of them carry the app's headers and credentials.
 *
 * @throws UploadError `network` or `no-response`, and what {@link resolveHeaders} throws; the signal's
 * reason when it was aborted.
 */
export async function fetchApi(
  url: string,
  { headers, withCredentials = false, fetch = globalThis.fetch, timeout = 120_000 }: ApiAccess,
  { contentType, ...init }: ApiRequest,
): Promise<ApiResponse> {
  const { signal } = init;
  signal?.throwIfAborted();
  const own = await resolveHeaders(headers, signal, timeout);
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted) abort();
  const stopwatch = startStopwatch(timeout, () => controller.abort(tooSlow()));
  try {
    const response = await fetch(url, {
      ...init,
      headers: {
        Accept: 'application/json',
        ...(contentType !== undefined && { 'Content-Type': contentType }),
        ...own,
      },
      credentials: withCredentials ? 'include' : 'same-origin',
      signal: controller.signal,
    });
    const text = await response.text();
    return { status: response.status, text, header: (name) => response.headers.get(name) };
  } catch (cause) {
    if (controller.signal.aborted) throw controller.signal.reason;
    throw new UploadError(
      'network',
      `The connection to ${url.split('?')[0]} failed before a response came. Check the connection and try again.`,
      { cause },
    );
  } finally {
    stopwatch.stop();
    signal?.removeEventListener('abort', abort);
  }
}

function tooSlow(): UploadError {
  return new UploadError('no-response', 'The service did not answer. Try again in a while.');
}
