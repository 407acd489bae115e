import type { ImageHeader } from '../formats/image-header.ts';
import type { Settings } from '../options.ts';
import type { EmbeddedThumbnail } from '../preparation/embedded-thumbnail.ts';
import type { Preparation } from '../preparation/preparation.ts';
import type { Preview } from '../preparation/preview.ts';
import type { Store } from '../queue/store.ts';
import { inNextTask } from '../time/next-task.ts';
import type { WorksPlatform } from './works.ts';

/** Makes small pictures of items, and lets go of them. */
export interface Previewing {
  /** @param header - `null` where the file was not opened yet. */
  push(id: string, header: ImageHeader | null): void;
  /** These items are on screen now: theirs come first. */
  setVisible(ids: Iterable<string>): void;
  /** Items have left. */
  forget(ids: readonly string[]): void;
  /** Calls back once what came in is shown, or soon; at once where nothing came in. */
  whenShown(callback: () => void): void;
}

interface PreviewingParts {
  platform: Pick<WorksPlatform, 'preparation' | 'learnURLs' | 'createPreview' | 'whenIdle'>;
  store: Store;
  settings: () => Settings;
}

/** How many of a file's first bytes hold metadata, thumbnail and the first rows of pixels, of most. */
const LOOKED_AT = 48 * 1024;
// Looking takes next to nothing but time for reading.
const LOOKS_AT_ONCE = 40;
// So long at most others wait until what came in is shown, in milliseconds.
const LONGEST_WAIT = 250;
// Proving a thumbnail takes a millisecond or two: of so many that came in together, nobody waits for it.
const FEW = 8;
// Each holds the bytes that it was read from.
const MOST_UNPROVEN = 64;
// As many as there are workers at most; more would only fill their queue, in which none can overtake.
const DECODED_AT_ONCE = 4;
// Some thousand previews. A list of more is longer than anybody looks at.
const MOST_BYTES = 48 * 1024 * 1024;

export function createPreviewing({ platform, store, settings }: PreviewingParts): Previewing {
  // What was not looked at yet, and what must be decoded, in order, by id.
  const unseen = new Map<string, ImageHeader | null>();
  const undecoded = new Map<string, ImageHeader>();
  const headers = new Map<string, ImageHeader | null>();
  // In the order in which they were made, or last seen.
  const made = new Map<string, Preview>();
  // Thumbnails on show that may be of another picture, in the order in which they were made.
  const unproven = new Map<string, { header: ImageHeader; thumbnail: EmbeddedThumbnail }>();
  let isProving = false;
  let isCrowd = false;
  let visible = new Set<string>();
  let isStarting = false;
  // Those who wait until what came in is shown, as long as it is not.
  const waiting: (() => void)[] = [];
  let showing: ReturnType<typeof setTimeout> | undefined;
  let looking = 0;
  let decoding = 0;
  let bytes = 0;
  store.watch((now, before) => {
    const isReopened = now?.status === 'preparing' && before !== null;
    if (now?.status === 'canceled' || isReopened) forget(now.id);
  });

  /** However long it takes: a preview that comes late is better than none. */
  function loadPreparation(): Promise<Preparation> {
    return new Promise(platform.preparation.use);
  }

  function next(): void {
    while (looking < LOOKS_AT_ONCE && startLooking());
    while (decoding < DECODED_AT_ONCE && startDecoding());
  }

  /** What was just added is shown first; the looks begin afterwards, in a task of their own. */
  function start(): void {
    if (isStarting) return;
    isStarting = true;
    showing ??= setTimeout(endShowing, LONGEST_WAIT);
    platform.learnURLs();
    // On its way while the page is busy.
    void loadPreparation();
    inNextTask(() => {
      isStarting = false;
      isCrowd = unseen.size > FEW;
      goOn();
    });
  }

  function endShowing(): void {
    clearTimeout(showing);
    showing = undefined;
    if (waiting.length === 0) return;
    // Once it is painted, too.
    platform.whenIdle(() => {
      for (const callback of waiting.splice(0)) callback();
    });
  }

  function goOn(): void {
    next();
    // The last ones need not wait until the page has rested.
    if (looking === 0 && decoding === 0) store.flush();
    if (looking === 0 && !isStarting) endShowing();
  }

  function startLooking(): boolean {
    const id = pick(unseen);
    if (id === undefined) return false;
    const header = unseen.get(id) ?? null;
    unseen.delete(id);
    looking += 1;
    void look(id, header).finally(() => {
      looking -= 1;
      goOn();
    });
    return true;
  }

  function startDecoding(): boolean {
    const id = pick(undecoded);
    const header = id && undecoded.get(id);
    if (!id || !header) return false;
    undecoded.delete(id);
    decoding += 1;
    void decode(id, header).finally(() => {
      decoding -= 1;
      goOn();
    });
    return true;
  }

  /** The first of those on screen, else the first of all, as long as there is room. */
  function pick(from: ReadonlyMap<string, unknown>): string | undefined {
    for (const id of visible) if (from.has(id)) return id;
    return bytes < MOST_BYTES ? from.keys().next().value : undefined;
  }

  async function look(id: string, known: ImageHeader | null): Promise<void> {
    const file = store.get(id)?.file;
    if (!file) return;
    try {
      // Read while the code for it is on its way.
      const start = known && !known.thumbnail ? null : file.slice(0, LOOKED_AT).arrayBuffer();
      const { look: lookAt } = await loadPreparation();
      const first = await start;
      const { header, thumbnail } = first
        ? await lookAt(file, known, { first, side: settings().previewSide() })
        : { header: known, thumbnail: null };
      if (!header) return;
      if (thumbnail && isCrowd && unproven.size < MOST_UNPROVEN) {
        show(id, thumbnail.bytes);
        prove(id, header, thumbnail);
      } else if (thumbnail && (await isGenuine(thumbnail))) show(id, thumbnail.bytes);
      else if (isWanted(id)) undecoded.set(id, header);
    } catch {
      // A list without pictures is still a list.
    }
  }

  /** Of many, what takes longer than to show a thumbnail waits until all are shown. */
  function prove(id: string, header: ImageHeader, thumbnail: EmbeddedThumbnail): void {
    unproven.set(id, { header, thumbnail });
    if (isProving) return;
    isProving = true;
    platform.whenIdle(proveNext);
  }

  async function proveNext(): Promise<void> {
    const [next] = unproven;
    if (!next) {
      isProving = false;
      return;
    }
    const [id, { header, thumbnail }] = next;
    const isRight = await isGenuine(thumbnail);
    // Meanwhile its item may have left, or have another file.
    if (unproven.get(id)?.thumbnail === thumbnail) {
      unproven.delete(id);
      if (!isRight) replace(id, header);
    }
    platform.whenIdle(proveNext);
  }

  function replace(id: string, header: ImageHeader): void {
    release(id);
    store.apply(id, { type: 'previewed', previewUrl: null });
    undecoded.set(id, header);
    goOn();
  }

  async function decode(id: string, header: ImageHeader): Promise<void> {
    const file = store.get(id)?.file;
    if (!file) return;
    try {
      const { preview } = await loadPreparation();
      const picture = await preview(file, header, settings().previewSide());
      if (picture) show(id, picture);
    } catch {
      // As above.
    }
  }

  function isWanted(id: string): boolean {
    return headers.has(id) && !made.has(id);
  }

  function show(id: string, picture: Blob | Uint8Array<ArrayBuffer>): void {
    if (!isWanted(id)) return;
    const preview = platform.createPreview(picture);
    if (!store.apply(id, { type: 'previewed', previewUrl: preview.url })) {
      preview.release();
      return;
    }
    made.set(id, preview);
    bytes += preview.bytes;
    makeRoom();
  }

  /** Takes back those that were seen the longest ago, once it is known what is on screen. */
  function makeRoom(): void {
    if (visible.size === 0) return;
    for (const id of made.keys()) {
      if (bytes <= MOST_BYTES) return;
      if (visible.has(id)) continue;
      release(id);
      store.apply(id, { type: 'previewed', previewUrl: null });
      unseen.set(id, headers.get(id) ?? null);
    }
  }

  function release(id: string): void {
    const preview = made.get(id);
    if (!preview) return;
    made.delete(id);
    bytes -= preview.bytes;
    preview.release();
  }

  function forget(id: string): void {
    unseen.delete(id);
    undecoded.delete(id);
    unproven.delete(id);
    headers.delete(id);
    release(id);
  }

  return {
    push(id, header) {
      forget(id);
      if (!settings().previews) return;
      headers.set(id, header);
      unseen.set(id, header);
      start();
    },
    setVisible(ids) {
      visible = new Set(ids);
      for (const id of visible) {
        const preview = made.get(id);
        if (!preview) continue;
        made.delete(id);
        made.set(id, preview);
      }
      makeRoom();
      next();
    },
    forget(ids) {
      for (const id of ids) forget(id);
      next();
    },
    whenShown(callback) {
      if (showing === undefined && waiting.length === 0) callback();
      else waiting.push(callback);
    },
  };
}

/** What goes wrong with a thumbnail is no reason not to decode the picture. */
async function isGenuine(thumbnail: EmbeddedThumbnail): Promise<boolean> {
  return thumbnail.isGenuine().catch(() => false);
}
