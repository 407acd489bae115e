import { isUploadError, UploadError } from '../errors/upload-error.ts';
import { isImage } from '../images/envelope.ts';
import type { Image } from '../images/image.ts';
import { type ApiResponse, isSuccessful, readImage, refusalFor } from './response.ts';

/** Reads a response of an endpoint that does not speak the Images API. See `parseResponse`. */
export type ParseResponse = (body: string, status: number) => Image;

// What is thrown by code that expected another body, rather than by an app that has something to say.
const MISREADINGS = [TypeError, SyntaxError, ReferenceError, RangeError];

/**
 * Reads a response with the app's own function: the stored image, or why there is none.
 *
 * @throws UploadError unless the status is 2xx and `parse` returns an image. The message of an error that
 * `parse` throws is in its `apiErrors`.
 */
export function readForeignImage(parse: ParseResponse, response: ApiResponse): Image {
  const { status, text } = response;
  let image: unknown;
  try {
    image = parse(text, status);
  } catch (cause) {
    if (isUploadError(cause)) throw cause;
    const reason = reasonOf(cause);
    if (reason !== null) throw refusalFor(response, [{ code: 0, message: reason }], cause);
    if (isSuccessful(status)) throw unusable(status, 'could not read the response', cause);
    return readImage(response);
  }
  if (!isSuccessful(status)) return readImage(response);
  if (isImage(image)) return image;
  throw unusable(status, 'returned no image with id, filename, uploaded and variants', undefined);
}

function reasonOf(cause: unknown): string | null {
  if (!(cause instanceof Error) || MISREADINGS.some((kind) => cause instanceof kind)) return null;
  return cause.message || null;
}

function unusable(status: number, what: string, cause: unknown): UploadError {
  return new UploadError('invalid-response', `parseResponse ${what}.`, { status, cause });
}
