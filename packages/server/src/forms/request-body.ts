import type { IncomingMessage } from 'node:http';
import { ApiRefusal, badRequest } from '@tintype/core/images';
import { DEFAULT_TIMEOUTS, type Timeouts } from './timeouts.ts';

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
  timeouts?: Timeouts | undefined;
}

// A client that sends on although it was refused: as much as a few seconds of a fast network.
const MOST_DROPPED = 64 * 1024 * 1024;
const DROP_TIME = 10_000;

/** Reads a body piece by piece, with the connection left open whatever happens. */
export function openRequestBody(
  request: IncomingMessage,
  { limit, timeouts = DEFAULT_TIMEOUTS }: BodyOptions,
): RequestBody {
  const signals = watch(request, timeouts.idle);
  let received = 0;
  // Only waiting for the client counts, not the time that the disk takes.
  let waited = 0;

  async function wait(): Promise<void> {
    const start = performance.now();
    await signals.next();
    waited += performance.now() - start;
    const expected = ((waited - timeouts.grace) / 1000) * timeouts.minimumRate;
    if (waited > timeouts.grace && received < expected) throw tooSlow();
  }

  return {
    async read() {
      let chunk = request.read() as Buffer | null;
      while (chunk === null) {
        if (request.readableEnded) return null;
        await wait();
        chunk = request.read() as Buffer | null;
      }
      received += chunk.length;
      if (received > limit) throw badRequest(`the body has more than ${limit} bytes`);
      return chunk;
    },
    drop() {
      signals.stop();
      dropBody(request);
    },
  };
}

interface Signals {
  /** Resolves when there may be something to read. @throws ApiRefusal for a client that is too slow or gone. */
  next(): Promise<void>;
  stop(): void;
}

/** Listens to a request once and for all: to do so for each of its pieces costs more than to read them. */
function watch(request: IncomingMessage, idle: number): Signals {
  let waiting: PromiseWithResolvers<void> | undefined;
  const timer = setTimeout(() => waiting?.reject(tooSlow()), idle);
  const wake = () => waiting?.resolve();
  const cut = () => waiting?.reject(incomplete());
  request.on('readable', wake).on('end', wake).on('error', cut).on('close', cut);
  return {
    async next() {
      if (request.destroyed) throw incomplete();
      waiting = Promise.withResolvers();
      timer.refresh();
      await waiting.promise;
    },
    stop() {
      clearTimeout(timer);
      request.off('readable', wake).off('end', wake).off('error', cut).off('close', cut);
    },
  };
}

function incomplete(): ApiRefusal {
  return badRequest('incomplete multipart stream');
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
