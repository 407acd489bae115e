import { unreadableFile } from '../errors/unreadable-file.ts';
import { UploadError } from '../errors/upload-error.ts';
import type { Image } from '../images/image.ts';
import { startStopwatch } from '../time/stopwatch.ts';
import { readForeignImage } from './foreign-response.ts';
import { formDataOf } from './form-data.ts';
import { type ApiResponse, readImage } from './response.ts';
import type { Transport, UploadRequest } from './transport.ts';

/**
 * Sends with `XMLHttpRequest`, a new one for each attempt: `fetch` does not report how many bytes
 * of a body have left.
 */
export const sendWithXHR: Transport = (request, { signal, onProgress, onSent }) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const { timeouts, endpoint } = request;
    const xhr = new XMLHttpRequest();
    let sent = false;
    let given = false;
    const give = (up: unknown) => {
      given = true;
      reject(up);
      xhr.abort();
    };
    const abort = () => give(signal.reason);
    // Until there is news of the bytes, nobody can tell whether they leave: a service worker that answers
    // `fetch` takes the events away, and a connection may have to wait for others to end.
    let progressed = false;
    const stopwatch = startStopwatch(longestOf(request), () => {
      give(tooSlow(endpoint, sent || !progressed));
    });
    signal.addEventListener('abort', abort, { once: true });
    xhr.upload.onprogress = ({ loaded, total }) => {
      progressed = true;
      stopwatch.restart(timeouts.stall);
      if (total > 0) onProgress(loaded / total);
    };
    xhr.upload.onload = () => {
      sent = true;
      // Without other news before it, this may be of bytes that were only handed on within the browser.
      stopwatch.restart(progressed ? timeouts.response : longestOf(request));
      onSent();
    };
    // The only event that comes at every end: with an answer, without one, and when it was aborted.
    xhr.onloadend = () => {
      stopwatch.stop();
      signal.removeEventListener('abort', abort);
      if (given) return;
      if (xhr.status === 0) connectionError(request).then(reject, reject);
      else settle(xhr, request, resolve, reject);
    };
    send(xhr, request);
  });

// Bytes per second of a connection on which a page can hardly be used.
const SLOWEST = 4000;

/** Milliseconds after which nobody waits for a response any more, whatever is known of the bytes. */
function longestOf({ timeouts, file }: UploadRequest): number {
  return timeouts.stall + timeouts.response + (file.size / SLOWEST) * 1000;
}

function settle(
  xhr: XMLHttpRequest,
  request: UploadRequest,
  resolve: (image: Image) => void,
  reject: (error: unknown) => void,
): void {
  try {
    resolve(imageFrom(xhr, request));
  } catch (error) {
    reject(error);
  }
}

function tooSlow(endpoint: string, sent: boolean): UploadError {
  const where = endpoint.split('?')[0];
  return sent
    ? new UploadError(
        'no-response',
        `The image was sent, but no response came from ${where}. Try again in a while.`,
      )
    : new UploadError(
        'stalled',
        `The connection to ${where} has stalled: no bytes are leaving. Try again.`,
      );
}

function send(xhr: XMLHttpRequest, request: UploadRequest): void {
  const headers = {
    Accept: 'application/json',
    ...(request.key !== null && { 'Idempotency-Key': request.key }),
    ...request.headers,
  };
  xhr.open('POST', request.endpoint);
  xhr.withCredentials = request.withCredentials;
  for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
  xhr.send(formDataOf(request.fields, request.file));
}

function imageFrom(xhr: XMLHttpRequest, { parseResponse }: UploadRequest): Image {
  const response: ApiResponse = {
    status: xhr.status,
    text: xhr.responseText,
    header: (name) => xhr.getResponseHeader(name),
  };
  return parseResponse ? readForeignImage(parseResponse, response) : readImage(response);
}

/** Browsers do not say why a request failed; a file that can no longer be read is one reason. */
async function connectionError({ file, endpoint }: UploadRequest): Promise<UploadError> {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch (cause) {
    return unreadableFile(file, cause);
  }
  const where = endpoint.split('?')[0];
  return new UploadError(
    'network',
    `The connection to ${where} failed before a response came. Check the connection and try again.`,
  );
}
