import type { Preview } from '../preparation/preview.ts';
import type { Store } from '../queue/store.ts';

/** Holds the previews that items show. */
export interface ShownPreviews {
  has(id: string): boolean;
  /** Whether there are as many as memory should hold. */
  isFull(): boolean;
  /** Shows a preview in place of the one before, if any. */
  show(id: string, image: Blob | Uint8Array<ArrayBuffer>): void;
  /** These were just seen, so they are the last to go. */
  touch(ids: Iterable<string>): void;
  /** Takes previews back, those seen the longest ago first, until there is room. Returns whose. */
  makeRoom(keep: ReadonlySet<string>): string[];
  /** Lets go of the preview of an item that has left. */
  release(id: string): void;
}

interface ShownPreviewsParts {
  store: Store;
  createPreview(image: Blob | Uint8Array<ArrayBuffer>): Preview;
}

// Some thousand previews. A list of more is longer than anybody looks at.
const MOST_BYTES = 48 * 1024 * 1024;

export function createShownPreviews({ store, createPreview }: ShownPreviewsParts): ShownPreviews {
  // In the order in which they were made, or last seen.
  const previews = new Map<string, Preview>();
  let bytes = 0;

  function release(id: string): void {
    const preview = previews.get(id);
    if (!preview) return;
    previews.delete(id);
    bytes -= preview.bytes;
    preview.release();
  }

  return {
    has: (id) => previews.has(id),
    isFull: () => bytes >= MOST_BYTES,
    show(id, image) {
      const preview = createPreview(image);
      if (!store.apply(id, { type: 'previewed', previewUrl: preview.url })) {
        preview.release();
        return;
      }
      release(id);
      previews.set(id, preview);
      bytes += preview.bytes;
    },
    touch(ids) {
      for (const id of ids) {
        const preview = previews.get(id);
        if (!preview) continue;
        previews.delete(id);
        previews.set(id, preview);
      }
    },
    makeRoom(keep) {
      const gone: string[] = [];
      for (const id of previews.keys()) {
        if (bytes <= MOST_BYTES) break;
        if (keep.has(id)) continue;
        release(id);
        store.apply(id, { type: 'previewed', previewUrl: null });
        gone.push(id);
      }
      return gone;
    },
    release,
  };
}
