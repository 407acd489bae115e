import type { IncomingMessage } from 'node:http';
import { ApiRefusal, badRequest } from '@tintype/core/images';
import { DEFAULT_PATIENCE, type Patience } from './patience.ts';

/** The body of a request, as it arrives. */
export interface RequestBody {
  /**
   * The next bytes, or `null` at the end.
   *
   * @throws ApiRefusal 5408 for a client that is too slow, 5400 for a body over the limit or cut off.
   */
  read(): Promise<Buffer | null>;
  /** Listens to no more of it. Who is still sending is heard out for a while, or would miss the answer. */
  drop(): void;
}

/** What a body may be read with. */
export interface BodyOptions {
  /** Bytes. */
  limit: number;
  patience?: Patience | undefined;
}

// A client that sends on although it was refused: as much as a few seconds of a fast network.
const MOST_DROPPED = 64 * 1024 * 1024;
const DROP_TIME = 10_000;

/** Reads a body piece by piece, with the connection left open whatever happens. */
export function openRequestBody(
  request: IncomingMessage,
  { limit, patience = DEFAULT_PATIENCE }: BodyOptions,
): RequestBody {
  let received = 0;
  // Only waiting for the client counts, not the time that the disk takes.
  let waited = 0;

  async function wait(): Promise<void> {
    const start = performance.now();
    await somethingHappens(request, patience.idle);
    waited += performance.now() - start;
    const expected = ((waited - patience.grace) / 1000) * patience.minimumRate;
    if (waited > patience.grace && received < expected) throw tooSlow();
  }

  return {
    async read() {
      for (;;) {
        const chunk = request.read() as Buffer | null;
        if (chunk === null && request.readableEnded) return null;
        if (chunk === null) {
          await wait();
          continue;
        }
        received += chunk.length;
        if (received > limit) throw badRequest(`the body has more than ${limit} bytes`);
        return chunk;
      }
    },
    drop: () => dropBody(request),
  };
}

function somethingHappens(request: IncomingMessage, idle: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const aborted = () => reject(badRequest('incomplete multipart stream'));
  if (request.destroyed && !request.readableEnded) aborted();
  const timer = setTimeout(() => reject(tooSlow()), idle);
  request.once('readable', resolve).once('end', resolve);
  request.once('error', aborted).once('close', aborted);
  return promise.finally(() => {
    clearTimeout(timer);
    request.off('readable', resolve).off('end', resolve).off('error', aborted);
    request.off('close', aborted);
  });
}

function tooSlow(): ApiRefusal {
  return new ApiRefusal(408, 5408, 'Client was sending upload too slowly', {
    Connection: 'close',
    'x-should-retry': 'false',
  });
}

/** Listens to no more of a request, and closes its connection if it goes on for long. */
export function dropBody(request: IncomingMessage): void {
  if (request.readableEnded || request.destroyed) return;
  let dropped = 0;
  const timer = setTimeout(() => request.destroy(), DROP_TIME);
  timer.unref();
  request.once('close', () => clearTimeout(timer)).once('end', () => clearTimeout(timer));
  // A connection that is cut meanwhile is no trouble to anybody.
  request.on('error', () => undefined);
  request.on('data', (chunk: Buffer) => {
    dropped += chunk.length;
    if (dropped > MOST_DROPPED) request.destroy();
  });
  request.resume();
}
