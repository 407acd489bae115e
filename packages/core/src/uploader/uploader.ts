import type { UploadError } from '../errors/upload-error.ts';
import type { Image } from '../images/image.ts';
import { lazyModule, onRecovery } from '../loading/lazy-module.ts';
import { type Metadata, resolveOptions, type UploaderOptions } from '../options.ts';
import { isOnThisMachine } from '../queue/connectivity.ts';
import {
  createItem,
  createStoredItem,
  type DoneItem,
  type PreparingItem,
  restoreItem,
  type UploadItem,
  type UploadStatus,
} from '../queue/item.ts';
import type { KeptItem } from '../queue/persistence.ts';
import { createSpeedometer } from '../queue/speedometer.ts';
import { createStore, type StatusListener } from '../queue/store.ts';
import { totalsOf, type UploaderStatus, type UploadProgress } from '../queue/totals.ts';
import { PENDING } from '../queue/transition.ts';
import { call } from './callbacks.ts';
import { createLeaveGuard } from './leave-guard.ts';
import { browser, type Platform } from './platform.ts';
import { createSurviving, type UploaderWarning } from './surviving.ts';
import type { TellEvent } from './upload-events.ts';
import type { CreateWorks, Works } from './works.ts';

/** Everything that there is to show. The same object as long as nothing has changed. */
export interface UploaderSnapshot {
  /** All items, in the order in which they were added, or to which they were moved. */
  readonly items: readonly UploadItem[];
  readonly progress: UploadProgress;
  readonly status: UploaderStatus;
  /** Why pictures would not survive the page, although `persist` is on. */
  readonly warning: UploaderWarning | null;
}

/**
 * Told of a stored image that has left the list.
 *
 * @param place - Where it was, counted from 0.
 * @param replacedBy - Id of the item that has taken its place, or `null` where it was removed.
 */
export type RemovalListener = (item: DoneItem, place: number, replacedBy: string | null) => void;

/** The engine: takes files, and sees each of them through to an image or a reason why not. */
export interface Uploader {
  /**
   * Takes files in and answers with their items' ids. They are looked at in the background.
   *
   * @throws Error after `destroy()`.
   */
  add(files: Iterable<File> | ArrayLike<File>): string[];
  /**
   * With `autoStart: false`: sends everything that was added so far. Resolves to all items once nothing
   * waits and nothing runs any more, at once where that is so; while the uploader is paused or offline, it
   * waits. Never rejects: look at each `status`.
   */
  start(): Promise<readonly UploadItem[]>;
  /**
   * Stops sending, and starts nothing. Pictures whose bytes are all out still get their answer,
   * since the service may already have stored them.
   */
  pause(): void;
  /** Goes on after `pause()`. */
  resume(): void;
  /** Stops one item, in whatever phase it is. It stays in the list. */
  cancel(id: string): void;
  /** Sends a failed or canceled item again, or looks at a rejected one again. */
  retry(id: string): void;
  /** Sends all failed items again. */
  retryAll(): void;
  /**
   * Puts an item at another place of the list, counted from 0. From then on, what is not sent yet is sent
   * in the order of the list.
   */
  move(id: string, place: number): void;
  /**
   * Says more of one picture, such as its caption. It goes over what `metadata` of the options says, and
   * counts for what is sent afterwards; `null` takes it back. What the service has stored stays as it is.
   */
  setMetadata(id: string, metadata: Metadata | null): void;
  /**
   * Stops one item, or several, and takes them off the list. What the service has stored stays stored, and
   * is passed to `onRemove`.
   */
  remove(id: string | readonly string[]): void;
  /**
   * Stops all items and takes them off the list, as is right once a form was saved. What the service has
   * stored stays stored.
   */
  clear(): void;
  /** Stops all items, takes them off the list and puts `initialImages` back, as a form does with its first values. */
  reset(): void;
  /**
   * Adds images that are stored already, unless they are in the list.
   *
   * @param place - Where the first of them goes, counted from 0. Unless given, it goes to the end.
   */
  addStored(images: readonly Image[], place?: number): void;
  /**
   * Tells which items are on screen, for as long as nothing else is said: their previews are made before
   * the others', and are the last to go when there are too many.
   */
  setVisible(ids: Iterable<string>): void;
  /**
   * Is told that something has changed: at once after one of the actions above, else once per frame at
   * most. Answers with its own end.
   */
  subscribe(listener: () => void): () => void;
  getSnapshot(): UploaderSnapshot;
  /** One item as it is now. */
  getItem(id: string): UploadItem | undefined;
  /** Is told of each change of an item's status, at once. Answers with its own end. */
  watch(listener: StatusListener): () => void;
  /** Is told of each stored image that is removed or replaced, as `onRemove`. Answers with its own end. */
  watchRemoved(listener: RemovalListener): () => void;
  /** Takes new options for everything that starts from now on. @throws TypeError as `createUploader` */
  setOptions(options: UploaderOptions): void;
  /**
   * Stops everything and lets go of all files, timers and URLs. The uploader is of no use afterwards.
   * What `persist` keeps waits for the next one.
   */
  destroy(): void;
}

/**
 * Creates an uploader. It touches nothing of the browser until a file comes, so that it can be
 * created on a server too.
 *
 * @throws TypeError when an option is not what it must be.
 *
 * @example
 * ```ts
 * const uploader = createUploader({ endpoint: '/api/images' });
 * uploader.subscribe(() => render(uploader.getSnapshot().items));
 * uploader.add(input.files ?? []);
 * ```
 */
export function createUploader(options: UploaderOptions): Uploader {
  return createEngine(options, browser);
}

// Only apps that listen to every event need it.
const uploadEvents = lazyModule(() => import('./upload-events.ts'), 'createUploadEvents');

/** The same on any platform. */
export function createEngine(options: UploaderOptions, platform: Platform): Uploader {
  let settings = resolveOptions(options);
  let destroyed = false;
  let paused = false;
  let offline = false;
  let stopListening: (() => void) | undefined;
  let pending = 0;
  let snapshot: UploaderSnapshot = {
    items: [],
    progress: totalsOf([], null),
    status: 'idle',
    warning: null,
  };
  // Those that wait for `start()`, and those that will again once their code is loaded.
  const held = new Set<string>();
  const heldAgain = new Set<string>();
  // Whoever wants to know when all has settled.
  let waiting: ((items: readonly UploadItem[]) => void)[] = [];
  const removalListeners = new Set<RemovalListener>();
  // Ids of the stored images that the app has named so far.
  const named = new Set<string>();
  // Those that the app has taken, and is not asked about again.
  const approved = new Set<string>();

  const store = createStore(platform.createFrameScheduler());
  const speedometer = createSpeedometer();
  const leaveGuard = createLeaveGuard();
  let works: Works | undefined;
  // For the works, until they are loaded: the rest of what they need to know is in the store.
  const doubted = new Set<string>();
  let visible: ReadonlySet<string> | undefined;
  let isMoved = false;
  let stopWaiting: (() => void) | undefined;
  let tellEvent: TellEvent | undefined;
  const untold: Parameters<TellEvent>[] = [];
  const surviving = createSurviving({
    platform,
    store,
    settings: () => settings,
    isApproved: (id) => approved.has(id),
    onRestored: restore,
  });
  store.watch(tell);
  store.add(storedItems());
  store.watch(count);
  const stopProgress = store.subscribe(() => call(settings.onProgress, getSnapshot().progress));

  /** Loads what files need, once, and keeps trying. */
  function needWorks(): void {
    if (destroyed) return;
    // Somebody does something with it: no time to wait for the next attempt.
    if (stopWaiting) {
      platform.works.retry();
      return;
    }
    const { current, subscribe, need } = platform.works;
    const check = () => {
      const create = current();
      if (create) begin(create);
      else reportMissingWorks();
    };
    const ends = [subscribe(check), onRecovery(reopenWaiting)];
    if (current()) check();
    else ends.push(need());
    stopWaiting = () => {
      for (const end of ends) end();
    };
  }

  function begin(create: CreateWorks): void {
    if (works) return;
    works = build(create);
    for (const id of doubted) works.doubt(id);
    if (visible) works.setVisible(visible);
    if (isMoved) works.sortBy(store.placeOf);
    for (const { id } of store.items().filter(isWaitingForParts)) reopen(id);
    works.admit(idsOf('preparing'));
  }

  function build(create: CreateWorks): Works {
    const built = create({
      store,
      settings: () => settings,
      isHeld: (id) => held.has(id),
      keep: (item) => surviving.keep(item),
      onBytes: (bytes) => speedometer.count(bytes, performance.now()),
      onStored: (id, image) => call(settings.onUploaded, image, getItem(id)),
      onFailed: reportError,
      onPartMissing: failUntilLoaded,
      isApproved: (id) => approved.has(id),
      onApproved(id, file) {
        approved.add(id);
        surviving.noteApproval(getItem(id), file);
      },
      onLeftOut: (id) => takeOff([id]),
      onReplaced: (id, by) => removeAndTell([id], by),
    });
    built.setConcurrency(settings.concurrency);
    built.setHeld(paused || offline);
    return built;
  }

  function reportMissingWorks(): void {
    const state = platform.works.getState();
    if (state.status !== 'failed') return;
    // Without a network nothing is wrong but that: it says so itself.
    checkNetwork();
    if (!offline) for (const id of idsOf('preparing')) failUntilLoaded(id, state.error);
  }

  /** Its row says so; it goes on by itself once the code for it is there. */
  function failUntilLoaded(id: string, error: UploadError): void {
    const wasHeld = held.has(id);
    if (!store.apply(id, { type: 'failed', error })) return;
    if (wasHeld) heldAgain.add(id);
    reportError(id, error);
  }

  function reopenWaiting(): void {
    const waiting = store.items().filter(isWaitingForParts);
    if (!works || waiting.length === 0) return;
    for (const { id } of waiting) reopen(id);
    works.admit(waiting.map(({ id }) => id));
    store.flush();
  }

  /** Its file is to be looked at once more. */
  function reopen(id: string): boolean {
    const isReopened = store.apply(id, { type: 'reopened' });
    if (isReopened && heldAgain.delete(id)) held.add(id);
    return isReopened;
  }

  function idsOf(status: UploadStatus): string[] {
    return store.items().flatMap((item) => (item.status === status ? item.id : []));
  }

  function take(items: PreparingItem[], onTaken?: UploaderOptions['onAdd']): void {
    stopListening ??= settings.connectivity.subscribe(checkNetwork);
    checkNetwork();
    const ids = items.map((item) => item.id);
    if (!settings.autoStart) for (const id of ids) held.add(id);
    store.add(items);
    call(onTaken, items);
    if (works) works.admit(ids);
    else needWorks();
  }

  function storedItems(): UploadItem[] {
    const images = new Map(settings.initialImages?.map((image) => [image.id, image]));
    for (const id of images.keys()) named.add(id);
    return [...images.values()].map(createStoredItem);
  }

  function addStored(images: readonly Image[], place = Number.POSITIVE_INFINITY): void {
    const known = new Set(store.items().flatMap((item) => imageIdOf(item) ?? []));
    let next = place;
    for (const image of images) {
      if (known.has(image.id)) continue;
      known.add(image.id);
      const item = createStoredItem(image);
      store.add([item]);
      store.move(item.id, Math.min(next++, store.items().length - 1));
    }
  }

  /** Those that the app has not named before: a query may have brought them. */
  function addLateImages(): void {
    const late = settings.initialImages?.filter(({ id }) => !named.has(id)) ?? [];
    if (late.length === 0) return;
    for (const { id } of late) named.add(id);
    const items = store.items();
    const place = items.findIndex((item) => item.status !== 'done' || item.attempt > 0);
    addStored(late, place < 0 ? items.length : place);
    works?.makeRoom();
    store.flush();
  }

  function restore(kept: KeptItem[]): void {
    for (const { id, begun, approved: wasTaken } of kept) {
      if (wasTaken) approved.add(id);
      if (!begun) continue;
      doubted.add(id);
      works?.doubt(id);
    }
    take(kept.map(restoreItem));
  }

  // Standing still, because somebody wants it or because there is no network

  function halt(): void {
    works?.setHeld(true);
    for (const { id } of store.items()) stop(id, 'paused');
    store.touch();
  }

  function goOn(): void {
    if (paused || offline) return;
    works?.clearLine();
    for (const { id, status } of store.items()) {
      if (held.has(id)) store.apply(id, { type: 'requeued' });
      else if (status === 'queued') works?.send(id);
      else if (status === 'paused') works?.requeue(id);
    }
    works?.setHeld(false);
    if (stopWaiting && !works) needWorks();
    store.touch();
  }

  /** What nobody works on yet is only taken note of. */
  function stop(id: string, reason: 'paused' | 'canceled'): boolean {
    return works?.stop(id, reason) ?? store.apply(id, { type: reason });
  }

  function checkNetwork(): void {
    const { connectivity, endpoint } = settings;
    const base = globalThis.document?.baseURI ?? 'http://relative.invalid';
    const was = offline;
    offline = !connectivity.isOnline() && !isOnThisMachine(endpoint, base);
    if (offline && !was) halt();
    if (!offline && was) goOn();
  }

  function takeOff(ids: readonly string[]): void {
    for (const id of ids) {
      stop(id, 'canceled');
      approved.delete(id);
    }
    works?.forget(ids);
    store.remove(new Set(ids));
  }

  /** @param by - Id of the item that takes their place. */
  function removeAndTell(ids: readonly string[], by: string | null): void {
    const removed = ids.flatMap((id) => {
      const item = store.get(id);
      return item?.status === 'done' ? [{ item, place: store.placeOf(id) }] : [];
    });
    takeOff(ids);
    for (const { item, place } of removed) {
      for (const listener of [...removalListeners]) call(listener, item, place, by);
      call(settings.onRemove, item.image, item);
    }
  }

  function clear(): void {
    takeOff(store.items().map((item) => item.id));
  }

  function move(id: string, place: number): void {
    if (!store.move(id, place)) return;
    isMoved = true;
    works?.sortBy(store.placeOf);
  }

  function setMetadata(id: string, metadata: Metadata | null): void {
    if (store.apply(id, { type: 'described', metadata })) surviving.note(getItem(id));
  }

  function retry(id: string): void {
    const item = store.get(id);
    const isUnsent = item && (REOPENED.has(item.status) || isWaitingForParts(item));
    if (isUnsent && reopen(id)) {
      if (works) works.admit([id]);
      else needWorks();
    } else if (item?.status === 'failed' || item?.status === 'retrying') {
      works?.requeue(id);
    }
  }

  function count(now: UploadItem | null, before: UploadItem | null): void {
    const wasPending = pending;
    pending += Number(isPending(now?.status)) - Number(isPending(before?.status));
    if (before && !isPending(now?.status)) held.delete(before.id);
    leaveGuard.setActive(pending > 0 && settings.confirmLeave === true);
    if (pending === 0 && wasPending > 0) settle();
  }

  function settle(): void {
    speedometer.reset();
    // After the outcome of the last item was told.
    queueMicrotask(() => {
      if (pending > 0 || destroyed) return;
      store.flush();
      call(settings.onSettled, store.items());
      tellWaiting();
    });
  }

  function tellWaiting(): void {
    const all = waiting;
    waiting = [];
    for (const resolve of all) resolve(store.items());
  }

  function settled(): Promise<readonly UploadItem[]> {
    if (pending === 0) return Promise.resolve(store.items());
    return new Promise((resolve) => waiting.push(resolve));
  }

  function tell(now: UploadItem | null, before: UploadItem | null): void {
    if (!settings.onEvent) return;
    const event: Parameters<TellEvent> = [now, before, Date.now()];
    if (tellEvent) {
      tellEvent(...event);
      return;
    }
    if (untold.push(event) > 1) return;
    uploadEvents.use((createUploadEvents) => {
      tellEvent = createUploadEvents((told) => call(settings.onEvent, told));
      for (const one of untold.splice(0)) tellEvent(...one);
    });
  }

  function reportError(id: string, error: UploadError): void {
    call(settings.onError, error, getItem(id));
  }

  function getItem(id: string): UploadItem {
    const item = store.get(id);
    if (!item) throw new Error(`Tintype: there is no item ${id}.`);
    return item;
  }

  function getSnapshot(): UploaderSnapshot {
    const items = store.items();
    const status = statusNow();
    const warning = surviving.warning();
    const isSame =
      items === snapshot.items && status === snapshot.status && warning === snapshot.warning;
    if (!isSame) {
      snapshot = { items, status, warning, progress: totalsOf(items, speedometer.read()) };
    }
    return snapshot;
  }

  function statusNow(): UploaderStatus {
    if (paused) return 'paused';
    if (pending === 0) return 'idle';
    if (offline) return 'offline';
    return pending > held.size ? 'uploading' : 'waiting';
  }

  /** What a person does is seen at once; what the network does, at the next frame. */
  function seen<Parameters extends unknown[], Result>(
    action: (...parameters: Parameters) => Result,
  ): (...parameters: Parameters) => Result {
    return (...parameters) => {
      try {
        return action(...parameters);
      } finally {
        store.flush();
      }
    };
  }

  return {
    add: seen((files) => {
      if (destroyed) throw new Error('Tintype: this uploader was destroyed. Create a new one.');
      surviving.open();
      const items = Array.from(files, createItem);
      take(items, settings.onAdd);
      return items.map(({ id }) => id);
    }),
    start: seen(() => {
      surviving.open();
      const ids = [...held].sort((one, other) => store.placeOf(one) - store.placeOf(other));
      held.clear();
      heldAgain.clear();
      for (const id of ids) if (store.get(id)?.status === 'queued') works?.send(id);
      return settled();
    }),
    pause: seen(() => {
      paused = true;
      halt();
    }),
    resume: seen(() => {
      paused = false;
      goOn();
    }),
    cancel: seen((id) => void stop(id, 'canceled')),
    retry: seen(retry),
    retryAll: seen(() => {
      for (const { id, status } of store.items()) if (status === 'failed') retry(id);
    }),
    move: seen(move),
    setMetadata: seen(setMetadata),
    remove: seen((id) => removeAndTell(typeof id === 'string' ? [id] : id, null)),
    clear: seen(clear),
    reset: seen(() => {
      clear();
      store.add(storedItems());
    }),
    addStored: seen(addStored),
    setVisible(ids) {
      visible = new Set(ids);
      works?.setVisible(visible);
    },
    subscribe(listener) {
      surviving.open();
      // Whoever watches will most likely have a picture soon, and perhaps no network any more.
      platform.whenIdle(platform.works.preload);
      return store.subscribe(listener);
    },
    watch: store.watch,
    watchRemoved(listener) {
      removalListeners.add(listener);
      return () => removalListeners.delete(listener);
    },
    getSnapshot,
    getItem: store.get,
    setOptions(next) {
      settings = resolveOptions(next);
      works?.setConcurrency(settings.concurrency);
      addLateImages();
    },
    destroy() {
      destroyed = true;
      surviving.close();
      stopProgress();
      stopListening?.();
      stopWaiting?.();
      works?.clear();
      clear();
      tellWaiting();
    },
  };
}

const REOPENED = new Set<UploadStatus>(['rejected', 'canceled']);

function isWaitingForParts(item: UploadItem): boolean {
  return item.status === 'failed' && item.error.code === 'part-not-loaded';
}

function imageIdOf(item: UploadItem): string | undefined {
  return item.status === 'done' ? item.image.id : undefined;
}

function isPending(status: UploadStatus | undefined): boolean {
  return status !== undefined && PENDING.includes(status);
}
