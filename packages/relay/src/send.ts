/** One request to the image service. */
export interface ServiceRequest {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  /** Chunks are asked for only when there is room for them. */
  body?: string | AsyncGenerator<Uint8Array, void, void> | undefined;
  signal: AbortSignal;
}

/** Sends one request and gives the answer as soon as it begins. Redirects are not followed. */
export type Send = (request: ServiceRequest) => Promise<Response>;

/** Sends requests by `fetch`. */
export function sendBy(fetch: typeof globalThis.fetch): Send {
  return async ({ url, method, headers, body, signal }) => {
    const init = {
      method,
      headers,
      signal,
      // Workers have no `redirect: 'error'`.
      redirect: 'manual',
      // Streams are sent while the answer is not there yet; fetch wants that said.
      ...(body && { body: typeof body === 'string' ? body : streamOf(body), duplex: 'half' }),
    };
    const response = await fetch(url, init as RequestInit);
    checkRedirect(response);
    return response;
  };
}

/**
 * The token must not follow to another address.
 *
 * @throws Error for a redirect; browsers give it no status.
 */
export function checkRedirect({ status }: Pick<Response, 'status'>): void {
  if (status === 0 || (status >= 300 && status < 400)) {
    throw new Error(`The image service answered by a redirect (${status}). Is baseURL right?`);
  }
}

function streamOf(chunks: AsyncGenerator<Uint8Array, void, void>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks.return();
      },
    },
    { highWaterMark: 0 },
  );
}
