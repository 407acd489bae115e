/** A refusal in the terms of the Images API, for whoever answers in its name. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  /** HTTP status of the response. */
  readonly status: number;
  /** Cloudflare's number for the reason. */
  readonly code: number;
  /** More headers of the response. */
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
export function badRequest(detail: string): ApiRefusal {
  return new ApiRefusal(400, 5400, `Bad request: ${detail}`);
}

/** No such image, or none that may be seen. */
export function imageNotFound(): ApiRefusal {
  return new ApiRefusal(404, 5404, 'Image not found');
}

/** A body that is no multipart form. */
export function notAForm(): ApiRefusal {
  return new ApiRefusal(
    415,
    5415,
    'Images must be uploaded as a form, not as raw image data. Please use multipart/form-data format',
  );
}

/** Bytes that are not those of a picture that the service takes. */
export function unsupportedFormat(): ApiRefusal {
  return new ApiRefusal(
    415,
    5455,
    'Uploaded image must have image/jpeg, image/png, image/webp, image/gif or image/svg+xml content-type',
  );
}

/**
 * A file over the limit.
 *
 * @param limit - Bytes.
 */
export function imageTooLarge(limit: number): ApiRefusal {
  const megabytes = Math.round((limit / 1024 / 1024) * 100) / 100;
  return new ApiRefusal(413, 5413, `Maximum image size of ${megabytes} MB is reached`);
}
