import { UploadError } from '../errors/upload-error.ts';
import { type Metadata, resolveOptions, type UploaderOptions } from '../options.ts';
import { isOnThisMachine } from '../queue/connectivity.ts';
import {
  createItem,
  createStoredItem,
  type PreparingItem,
  restoreItem,
  type UploadItem,
  type UploadStatus,
} from '../queue/item.ts';
import type { KeptItem } from '../queue/persistence.ts';
import { createSpeedometer } from '../queue/speedometer.ts';
import { createStore, type StatusListener } from '../queue/store.ts';
import { totalsOf, type UploaderStatus, type UploadProgress } from '../queue/totals.ts';
import { call } from './callbacks.ts';
import { createLater } from './later.ts';
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

/** The engine: takes files, and sees each of them through to an image or a reason why not. */
export interface Uploader {
  /**
   * Takes files in and answers with their items' ids. They are looked at in the background.
   *
   * @throws Error after `destroy()`.
   */
  add(files: Iterable<File> | ArrayLike<File>): string[];
  /** With `autoStart: false`: sends everything that was added so far. */
  start(): void;
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
  /** Stops one item and takes it off the list. What the service has stored stays stored. */
  remove(id: string): void;
  /** Stops all items and takes them off the list. */
  clear(): void;
  /** Stops all items, takes them off the list and puts `initialImages` back, as a form does with its first values. */
  reset(): void;
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
  // Those that wait for `start()`.
  const held = new Set<string>();

  const store = createStore(platform.createFrameScheduler());
  const speedometer = createSpeedometer();
  const leaveGuard = createLeaveGuard();
  const works = createLater<Works>(loadWorks, failToLoad);
  // Whoever listens hears all of it later, at the next event, where it cannot be loaded now.
  const events = createLater(loadEvents, () => undefined);
  const surviving = createSurviving({
    platform,
    store,
    settings: () => settings,
    onRestored: restore,
  });
  store.watch(tell);
  store.add(storedItems());
  store.watch(count);
  const stopProgress = store.subscribe(() => call(settings.onProgress, getSnapshot().progress));

  function loadWorks(): Works | Promise<Works> {
    const create = platform.loadWorks();
    return create instanceof Promise ? create.then(build) : build(create);
  }

  function build(create: CreateWorks): Works {
    const built = create({
      store,
      settings: () => settings,
      isHeld: (id) => held.has(id),
      keep: (item) => surviving.keep(item),
      onBytes: (bytes) => speedometer.count(bytes, Date.now()),
      onStored: (id, image) => call(settings.onUploaded, image, getItem(id)),
      onFailed: reportError,
    });
    built.setConcurrency(settings.concurrency);
    built.setHeld(paused || offline);
    return built;
  }

  function failToLoad(cause: unknown): void {
    // It is tried again once there is a network.
    checkNetwork();
    if (offline) return;
    works.forget();
    for (const { id, status } of store.items()) {
      if (status !== 'preparing') continue;
      const error = notLoaded(cause);
      if (store.apply(id, { type: 'rejected', error })) reportError(id, error);
    }
  }

  function take(items: PreparingItem[], onTaken?: UploaderOptions['onAdd']): void {
    stopListening ??= settings.connectivity.subscribe(checkNetwork);
    checkNetwork();
    const ids = items.map((item) => item.id);
    if (!settings.autoStart) for (const id of ids) held.add(id);
    store.add(items);
    call(onTaken, items);
    works.use((to) => to.admit(ids));
  }

  function storedItems(): UploadItem[] {
    const images = new Map(settings.initialImages?.map((image) => [image.id, image]));
    return [...images.values()].map(createStoredItem);
  }

  function restore(kept: KeptItem[]): void {
    for (const { id, begun } of kept) if (begun) works.use((to) => to.doubt(id));
    take(kept.map(restoreItem));
  }

  // Standing still, because somebody wants it or because there is no network

  function halt(): void {
    works.now()?.setHeld(true);
    for (const { id } of store.items()) stop(id, 'paused');
    store.touch();
  }

  function goOn(): void {
    if (paused || offline) return;
    works.retry();
    const to = works.now();
    to?.clearLine();
    for (const { id, status } of store.items()) {
      if (held.has(id)) store.apply(id, { type: 'requeued' });
      else if (status === 'queued') to?.send(id);
      else if (status === 'paused') to?.requeue(id);
    }
    to?.setHeld(false);
    store.touch();
  }

  /** What nobody works on yet is only taken note of. */
  function stop(id: string, reason: 'paused' | 'canceled'): boolean {
    return works.now()?.stop(id, reason) ?? store.apply(id, { type: reason });
  }

  function checkNetwork(): void {
    const { connectivity, endpoint } = settings;
    const base = globalThis.document?.baseURI ?? 'http://relative.invalid';
    const was = offline;
    offline = !connectivity.isOnline() && !isOnThisMachine(endpoint, base);
    if (offline && !was) halt();
    if (!offline && was) goOn();
  }

  function remove(ids: readonly string[]): void {
    for (const id of ids) stop(id, 'canceled');
    works.now()?.forget(ids);
    store.remove(new Set(ids));
  }

  function clear(): void {
    remove(store.items().map((item) => item.id));
  }

  function move(id: string, place: number): void {
    if (!store.move(id, place)) return;
    works.use((to) => to.sortBy(store.placeOf));
  }

  function setMetadata(id: string, metadata: Metadata | null): void {
    if (store.apply(id, { type: 'described', metadata })) surviving.note(getItem(id));
  }

  function retry(id: string): void {
    const status = store.get(id)?.status;
    if (status === 'rejected' || status === 'canceled') {
      if (store.apply(id, { type: 'reopened' })) works.use((to) => to.admit([id]));
    } else if (status === 'failed' || status === 'retrying') {
      works.use((to) => to.requeue(id));
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
    });
  }

  async function loadEvents(): Promise<TellEvent> {
    const { createUploadEvents } = await import('./upload-events.ts');
    return createUploadEvents((event) => call(settings.onEvent, event));
  }

  function tell(now: UploadItem | null, before: UploadItem | null): void {
    if (!settings.onEvent) return;
    const time = Date.now();
    events.use((tellEvent) => tellEvent(now, before, time));
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
      for (const id of ids) if (store.get(id)?.status === 'queued') works.now()?.send(id);
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
    remove: seen((id) => remove([id])),
    clear: seen(clear),
    reset: seen(() => {
      clear();
      store.add(storedItems());
    }),
    setVisible(ids) {
      const visible = new Set(ids);
      works.use((to) => to.setVisible(visible));
    },
    subscribe(listener) {
      surviving.open();
      // Whoever watches will most likely have a picture soon, and perhaps no network any more.
      platform.whenIdle(works.warmUp);
      return store.subscribe(listener);
    },
    watch: store.watch,
    getSnapshot,
    getItem: store.get,
    setOptions(next) {
      settings = resolveOptions(next);
      works.now()?.setConcurrency(settings.concurrency);
    },
    destroy() {
      destroyed = true;
      surviving.close();
      stopProgress();
      stopListening?.();
      works.forget();
      works.now()?.clear();
      clear();
    },
  };
}

function notLoaded(cause: unknown): UploadError {
  const message =
    'The code that uploads pictures could not be loaded. Check the connection and try again, or load the page anew.';
  return new UploadError('preparation-failed', message, { cause });
}

const PENDING = new Set<UploadStatus | undefined>([
  'preparing',
  'queued',
  'uploading',
  'processing',
  'retrying',
  'paused',
]);

function isPending(status: UploadStatus | undefined): boolean {
  return PENDING.has(status);
}
