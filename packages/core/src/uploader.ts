import { isUploadError, UploadError } from './errors/upload-error.ts';
import { createAdmissions } from './intake/admissions.ts';
import { type Admission, inspect } from './intake/intake.ts';
import { placeLeft } from './intake/rules.ts';
import { resolveOptions, type Settings, type UploaderOptions } from './options.ts';
import { createPreview, type Preview } from './preparation/preview.ts';
import { createFrameScheduler } from './queue/frame.ts';
import { createItem, type UploadItem, type UploadStatus } from './queue/item.ts';
import { createQueue } from './queue/queue.ts';
import { delayBeforeRetry } from './queue/retry-policy.ts';
import { createSpeedometer } from './queue/speedometer.ts';
import { createStore, type StatusListener } from './queue/store.ts';
import { totalsOf, type UploaderStatus, type UploadProgress } from './queue/totals.ts';
import type { UploadRequest } from './transport/transport.ts';
import { sendWithXHR } from './transport/xhr.ts';

/** Everything that there is to show. The same object as long as nothing has changed. */
export interface UploaderSnapshot {
  /** All items, in the order in which they were added. */
  readonly items: readonly UploadItem[];
  readonly progress: UploadProgress;
  readonly status: UploaderStatus;
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
  /** Stops one item and takes it off the list. What the service has stored stays stored. */
  remove(id: string): void;
  /** Stops all items and takes them off the list. */
  clear(): void;
  /** Is told that something has changed, once per frame at most. Answers with its own end. */
  subscribe(listener: () => void): () => void;
  getSnapshot(): UploaderSnapshot;
  /** One item as it is now. */
  getItem(id: string): UploadItem | undefined;
  /** Is told of each change of an item's status, at once. Answers with its own end. */
  watch(listener: StatusListener): () => void;
  /** Takes new options for everything that starts from now on. @throws TypeError as `createUploader` */
  setOptions(options: UploaderOptions): void;
  /** Stops everything and lets go of all files, timers and URLs. The uploader is of no use afterwards. */
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
 * uploader.add(input.files);
 * ```
 */
export function createUploader(options: UploaderOptions): Uploader {
  let settings = resolveOptions(options);
  let destroyed = false;
  let paused = false;
  let taken = 0;
  let pending = 0;
  let snapshot: UploaderSnapshot = { items: [], progress: totalsOf([], null), status: 'idle' };

  const held = new Set<string>();
  const admitted = new Set<string>();
  const attempts = new Map<string, AbortController>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const previews = new Map<string, Preview>();

  const store = createStore(createFrameScheduler());
  const speedometer = createSpeedometer();
  const admissions = createAdmissions(look, decide);
  const queue = createQueue(send);
  queue.setConcurrency(settings.concurrency);
  store.watch(count);
  const stopProgress = store.subscribe(() => call(settings.onProgress, getSnapshot().progress));

  // Intake

  async function look(id: string): Promise<Admission | null> {
    const item = store.get(id);
    if (item?.status !== 'preparing') return null;
    try {
      return await inspect(item.file, metadataFor(item.file, settings), settings.rules);
    } catch (error) {
      return { admitted: false, error: toUploadError(error) };
    }
  }

  function decide(id: string, admission: Admission | null): void {
    const item = store.get(id);
    if (item?.status !== 'preparing' || !admission) return;
    const error = admission.admitted
      ? placeLeft(item.file, taken, settings.rules)
      : admission.error;
    if (error || !admission.admitted) {
      if (error && store.apply(id, { type: 'rejected', error })) reportError(id, error);
      return;
    }
    const { mediaType, width, height } = admission;
    const preview = settings.previews ? createPreview(item.file, mediaType) : null;
    if (preview) previews.set(id, preview);
    admitted.add(id);
    store.apply(id, { type: 'admitted', width, height, previewUrl: preview?.url ?? null });
    if (!held.has(id)) queue.push(id);
  }

  // Sending

  function send(id: string): Promise<void> | null {
    return store.apply(id, { type: 'started' }) ? attempt(id) : null;
  }

  async function attempt(id: string): Promise<void> {
    const controller = new AbortController();
    attempts.set(id, controller);
    try {
      const image = await sendWithXHR(requestFor(getItem(id), settings), {
        signal: controller.signal,
        onProgress: (ratio) => progress(id, ratio),
        onSent: () => store.apply(id, { type: 'sent' }),
      });
      const stored = store.apply(id, { type: 'stored', image });
      if (stored) call(settings.onUploaded, image, getItem(id));
    } catch (error) {
      if (!controller.signal.aborted) fail(id, toUploadError(error));
    } finally {
      if (attempts.get(id) === controller) attempts.delete(id);
    }
  }

  function progress(id: string, ratio: number): void {
    const before = store.get(id)?.progress ?? 0;
    store.apply(id, { type: 'progressed', ratio });
    const item = store.get(id);
    if (item) speedometer.count((item.progress - before) * item.file.size, Date.now());
  }

  function fail(id: string, error: UploadError): void {
    const item = getItem(id);
    const delay = delayBeforeRetry(error, item.attempt, settings.retry, Math.random());
    if (delay === null) {
      if (store.apply(id, { type: 'failed', error })) reportError(id, error);
    } else if (store.apply(id, { type: 'postponed', error, retryAt: Date.now() + delay })) {
      timers.set(
        id,
        setTimeout(() => requeue(id), delay),
      );
    }
  }

  function requeue(id: string): void {
    stopTimer(id);
    if (store.apply(id, { type: 'requeued' })) queue.push(id);
  }

  // Stopping

  /** Applies an event that ends what the item is doing, then ends it. */
  function stop(id: string, type: 'paused' | 'canceled'): void {
    if (!store.apply(id, { type })) return;
    stopTimer(id);
    attempts.get(id)?.abort();
    attempts.delete(id);
  }

  function stopTimer(id: string): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
  }

  function remove(ids: readonly string[]): void {
    for (const id of ids) {
      stop(id, 'canceled');
      previews.get(id)?.release();
      previews.delete(id);
      admitted.delete(id);
    }
    store.remove(new Set(ids));
  }

  // Telling

  function count(now: UploadItem | null, before: UploadItem | null): void {
    taken += Number(takesPlace(now)) - Number(takesPlace(before));
    const wasPending = pending;
    pending += Number(isPending(now?.status)) - Number(isPending(before?.status));
    if (before && !isPending(now?.status)) held.delete(before.id);
    if (pending === 0 && wasPending > 0) settle();
  }

  function settle(): void {
    speedometer.reset();
    // After the outcome of the last item was told.
    queueMicrotask(() => {
      if (pending === 0 && !destroyed) call(settings.onSettled, store.items());
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
    if (items !== snapshot.items || status !== snapshot.status) {
      snapshot = { items, status, progress: totalsOf(items, speedometer.read()) };
    }
    return snapshot;
  }

  function statusNow(): UploaderStatus {
    if (paused) return 'paused';
    if (pending === 0) return 'idle';
    return pending > held.size ? 'uploading' : 'waiting';
  }

  return {
    add(files) {
      if (destroyed) throw new Error('Tintype: this uploader was destroyed. Create a new one.');
      const items = Array.from(files, createItem);
      const ids = items.map((item) => item.id);
      if (!settings.autoStart) for (const id of ids) held.add(id);
      store.add(items);
      call(settings.onAdd, items);
      admissions.push(ids);
      return ids;
    },
    start() {
      const ids = [...held];
      held.clear();
      for (const id of ids) if (store.get(id)?.status === 'queued') queue.push(id);
      store.touch();
    },
    pause() {
      paused = true;
      queue.setHeld(true);
      for (const { id } of store.items()) stop(id, 'paused');
      store.touch();
    },
    resume() {
      paused = false;
      queue.clear();
      for (const { id, status } of store.items()) {
        if (held.has(id)) store.apply(id, { type: 'requeued' });
        else if (status === 'queued') queue.push(id);
        else if (status === 'paused') requeue(id);
      }
      queue.setHeld(false);
      store.touch();
    },
    cancel(id) {
      stop(id, 'canceled');
    },
    retry(id) {
      const item = store.get(id);
      if (item?.status === 'rejected' || (item?.status === 'canceled' && !admitted.has(id))) {
        if (store.apply(id, { type: 'reopened' })) admissions.push([id]);
      } else if (
        item?.status === 'failed' ||
        item?.status === 'canceled' ||
        item?.status === 'retrying'
      ) {
        requeue(id);
      }
    },
    remove: (id) => remove([id]),
    clear: () => remove(store.items().map((item) => item.id)),
    subscribe: store.subscribe,
    watch: store.watch,
    getSnapshot,
    getItem: store.get,
    setOptions(next) {
      settings = resolveOptions(next);
      queue.setConcurrency(settings.concurrency);
    },
    destroy() {
      destroyed = true;
      stopProgress();
      admissions.clear();
      queue.clear();
      remove(store.items().map((item) => item.id));
    },
  };
}

function requestFor({ file, key }: UploadItem, settings: Settings): UploadRequest {
  const metadata = metadataFor(file, settings);
  const headers = typeof settings.headers === 'function' ? settings.headers() : settings.headers;
  return {
    endpoint: settings.endpoint,
    file,
    fields: {
      ...(metadata !== null && { metadata }),
      ...(settings.requireSignedURLs && { requireSignedURLs: 'true' }),
      ...(settings.creator && { creator: settings.creator }),
    },
    headers: { 'Idempotency-Key': key, ...headers },
    withCredentials: settings.withCredentials,
    parseResponse: settings.parseResponse,
  };
}

function metadataFor(file: File, { metadata }: Settings): string | null {
  const value = typeof metadata === 'function' ? metadata(file) : metadata;
  return value ? JSON.stringify(value) : null;
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

/** Whether an item counts against `maxFiles`. */
function takesPlace(item: UploadItem | null): boolean {
  return item !== null && !['preparing', 'rejected', 'canceled'].includes(item.status);
}

function toUploadError(error: unknown): UploadError {
  if (isUploadError(error)) return error;
  const message = `A function among the options threw, so nothing was sent: ${String(error)}`;
  return new UploadError('app-error', message, { cause: error });
}

/** An app's callback that throws is reported; it never changes what became of a picture. */
function call<Parameters extends unknown[]>(
  callback: ((...parameters: Parameters) => void) | undefined,
  ...parameters: Parameters
): void {
  try {
    callback?.(...parameters);
  } catch (error) {
    if (typeof globalThis.reportError === 'function') globalThis.reportError(error);
    else console.error(error);
  }
}
