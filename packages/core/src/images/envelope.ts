import type { DirectUpload, Image } from './image.ts';

/** One of the reasons that the Images API gives for a refusal. */
export interface ApiError {
  /** Cloudflare's number for it, such as 5404 for an image that does not exist. */
  code: number;
  message: string;
}

/** Every response of the Images API, whether it went well or not. */
export type Envelope<Result> =
  | { success: true; result: Result; errors: ApiError[]; messages: unknown[] }
  | { success: false; result: null; errors: ApiError[]; messages: unknown[] };

/**
 * Reads the `result` of an envelope.
 *
 * @returns `undefined` for a value that cannot be used as one.
 */
export type ReadResult<Result> = (value: unknown) => Result | undefined;

/** What a response turned out to be: a result, or the reasons why there is none. */
export type Reading<Result> =
  | { ok: true; result: Result }
  | { ok: false; apiErrors: ApiError[]; malformed: boolean };

/**
 * Reads the body of a response of the Images API, in both forms that it has: a JSON envelope, and
 * the older plain text `ERROR 5404: Image not found`.
 *
 * Nothing counts as a result unless the envelope says `success: true` and `readResult` can use what
 * it carries. `malformed` tells that the body was no envelope at all, such as a proxy's HTML page.
 *
 * @param text - The body, already decoded.
 */
export function readEnvelope<Result>(
  text: string,
  readResult: ReadResult<Result>,
): Reading<Result> {
  const plain = PLAIN_TEXT_ERROR.exec(text);
  if (plain) {
    const [, code, message = ''] = plain;
    return {
      ok: false,
      apiErrors: [{ code: Number(code), message: message.trim() }],
      malformed: false,
    };
  }
  const body = parseJSON(text);
  if (!isRecord(body) || typeof body.success !== 'boolean') return MALFORMED;
  if (!body.success) return { ok: false, apiErrors: readApiErrors(body.errors), malformed: false };
  const result = readResult(body.result);
  return result === undefined ? MALFORMED : { ok: true, result };
}

const MALFORMED = { ok: false, apiErrors: [], malformed: true } as const satisfies Reading<never>;

// The form in which the service answered before 2025, and still does to clients that do not
// accept JSON: "ERROR 5404: Image not found\n".
// What stands behind the code is cut by `trim`: an expression that does it looks at each space again and
// again, for as long as whoever answers wants.
const PLAIN_TEXT_ERROR = /^\s*ERROR (\d{3,5}):(.*)$/s;

/**
 * Reads an {@link Image} of which the service left something out: its contract makes every field optional.
 *
 * @returns the value itself where it is complete, and `undefined` for one that cannot be an image.
 */
export function toImage(value: unknown): Image | undefined {
  if (isImage(value)) return value;
  if (!isRecord(value)) return undefined;
  const filled = {
    ...value,
    filename: value.filename ?? null,
    uploaded: value.uploaded ?? '',
    requireSignedURLs: value.requireSignedURLs ?? false,
    variants: value.variants ?? [],
  };
  return isImage(filled) ? filled : undefined;
}

/**
 * Reads a list of images. An entry that is no image is left out, since it must not take the rest of the
 * page with it.
 *
 * @returns `undefined` for a value that is no list.
 */
export function toImages(value: unknown): Image[] | undefined {
  return Array.isArray(value) ? value.flatMap((entry) => toImage(entry) ?? []) : undefined;
}

/** Tells whether a value has everything that an {@link Image} must have. */
export function isImage(value: unknown): value is Image {
  return (
    isRecord(value) &&
    typeof value.id === 'string' &&
    value.id !== '' &&
    (typeof value.filename === 'string' || value.filename === null) &&
    typeof value.uploaded === 'string' &&
    typeof value.requireSignedURLs === 'boolean' &&
    Array.isArray(value.variants) &&
    value.variants.every((variant) => typeof variant === 'string')
  );
}

/** Reads a {@link DirectUpload}. @returns `undefined` for a value without a URL that can be sent to. */
export function toDirectUpload(value: unknown): DirectUpload | undefined {
  return isDirectUpload(value) ? value : undefined;
}

/** Tells whether a value is a {@link DirectUpload} with a URL that can be sent to. */
export function isDirectUpload(value: unknown): value is DirectUpload {
  return (
    isRecord(value) &&
    typeof value.id === 'string' &&
    value.id !== '' &&
    typeof value.uploadURL === 'string' &&
    /^https?:\/\//i.test(value.uploadURL) &&
    URL.canParse(value.uploadURL)
  );
}

function readApiErrors(errors: unknown): ApiError[] {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error: unknown) =>
    isRecord(error) && typeof error.message === 'string'
      ? [{ code: Number(error.code) || 0, message: error.message }]
      : [],
  );
}

function parseJSON(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
