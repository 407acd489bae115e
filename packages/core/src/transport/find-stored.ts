import { UploadError } from '../errors/upload-error.ts';
import { readEnvelope, toImage } from '../images/envelope.ts';
import type { DirectUpload, Image } from '../images/image.ts';
import { fetchApi } from './fetch-api.ts';
import { relayURL } from './relay-url.ts';
import { isSuccessful, refusalFor } from './response.ts';
import { accessOf, type Delivery } from './transport.ts';

/** What has become of a picture whose upload ended without a response. */
export type Findings =
  | Image
  /** Its reserved place is still empty. */
  | 'draft'
  /** It is not there. */
  | 'absent'
  /** The endpoint does not speak of such things; sending could store the picture a second time. */
  | 'unknown';

const IMAGE_NOT_FOUND = 5404;

/**
 * Asks a Tintype relay what has become of a picture: `GET /:id` of its direct upload, or
 * `GET /keys/:key`.
 *
 * @throws UploadError `network` or `no-response` when there is no response, or `service-failed` when the
 * relay could not find out, or `file-too-large`; the signal's reason when it was aborted.
 */
export async function findStored(
  delivery: Delivery,
  directUpload: DirectUpload | null,
  signal: AbortSignal,
): Promise<Findings> {
  const path = directUpload ? [directUpload.id] : ['keys', delivery.key ?? ''];
  const url = relayURL(delivery.endpoint, path);
  const response = await fetchApi(url, accessOf(delivery), { method: 'GET', signal });
  const { status, text } = response;
  const reading = readEnvelope(text, toImage);
  if (isSuccessful(status) && reading.ok) return reading.result.draft ? 'draft' : reading.result;
  // A server that refuses even this by the size of a body means that of the image.
  if (status === 413) throw refusalFor(response, reading.ok ? [] : reading.apiErrors);
  if (status >= 500 || status === 429 || isBrokenOff(text)) {
    const message = 'Whether the picture was stored could not be found out yet.';
    throw new UploadError('service-failed', message, { status });
  }
  const codes = reading.ok ? [] : reading.apiErrors.map(({ code }) => code);
  return status === 404 && codes.includes(IMAGE_NOT_FOUND) ? 'absent' : 'unknown';
}

/** An envelope of which something is missing, unlike a page, which is none. */
function isBrokenOff(text: string): boolean {
  const isWhole = () => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  return text === '' || (text.trimStart().startsWith('{') && !isWhole());
}
