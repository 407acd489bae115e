/** Why the relay itself does not do what was asked; becomes an envelope like any other error. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** HTTP status of the answer. */
  readonly status: number;
  /** In the Images API's numbers. */
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

/** A request that cannot be understood. */
export function badRequest(detail: string): Refusal {
  return new Refusal(400, 5400, `Bad request: ${detail}`);
}

/** No such picture, or none that may be seen. */
export function imageNotFound(): Refusal {
  return new Refusal(404, 5404, 'Image not found');
}
