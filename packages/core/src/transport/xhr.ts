import { unreadableFile } from '../errors/unreadable-file.ts';
import { UploadError } from '../errors/upload-error.ts';
import { isSuccessful, readAnswer } from './answer.ts';
import { formDataOf } from './form-data.ts';
import { type Stopwatch, startStopwatch } from './stopwatch.ts';
import type { Attempt, Transport, UploadRequest } from './transport.ts';

/**
 * Sends with `XMLHttpRequest`, a new one for each attempt: `fetch` does not report how many bytes
 * of a body have left.
 */
export const sendWithXHR: Transport = (request, attempt) =>
  new Promise((resolve, reject) => {
    const { signal } = attempt;
    if (signal.aborted) return reject(signal.reason);
    const xhr = new XMLHttpRequest();
    const give = (up: unknown) => {
      reject(up);
      xhr.abort();
    };
    const abort = () => give(signal.reason);
    const stopwatch = watch(xhr, request, give);
    signal.addEventListener('abort', abort, { once: true });
    xhr.addEventListener('loadend', () => {
      stopwatch.stop();
      signal.removeEventListener('abort', abort);
    });
    reportProgress(xhr, attempt);
    xhr.addEventListener('load', () => {
      try {
        resolve(imageFrom(xhr, request));
      } catch (error) {
        reject(error);
      }
    });
    xhr.addEventListener('error', () => {
      connectionError(request).then(reject, reject);
    });
    send(xhr, request);
  });

/** Two clocks: one for bytes that do not leave, one for the answer. */
function watch(
  xhr: XMLHttpRequest,
  { endpoint, timeouts }: UploadRequest,
  give: (up: UploadError) => void,
): Stopwatch {
  let sent = false;
  const stopwatch = startStopwatch(timeouts.stall, () => give(tooSlow(endpoint, sent)));
  xhr.upload.addEventListener('progress', () => stopwatch.restart());
  xhr.upload.addEventListener('load', () => {
    sent = true;
    stopwatch.restart(timeouts.answer);
  });
  return stopwatch;
}

function tooSlow(endpoint: string, sent: boolean): UploadError {
  const where = endpoint.split('?')[0];
  return sent
    ? new UploadError('no-answer', `All of the picture was sent, and ${where} did not answer.`)
    : new UploadError('stalled', `The connection to ${where} stands still: no more bytes leave.`);
}

function reportProgress(xhr: XMLHttpRequest, { onProgress, onSent }: Attempt): void {
  xhr.upload.addEventListener('progress', ({ loaded, total }) => {
    if (total > 0) onProgress(loaded / total);
  });
  xhr.upload.addEventListener('load', onSent);
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

function imageFrom(xhr: XMLHttpRequest, { parseResponse }: UploadRequest) {
  if (parseResponse && isSuccessful(xhr.status)) {
    return parse(parseResponse, xhr);
  }
  return readAnswer({
    status: xhr.status,
    text: xhr.responseText,
    header: (name) => xhr.getResponseHeader(name),
  });
}

function parse(parseResponse: NonNullable<UploadRequest['parseResponse']>, xhr: XMLHttpRequest) {
  try {
    return parseResponse(xhr.responseText, xhr.status);
  } catch (cause) {
    throw new UploadError('invalid-response', 'parseResponse could not read the answer.', {
      status: xhr.status,
      cause,
    });
  }
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
    `The connection to ${where} failed before an answer came. Check the connection and try again.`,
  );
}
