import type { UploadItem, UploadStatus } from '../queue/item.ts';
import type { KeptItem, OpenPersistence, Persistence } from '../queue/persistence.ts';
import type { Store } from '../queue/store.ts';

/** Lets items survive their page, as long as there is something to do for them. */
export interface Keeping {
  /** Notes that an item's bytes are about to leave. Once it resolves, that survives the page. */
  keep(item: UploadItem): Promise<void>;
  /** Notes what is known of an item by now. @param file - Takes the place of the one that is kept. */
  note(item: UploadItem, file?: File): Promise<void>;
  /** What is kept waits for the next page. */
  close(): void;
}

interface KeepingParts {
  open: OpenPersistence;
  name: string;
  store: Store;
  /** Whether the app has taken an item, and is not to be asked again. */
  isApproved: (id: string) => boolean;
  /** Pages that are gone have left these. */
  onRestored: (items: KeptItem[]) => void;
  /** Something could not be kept. It is uploaded all the same. */
  onTrouble: (error: unknown) => void;
}

// WebKit has transactions that never end, and others need a while to copy many large files.
const PATIENCE = 10_000;

// A canceled item may come back, but nobody expects it to do so by itself.
const NOT_KEPT = new Set<UploadStatus | undefined>(['done', 'canceled', 'rejected']);

/** @throws Error where nothing can be kept. */
export async function createKeeping(parts: KeepingParts): Promise<Keeping> {
  const { store, onTrouble } = parts;
  const persistence = await parts.open(parts.name);
  const kept = new Set<string>();
  // Those whose bytes may have left before this was loaded, too.
  const begun = new Set(store.items().flatMap(({ id, attempt }) => (attempt > 0 ? id : [])));
  let fresh: string[] = [];
  let gone: string[] = [];
  let closed = false;
  let isStuck = false;

  function follow(item: UploadItem | null, before: UploadItem | null): void {
    const id = item?.id ?? before?.id ?? '';
    const isKept = item !== null && !NOT_KEPT.has(item.status);
    if (isKept === kept.has(id)) return;
    if (fresh.length === 0 && gone.length === 0) queueMicrotask(flush);
    if (isKept) {
      kept.add(id);
      fresh.push(id);
    } else {
      kept.delete(id);
      gone.push(id);
    }
  }

  function flush(): void {
    // As they are by now: a caption may have come with the app's `onAdd`.
    const items = fresh.flatMap((id) => (kept.has(id) ? (store.get(id) ?? []) : []));
    const ids = gone.filter((id) => !kept.has(id));
    fresh = [];
    gone = [];
    if (closed) return;
    if (items.length > 0) void put(items.map(asKept));
    if (ids.length > 0) void write((to) => to.delete(ids));
  }

  /** Where there is no room for all, there may be for some. */
  async function put(items: KeptItem[]): Promise<void> {
    try {
      await persistence.put(items);
    } catch {
      for (const item of items) await write((to) => to.put([item]));
    }
  }

  async function write(work: (to: Persistence) => Promise<void>): Promise<void> {
    try {
      await work(persistence);
    } catch (error) {
      if (!closed) onTrouble(error);
    }
  }

  /** What cannot be kept in time is uploaded all the same, and nobody waits a second time. */
  async function inTime(work: Promise<void>): Promise<void> {
    if (isStuck) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        isStuck = true;
        if (!closed) onTrouble(new DOMException('IndexedDB does not answer.', 'TimeoutError'));
        resolve();
      }, PATIENCE);
    });
    await Promise.race([work, tooLate]);
    clearTimeout(timer);
  }

  const unwatch = store.watch(follow);
  for (const item of store.items()) follow(item, null);
  // What comes from elsewhere is in place already.
  const restore = (items: KeptItem[]) => {
    if (closed) return;
    for (const item of items) {
      kept.add(item.id);
      if (item.begun) begun.add(item.id);
    }
    parts.onRestored(items);
  };
  void write((from) => from.adopt(restore));

  function asKept(item: UploadItem): KeptItem {
    const { id, key, directUpload, file, metadata } = item;
    const marks = { begun: begun.has(id), approved: parts.isApproved(id) };
    return { id, key, directUpload, file, metadata, ...marks };
  }

  const note = (item: UploadItem, file?: File) => {
    const { file: _, ...state } = asKept(item);
    return write((to) => to.update(state, file));
  };

  return {
    keep(item) {
      begun.add(item.id);
      return inTime(note(item));
    },
    note,
    close() {
      closed = true;
      unwatch();
      persistence.close();
    },
  };
}
