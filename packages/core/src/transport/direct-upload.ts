import { isUploadError, UploadError } from '../errors/upload-error.ts';
import { isDirectUpload, readEnvelope, toDirectUpload } from '../images/envelope.ts';
import type { DirectUpload, Image } from '../images/image.ts';
import { fetchApi } from './fetch-api.ts';
import { relayURL } from './relay-url.ts';
import { type ApiResponse, isSuccessful, readResult } from './response.ts';
import {
  type Attempt,
  accessOf,
  type Delivery,
  type Transport,
  type UploadRequest,
} from './transport.ts';

/**
 * Asks a Tintype relay for a one-time upload URL: `POST /direct`.
 *
 * @returns `null` from an endpoint that gives none.
 * @throws UploadError when there could be one and is not now; the signal's reason when it was aborted.
 */
export async function reserve(
  delivery: Delivery,
  fields: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<DirectUpload | null> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const url = relayURL(delivery.endpoint, ['direct']);
  const response = await fetchApi(url, accessOf(delivery), { method: 'POST', body, signal });
  if (response.status === 404 || response.status === 405 || isAboutElse(response)) return null;
  return readResult(response, toDirectUpload);
}

/** A success that is whole and no reservation: this endpoint takes every path for the same. */
function isAboutElse({ status, text }: ApiResponse): boolean {
  const reading = readEnvelope<unknown>(text, (result) => result ?? undefined);
  return isSuccessful(status) && reading.ok && !isDirectUpload(reading.result);
}

/**
 * Sends a picture to its one-time URL. What the app says to its own endpoint (headers, cookies, the
 * key) is not the image service's business, and would make browsers ask it for permission.
 *
 * @throws UploadError as the transport, and `upload-url-spent`.
 */
export async function sendToUploadURL(
  send: Transport,
  request: UploadRequest,
  { uploadURL }: DirectUpload,
  attempt: Attempt,
): Promise<Image> {
  const { file, timeouts } = request;
  const bare = { endpoint: uploadURL, key: null, headers: {}, withCredentials: false, fields: {} };
  try {
    return await send({ ...bare, file, timeouts }, attempt);
  } catch (error) {
    if (!isUploadError(error) || !isSpent(error)) throw error;
    const message = 'The one-time upload URL was used or has expired.';
    throw new UploadError('upload-url-spent', message, { status: error.status, cause: error });
  }
}

/** No source tells for sure how the service answers, so whatever can mean it does. */
function isSpent({ status }: UploadError): boolean {
  return status === 404 || status === 409 || status === 410;
}
