import type { UploadError } from '../errors/upload-error.ts';
import type { readHeader } from '../formats/header.ts';
import type { Image } from '../images/image.ts';
import type { LazyModule } from '../loading/lazy-module.ts';
import type { Settings } from '../options.ts';
import type { Preparation } from '../preparation/preparation.ts';
import type { Preview } from '../preparation/preview.ts';
import type { UploadItem } from '../queue/item.ts';
import type { Store } from '../queue/store.ts';
import type { reserve } from '../transport/direct-upload.ts';
import type { findStored } from '../transport/find-stored.ts';
import type { Transport } from '../transport/transport.ts';
import { createAdmitting } from './admitting.ts';
import { createPlaces } from './places.ts';
import { createPreparing } from './preparing.ts';
import { createPreviewing } from './previewing.ts';
import { createSending, type Sending } from './sending.ts';

/** What the works want of the world around them. */
export interface WorksPlatform {
  send: Transport;
  reserve: typeof reserve;
  findStored: typeof findStored;
  /** What makes sense of pictures is loaded when there is one. */
  headerReader: Pick<LazyModule<typeof readHeader>, 'load'>;
  preparation: Pick<LazyModule<Preparation>, 'load' | 'use'>;
  /** Finds out which URLs the page may show, before there is a preview. */
  learnURLs(): void;
  createPreview(picture: Blob | Uint8Array<ArrayBuffer>): Preview;
  /** Calls back when the page has nothing else to do. */
  whenIdle(callback: () => void): void;
}

/** What the works share with the engine. */
export interface WorksParts {
  store: Store;
  settings: () => Settings;
  /** Whether an item must wait for `start()`. */
  isHeld: (id: string) => boolean;
  /** Makes sure that an item survives the page, before its bytes leave. */
  keep: (item: UploadItem) => Promise<void> | null;
  onBytes: (bytes: number) => void;
  onStored: (id: string, image: Image) => void;
  onFailed: (id: string, error: UploadError) => void;
  /** An item waits for code that could not be loaded. */
  onPartMissing: (id: string, error: UploadError) => void;
  /** Whether the app has taken an item before, and is not asked again. */
  isApproved: (id: string) => boolean;
  /** The app has taken an item. @param file - What it has taken in place of the file as chosen. */
  onApproved: (id: string, file: File | undefined) => void;
  /** The app wants nothing to be seen of an item. */
  onLeftOut: (id: string) => void;
  /** An item takes the place of an older one. */
  onReplaced: (id: string, by: string) => void;
}

/** All stations between a chosen file and the image that is stored. */
export interface Works
  extends Pick<Sending, 'requeue' | 'stop' | 'doubt' | 'setHeld' | 'setConcurrency'> {
  /** New items, or such as are looked at once more. */
  admit(ids: readonly string[]): void;
  /** Takes places away from stored images that came in late. */
  makeRoom(): void;
  /** Puts a queued item into line. */
  send(id: string): void;
  /** Forgets who waits to be sent. */
  clearLine(): void;
  /** From now on, what waits goes by its place in the list. To be called again when places change. */
  sortBy(placeOf: (id: string) => number): void;
  /** These items are on screen now. */
  setVisible(ids: Iterable<string>): void;
  /** Items have left. */
  forget(ids: readonly string[]): void;
  /** Forgets who waits, everywhere. */
  clear(): void;
}

/** Builds the works of one engine. */
export type CreateWorks = (parts: WorksParts) => Works;

export function createWorks(platform: WorksPlatform, parts: WorksParts): Works {
  const { store, settings, isHeld, onFailed } = parts;
  const onRejected = (id: string, error: UploadError) => {
    if (error.code === 'part-not-loaded') parts.onPartMissing(id, error);
    else if (store.apply(id, { type: 'rejected', error })) onFailed(id, error);
  };
  const shared = { platform, store, settings, onRejected };
  const places = createPlaces({ store, settings, onReplaced: parts.onReplaced });
  const admitting = createAdmitting({
    ...shared,
    places,
    isApproved: parts.isApproved,
    onApproved: parts.onApproved,
    onLeftOut: parts.onLeftOut,
    onAdmitted(id, header) {
      previewing.push(id, header);
      preparing.push(id, header);
    },
  });
  const previewing = createPreviewing(shared);
  const preparing = createPreparing({
    ...shared,
    // Sending takes the page's time, and what people wait for is to see their pictures.
    onPrepared(id) {
      places.settle(id);
      previewing.whenShown(() => line(id));
    },
  });
  // They wait until it is known whether they are replaced: what is sent cannot be called back.
  const contested = new Set<string>();
  function line(id: string): void {
    if (store.get(id)?.status !== 'queued' || isHeld(id)) return;
    if (places.isContested(id)) contested.add(id);
    else sending.push(id);
  }
  store.watch((now, before) => {
    if (before?.status !== 'preparing' || now?.status === 'preparing') return;
    if (contested.size > 0) queueMicrotask(lineContested);
  });
  function lineContested(): void {
    const ids = [...contested];
    contested.clear();
    for (const id of ids) line(id);
  }
  const sending = createSending({ ...parts, platform, outgoing: preparing.outgoing });
  const { requeue, stop, doubt, setHeld, setConcurrency } = sending;
  return {
    send: line,
    requeue,
    stop,
    doubt,
    setHeld,
    setConcurrency,
    clearLine: sending.clear,
    admit: admitting.push,
    makeRoom: places.makeRoom,
    setVisible: previewing.setVisible,
    sortBy(placeOf) {
      preparing.sortBy(placeOf);
      sending.sortBy(placeOf);
    },
    forget(ids) {
      previewing.forget(ids);
      preparing.forget(ids);
      sending.forget(ids);
    },
    clear() {
      admitting.clear();
      preparing.clear();
      sending.clear();
    },
  };
}
