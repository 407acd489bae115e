import { UploadError } from '../errors/upload-error.ts';
import { isImage, readEnvelope } from '../images/envelope.ts';
import type { Image } from '../images/image.ts';
import type { Delivery } from './transport.ts';

const IMAGE_NOT_FOUND = 5404;

/**
 * Asks a Tintype relay whether the picture of a key was stored, after an attempt that ended without
 * an answer: `GET /keys/:key`.
 *
 * @returns the image; `absent` when the relay says that there is none; `unknown` from any other
 * endpoint, which could store the picture a second time.
 * @throws UploadError `network` when there is no answer, or `service-failed` when the relay could not
 * find out; the signal's reason when it was aborted.
 */
export async function findStored(
  { endpoint, key, headers, withCredentials }: Delivery,
  signal: AbortSignal,
): Promise<Image | 'absent' | 'unknown'> {
  const response = await ask(`${endpoint.replace(/\/$/, '')}/keys/${key}`, {
    headers: { Accept: 'application/json', ...headers },
    credentials: withCredentials ? 'include' : 'same-origin',
    signal,
  });
  const text = await response.text();
  const reading = readEnvelope(text, isImage);
  if (response.ok && reading.ok) return reading.result;
  const { status } = response;
  if (status >= 500 || status === 429 || isBrokenOff(text)) {
    const message = 'Whether the picture was stored could not be found out yet.';
    throw new UploadError('service-failed', message, { status });
  }
  const codes = reading.ok ? [] : reading.apiErrors.map(({ code }) => code);
  return response.status === 404 && codes.includes(IMAGE_NOT_FOUND) ? 'absent' : 'unknown';
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

async function ask(url: string, init: RequestInit & { signal: AbortSignal }): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal.aborted) throw cause;
    throw new UploadError('network', 'The endpoint cannot be reached.', { cause });
  }
}
