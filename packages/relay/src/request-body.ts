import type { Watch } from './watch.ts';

/** Bytes that arrive one chunk after the other. */
export interface ByteSource {
  /** The next chunk, or `null` at the end. */
  read(): Promise<Uint8Array | null>;
  /** Reads no more. */
  close(): Promise<void>;
}

/** The body of a request. A browser that sends nothing for too long ends it. */
export function openBody(stream: ReadableStream<Uint8Array>, watch: Watch): ByteSource {
  const reader = stream.getReader();
  const close = () => reader.cancel().catch(() => undefined);
  watch.signal.addEventListener('abort', close, { once: true });
  return {
    async read() {
      watch.waitFor('browser');
      const { done, value } = await reader.read();
      const refusal = done ? watch.refusal() : null;
      if (refusal) throw refusal;
      // Now it is for the service to take what came.
      watch.waitFor('service');
      return done ? null : value;
    },
    close,
  };
}
