import { UploadError } from '../errors/upload-error.ts';
import { startStopwatch } from '../time/stopwatch.ts';
import type { ApiResponse } from './response.ts';
import type { Delivery } from './transport.ts';

/**
 * Makes a small request beside the uploads: a question, or a reservation.
 *
 * @throws UploadError `network` or `no-response`; the signal's reason when it was aborted.
 */
export async function call(
  url: string,
  { headers, withCredentials, timeouts }: Delivery,
  init: { method: 'GET' | 'POST'; body?: FormData; signal: AbortSignal },
): Promise<ApiResponse> {
  const { signal } = init;
  signal.throwIfAborted();
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  const stopwatch = startStopwatch(timeouts.response, () => controller.abort(tooSlow()));
  try {
    const response = await fetch(url, {
      ...init,
      headers: { Accept: 'application/json', ...headers },
      credentials: withCredentials ? 'include' : 'same-origin',
      signal: controller.signal,
    });
    const text = await response.text();
    return { status: response.status, text, header: (name) => response.headers.get(name) };
  } catch (cause) {
    if (controller.signal.aborted) throw controller.signal.reason;
    throw new UploadError(
      'network',
      'The connection failed before an answer came. Check the connection and try again.',
      { cause },
    );
  } finally {
    stopwatch.stop();
    signal.removeEventListener('abort', abort);
  }
}

function tooSlow(): UploadError {
  return new UploadError('no-response', 'The service did not answer. Try again in a while.');
}
