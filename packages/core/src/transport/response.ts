import type { UploadErrorCode } from '../errors/error-codes.ts';
import { UploadError } from '../errors/upload-error.ts';
import { type ApiError, type ReadResult, readEnvelope, toImage } from '../images/envelope.ts';
import type { Image } from '../images/image.ts';
import { readRetryAfter } from './retry-after.ts';

/** An HTTP response of the Images API or of a relay, whoever received it. */
export interface ApiResponse {
  status: number;
  /** The body, decoded. */
  text: string;
  header(name: string): string | null;
}

/**
 * Reads the response to an upload: the stored image, or why there is none.
 *
 * @throws UploadError unless the status is 2xx and the envelope says `success: true` with an image.
 */
export function readImage(response: ApiResponse): Image {
  return readResult(response, toStoredImage);
}

/** A draft is a place for an image, and no image. One that was stored can be delivered. */
function toStoredImage(value: unknown): Image | undefined {
  const image = toImage(value);
  const isStored = image && !image.draft && 'variants' in (value as Partial<Image>);
  return isStored ? image : undefined;
}

/**
 * The same for any call of the Images API.
 *
 * @throws UploadError unless the status is 2xx and the envelope says `success: true` with a result
 * that `toResult` can use.
 */
export function readResult<Result>(response: ApiResponse, toResult: ReadResult<Result>): Result {
  const { status, text } = response;
  const reading = readEnvelope(text, toResult);
  if (isSuccessful(status) && reading.ok) return reading.result;

  throw refusalFor(response, reading.ok ? [] : reading.apiErrors);
}

/** Returns the error for a response that brings no result, with the code that its status has. */
export function refusalFor(
  response: ApiResponse,
  apiErrors: readonly ApiError[],
  cause?: unknown,
): UploadError {
  const { status, text } = response;
  const code = isSuccessful(status)
    ? codeOfRefusal(apiErrors.length > 0)
    : codeOfFailure(status, apiErrors);
  return new UploadError(code, sentence(code, status, apiErrors[0]?.message, text), {
    status,
    retryAfter: readRetryAfter(response.header('retry-after'), () => sentAt(response)),
    apiErrors,
    cause,
  });
}

/** When a response was sent, by the server's own clock where it says so: the device's may be wrong. */
function sentAt(response: ApiResponse): number {
  const date = Date.parse(response.header('date') ?? '');
  return Number.isNaN(date) ? Date.now() : date;
}

export function isSuccessful(status: number): boolean {
  return status >= 200 && status < 300;
}

/** A 2xx that brings no image: the service said why, or it was not the service that answered. */
function codeOfRefusal(hasReasons: boolean): UploadErrorCode {
  return hasReasons ? 'refused' : 'invalid-response';
}

const CODES: Readonly<Record<number, UploadErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'endpoint-not-found',
  405: 'endpoint-not-found',
  409: 'conflict',
  413: 'file-too-large',
  415: 'unsupported-type',
  429: 'rate-limited',
};

/** 5404: no such image, 5401: no such variant. Other routes that are not found have other numbers. */
const IMAGE_NOT_FOUND = new Set([5401, 5404]);

function codeOfFailure(status: number, apiErrors: readonly ApiError[]): UploadErrorCode {
  if (status === 404 && apiErrors.some(({ code }) => IMAGE_NOT_FOUND.has(code))) {
    return 'image-not-found';
  }
  if (status >= 500) return 'service-failed';
  if (isDecodeError(status, apiErrors)) return 'broken-image';
  if (status >= 400) return CODES[status] ?? 'refused';
  return 'invalid-response';
}

/** At delivery the same number means a used-up quota, with 429. */
function isDecodeError(status: number, apiErrors: readonly ApiError[]): boolean {
  return status >= 400 && status !== 429 && apiErrors.some(({ code }) => code === DECODE_ERROR);
}

const DECODE_ERROR = 9422;

function sentence(
  code: UploadErrorCode,
  status: number,
  said: string | undefined,
  text: string,
): string {
  if (said) return `The server answered: ${said}${/[.!?]$/.test(said) ? '' : '.'}`;
  switch (code) {
    case 'invalid-response':
      return `The endpoint answered ${status} with ${describe(text)} instead of an image. Check what answers at this URL; signing in again may help.`;
    case 'service-failed':
      return `The image service failed (${status}). Try again in a while.`;
    case 'rate-limited':
      return 'The image service asks to slow down. Try again in a while.';
    case 'unauthorized':
      return 'The endpoint does not know who is asking. Sign in and try again.';
    case 'forbidden':
      return 'You are not allowed to do this. Ask whoever runs this site.';
    case 'endpoint-not-found':
      return `Nothing takes uploads at this endpoint (${status}). Check the endpoint option.`;
    case 'file-too-large':
      return 'The endpoint says that the picture is too large. Choose a smaller one.';
    default:
      return `The picture was refused (${status}). Remove it from the list and add it again.`;
  }
}

function describe(text: string): string {
  const start = text.trimStart();
  if (start === '') return 'nothing';
  if (start.startsWith('<')) return 'a web page';
  return start.startsWith('{') ? 'JSON that is not complete or not an envelope' : 'other text';
}
