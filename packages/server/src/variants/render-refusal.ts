/** A picture cannot be had in the way that was asked for. The code is Cloudflare's. */
export class RenderRefusal extends Error {
  override readonly name = 'RenderRefusal';
  readonly status: number;
  readonly code: number;

  /** @param message - What is wrong and, where somebody can do something about it, what. */
  constructor(status: number, code: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.code = code;
  }
}

/** The options of a flexible variant are wrong. */
export function badOptions(message: string, cause?: unknown): RenderRefusal {
  const text = `Missing or invalid resizing parameters: ${message}`;
  return new RenderRefusal(400, 9401, text, { cause });
}

/** The picture would become too large, or nothing would be left of it. */
export function badSize(message: string): RenderRefusal {
  return new RenderRefusal(403, 9413, `Could not resize the image: ${message}`);
}

/** The file is whole, and its pixels cannot be read. */
function undecodable(cause?: unknown): RenderRefusal {
  return new RenderRefusal(415, 9520, 'The image could not be decoded', { cause });
}

/**
 * What the failure of a rendering means: most come from the picture. Those of the file system do not,
 * and stay as they are.
 */
export function renderFailure(error: unknown): unknown {
  const isOfSystem = (error as NodeJS.ErrnoException).syscall !== undefined;
  // sharp has no other mark of it: "timeout: 38% complete".
  if (/^timeout: /.test((error as Error).message)) {
    return badSize('it takes too long at this size; ask for fewer pixels');
  }
  return isOfSystem || error instanceof RenderRefusal ? error : undecodable(error);
}

/** More is asked for at once than this machine can render. */
export function tooBusy(): RenderRefusal {
  return new RenderRefusal(503, 9522, 'The service is too busy, please try again');
}
