import type { IncomingMessage } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import type { ByteSource } from './request-body.ts';

/** The body of a request to a server of Node. */
export interface IncomingBody extends ByteSource {
  /**
   * Gives the memory of a chunk back at once, where nobody else may look at it. Garbage collection
   * would come too late: 64 kB for each chunk are more than it sees of them.
   */
  release(chunk: Uint8Array): void;
}

/**
 * The bytes of a request, chunk by chunk as Node reads them. Nothing is read from the connection while
 * nobody asks. After `close` the rest is read and dropped, so that an early refusal reaches the browser
 * that is still sending.
 */
export function readIncoming(incoming: IncomingMessage): IncomingBody {
  const waiting: Uint8Array[] = [];
  const own = new WeakSet<ArrayBufferLike>();
  let isOver = false;
  let failure: Error | null = incoming.readableEnded ? new Error(READ_BEFORE) : null;
  let wake: () => void = () => undefined;
  let isAwaited = false;

  const onData = (chunk: Uint8Array) => {
    // Whoever else hears of a chunk may keep it.
    if (chunk.length >= WORTH_IT && incoming.listenerCount('data') === 1) own.add(chunk.buffer);
    waiting.push(chunk);
    if (!isAwaited) incoming.pause();
    wake();
  };
  const onEnd = () => {
    isOver = true;
    wake();
  };
  const onError = (error: Error) => {
    failure = error;
    wake();
  };
  // From the beginning, so that nothing is missed where others listen to the request too.
  incoming.pause().on('data', onData).on('end', onEnd).on('error', onError);

  return {
    async read() {
      while (waiting.length === 0 && !isOver && !failure) {
        isAwaited = true;
        if (incoming.isPaused()) incoming.resume();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        isAwaited = false;
      }
      // Small pieces come many at a time, and the rest of them is there in the next turn.
      if (waiting[0] && waiting[0].length < SMALL) await setImmediate();
      if (waiting.length > 0) return takeSome(waiting);
      if (failure) throw failure;
      return null;
    },
    release({ buffer, byteLength }) {
      const isWhole = byteLength === buffer.byteLength;
      if (isWhole && own.has(buffer)) (buffer as ArrayBuffer).transfer?.(0);
    },
    async close() {
      isOver = true;
      waiting.length = 0;
      incoming.off('data', onData).resume();
      wake();
    },
  };
}

/** A body of many small pieces costs its sender nothing, and the relay some work for each. */
function takeSome(waiting: Uint8Array[]): Uint8Array {
  let size = 0;
  const next = waiting.findIndex(({ length }) => {
    size += length;
    return size > WORTH_IT;
  });
  const some = waiting.splice(0, next === -1 ? waiting.length : Math.max(next, 1));
  const [first] = some;
  return first && some.length === 1 ? first : Buffer.concat(some);
}

const READ_BEFORE =
  'The body of the request was read before the relay could read it. Mount the relay before any body parser.';

// Less than a packet of the network.
const SMALL = 1024;

// Smaller ones may be part of a pool, and are no burden.
const WORTH_IT = 16 * 1024;
