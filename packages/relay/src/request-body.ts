import { portsOf } from './request-ports.ts';
import type { Watch } from './watch.ts';

/** Bytes that arrive one chunk after the other. */
export interface ByteSource {
  /** The next chunk, or `null` at the end. */
  read(): Promise<Uint8Array | null>;
  /** Reads no more. */
  close(): Promise<void>;
}

/**
 * The body of a request, or `null` where it has none. A browser that sends nothing for too long ends
 * it, with ApiRefusal 408.
 */
export function openBody(request: Request, watch: Watch): ByteSource | null {
  if (!request.body) return null;
  const source = portsOf(request)?.body ?? sourceOf(request.body);
  watch.signal.addEventListener('abort', source.close, { once: true });
  return {
    async read() {
      watch.waitFor('browser');
      const chunk = await source.read();
      const refusal = chunk ? null : watch.refusal();
      if (refusal) throw refusal;
      // Now it is for the service to take what came.
      watch.waitFor('service');
      return chunk;
    },
    close: source.close,
  };
}

function sourceOf(stream: ReadableStream<Uint8Array>): ByteSource {
  const reader = stream.getReader();
  return {
    async read() {
      const { done, value } = await reader.read();
      return done ? null : value;
    },
    close: () => reader.cancel().catch(() => undefined),
  };
}
