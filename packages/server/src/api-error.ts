/** A refusal in the terms of the Images API. */
export class ImagesApiError extends Error {
  override readonly name = 'ImagesApiError';
  /** HTTP status of the answer. */
  readonly status: number;
  /** Cloudflare's number for the reason. */
  readonly code: number;
  /** More headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: number,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** A request that cannot be understood, in Cloudflare's words. */
export function badRequest(detail: string): ImagesApiError {
  return new ImagesApiError(400, 5400, `Bad request: ${detail}`);
}

/** No such image. */
export function imageNotFound(): ImagesApiError {
  return new ImagesApiError(404, 5404, 'Image not found');
}
