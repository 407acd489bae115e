import { unreadableFile } from '../errors/unreadable-file.ts';
import { UploadError } from '../errors/upload-error.ts';
import { isSuccessful, readAnswer } from './answer.ts';
import { formDataOf } from './form-data.ts';
import type { Attempt, Transport, UploadRequest } from './transport.ts';

/**
 * Sends with `XMLHttpRequest`, a new one for each attempt: `fetch` does not report how many bytes
 * of a body have left.
 */
export const sendWithXHR: Transport = (request, attempt) =>
  new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const abort = () => {
      xhr.abort();
      reject(attempt.signal.reason);
    };
    if (attempt.signal.aborted) return abort();
    attempt.signal.addEventListener('abort', abort, { once: true });
    xhr.addEventListener('loadend', () => attempt.signal.removeEventListener('abort', abort));

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

function reportProgress(xhr: XMLHttpRequest, { onProgress, onSent }: Attempt): void {
  xhr.upload.addEventListener('progress', ({ loaded, total }) => {
    if (total > 0) onProgress(loaded / total);
  });
  xhr.upload.addEventListener('load', onSent);
}

function send(xhr: XMLHttpRequest, request: UploadRequest): void {
  xhr.open('POST', request.endpoint);
  xhr.withCredentials = request.withCredentials;
  xhr.setRequestHeader('Accept', 'application/json');
  for (const [name, value] of Object.entries(request.headers)) xhr.setRequestHeader(name, value);
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
