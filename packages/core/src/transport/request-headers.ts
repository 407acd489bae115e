import { isUploadError, UploadError } from '../errors/upload-error.ts';

/** Headers by their names. Those that are `undefined` are not sent. */
export type HeadersObject = Readonly<Record<string, string | undefined>> | Headers;

/** Headers of the app's own, or a function that makes them before each request, such as a fresh token. */
export type RequestHeaders = HeadersObject | (() => HeadersObject | Promise<HeadersObject>);

/**
 * Asks the app for the headers of one request.
 *
 * @param signal - Aborting it ends the wait.
 * @param timeout - Milliseconds to wait at most.
 * @throws UploadError `app-error` when the function throws, which is a mistake, or when its promise is
 * rejected or stays open, which can pass and is `retryable`; an `UploadError` of the app as it is; the
 * signal's reason when it was aborted.
 */
export async function resolveHeaders(
  headers: RequestHeaders | undefined,
  signal: AbortSignal | null | undefined,
  timeout: number,
): Promise<Record<string, string>> {
  const made = makeHeaders(headers);
  return plain(isPromise(made) ? await settle(made, signal, timeout) : made);
}

function makeHeaders(headers: RequestHeaders | undefined) {
  try {
    return typeof headers === 'function' ? headers() : headers;
  } catch (cause) {
    throw failed('threw', cause, false);
  }
}

function isPromise<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof (value as Partial<PromiseLike<Value>> | undefined)?.then === 'function';
}

function settle<Value>(
  promise: PromiseLike<Value>,
  signal: AbortSignal | null | undefined,
  timeout: number,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(failed('did not answer', undefined, true)), timeout);
    const abort = () => reject(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    Promise.resolve(promise)
      .then(resolve, (cause) => reject(failed('was rejected', cause, true)))
      .finally(end);
  });
}

function failed(how: string, cause: unknown, retryable: boolean): UploadError {
  if (isUploadError(cause)) return cause;
  const reason = cause === undefined ? '' : `: ${String(cause)}`;
  const message = `The function given as headers ${how}, so nothing was sent${reason}`;
  return new UploadError('app-error', message, { cause, retryable });
}

/** Spread out, a `Headers` object would give nothing. */
function plain(headers: HeadersObject | undefined): Record<string, string> {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers ?? {});
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
