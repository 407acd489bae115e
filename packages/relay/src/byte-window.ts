import type { ByteSource } from './request-body.ts';

/** The bytes of a source that have arrived and were not taken yet. */
export interface ByteWindow {
  bytes(): Uint8Array;
  take(length: number): Uint8Array;
  /** Waits for more. `false` where nothing more comes. */
  more(): Promise<boolean>;
}

/**
 * Opens a window on a source.
 *
 * @param start - Bytes to be seen before those of the source.
 */
export function openWindow(source: ByteSource, start: Uint8Array): ByteWindow {
  let held = start;
  return {
    bytes: () => held,
    take(length) {
      const all = held;
      // A chunk that is taken as a whole leaves nothing behind that refers to it.
      held = length === all.length ? NOTHING : all.subarray(length);
      return length === all.length ? all : all.subarray(0, length);
    },
    async more() {
      const chunk = await source.read();
      if (chunk) held = held.length === 0 ? chunk : join(held, chunk);
      return chunk !== null;
    },
  };
}

const NOTHING = new Uint8Array();

/** Two pieces as one. */
export function join(one: Uint8Array, other: Uint8Array): Uint8Array {
  const joined = new Uint8Array(one.length + other.length);
  joined.set(one);
  joined.set(other, one.length);
  return joined;
}
