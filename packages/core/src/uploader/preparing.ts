import { isUploadError, UploadError } from '../errors/upload-error.ts';
import type { ImageHeader } from '../formats/image-header.ts';
import type { Prepared } from '../formats/prepared.ts';
import { judgeResult } from '../intake/intake.ts';
import type { Settings } from '../options.ts';
import { createQueue } from '../queue/queue.ts';
import type { Store } from '../queue/store.ts';
import type { WorksPlatform } from './works.ts';

/** What is sent for an item in place of the file as chosen. */
export interface Outgoing {
  file: File;
  /** The picture's ThumbHash in Base64, or `null`. */
  thumbHash: string | null;
}

/** With the bytes that the browser holds for it. */
interface Made extends Outgoing {
  prepared: Prepared;
  bytes: number;
}

/** Makes of chosen files what is to be sent, and holds it until it was. */
export interface Preparing {
  /** @param header - `null` where the file was not opened, since nothing is to be done to it. */
  push(id: string, header: ImageHeader | null): void;
  outgoing(id: string): Outgoing | undefined;
  /** From now on, pictures leave by their place in the list. To be called again when places change. */
  sortBy(placeOf: (id: string) => number): void;
  forget(ids: readonly string[]): void;
  clear(): void;
}

interface PreparingParts {
  platform: Pick<WorksPlatform, 'preparation'>;
  store: Store;
  settings: () => Settings;
  onPrepared: (id: string) => void;
  onRejected: (id: string, error: UploadError) => void;
}

// As many as there are workers at most. Previews run beside them.
const AT_ONCE = 3;
// Pictures that were drawn anew are held by the browser until they are sent.
const MOST_BYTES = 64 * 1024 * 1024;

export function createPreparing(parts: PreparingParts): Preparing {
  const { platform, store, settings, onPrepared, onRejected } = parts;
  const headers = new Map<string, ImageHeader>();
  const ready = new Map<string, Made>();
  // In the order in which they came; with what was made of them, or `null` as long as nothing is.
  const line = new Map<string, Made | null>();
  let bytes = 0;
  const queue = createQueue((id) => {
    const header = headers.get(id);
    return header && store.get(id)?.status === 'preparing' ? prepare(id, header) : null;
  });
  queue.setConcurrency(AT_ONCE);
  store.watch((now) => {
    if (now?.status === 'done' || now?.status === 'canceled') forget(now.id);
  });

  async function prepare(id: string, header: ImageHeader): Promise<void> {
    const { prepare: wanted, rules } = settings();
    const file = store.get(id)?.file;
    if (!file) return;
    if (!wanted) return finish(id, unchanged(file));
    try {
      const made = await (await platform.preparation.load()).prepare(file, header, wanted);
      const { width, height, thumbHash, prepared } = made;
      const outgoing = made.file ?? file;
      const error = judgeResult(outgoing, { ...header, width, height }, rules);
      // What was only stripped is made of stretches of the chosen file, and takes no room.
      const isDrawn = prepared === 'encoded';
      if (error) reject(id, error);
      else finish(id, { file: outgoing, thumbHash, prepared, bytes: isDrawn ? outgoing.size : 0 });
    } catch (error) {
      reject(id, isUploadError(error) ? error : unexpected(file, error));
    }
  }

  function finish(id: string, made: Made): void {
    if (!line.has(id)) return;
    line.set(id, made);
    letGo();
  }

  /** Several are prepared at once, and all leave in the order in which they came. */
  function letGo(): void {
    for (const [id, made] of line) {
      if (!made) return;
      line.delete(id);
      const { file, prepared } = made;
      if (!store.apply(id, { type: 'prepared', size: file.size, prepared })) continue;
      release(id);
      ready.set(id, made);
      bytes += made.bytes;
      queue.setHeld(bytes > MOST_BYTES);
      onPrepared(id);
    }
  }

  function reject(id: string, error: UploadError): void {
    onRejected(id, error);
    leave(id);
  }

  function leave(id: string): void {
    // Others may be leaving at the same moment, and nothing of theirs is to begin.
    if (line.delete(id)) queueMicrotask(letGo);
  }

  function release(id: string): void {
    bytes -= ready.get(id)?.bytes ?? 0;
    ready.delete(id);
  }

  function forget(id: string): void {
    headers.delete(id);
    release(id);
    queue.setHeld(bytes > MOST_BYTES);
    leave(id);
  }

  return {
    push(id, header) {
      const file = store.get(id)?.file;
      if (!file) return;
      line.set(id, null);
      if (!header || !settings().prepare) return finish(id, unchanged(file));
      headers.set(id, header);
      queue.push(id);
    },
    outgoing: (id) => ready.get(id),
    sortBy(placeOf) {
      queue.sortBy(placeOf);
      const sorted = [...line].sort(([one], [other]) => placeOf(one) - placeOf(other));
      line.clear();
      for (const [id, made] of sorted) line.set(id, made);
      letGo();
    },
    forget(ids) {
      for (const id of ids) forget(id);
    },
    clear() {
      queue.clear();
      line.clear();
    },
  };
}

function unchanged(file: File): Made {
  return { file, thumbHash: null, prepared: 'copied', bytes: 0 };
}

function unexpected(file: File, cause: unknown): UploadError {
  const message = `${file.name} could not be prepared for sending. Try again.`;
  return new UploadError('preparation-failed', message, { cause });
}
