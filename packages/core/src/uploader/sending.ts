import { isUploadError, UploadError } from '../errors/upload-error.ts';
import type { DirectUpload, Image } from '../images/image.ts';
import type { Settings } from '../options.ts';
import { createGate } from '../queue/gate.ts';
import type { UploadItem } from '../queue/item.ts';
import { createQueue } from '../queue/queue.ts';
import { planRetry } from '../queue/retry-policy.ts';
import type { Store } from '../queue/store.ts';
import { sendToUploadURL } from '../transport/direct-upload.ts';
import { createEarlyCuts } from './early-cuts.ts';
import type { Outgoing } from './preparing.ts';
import { appError, type HeaderlessRequest, requestOf, withHeaders } from './request.ts';
import type { WorksPlatform } from './works.ts';

/** Sees items through their attempts. */
export interface Sending {
  /** Puts a queued item into line. */
  push(id: string): void;
  /** Brings an item that stands still back into line. */
  requeue(id: string): void;
  /** Stops what an item is doing. Tells whether there was anything to stop. */
  stop(id: string, reason: 'paused' | 'canceled'): boolean;
  /** Before an item is sent, finds out whether it is stored already. */
  doubt(id: string): void;
  /** Items have left. */
  forget(ids: readonly string[]): void;
  /** From now on, what waits is sent by its place in the list. To be called again when places change. */
  sortBy(placeOf: (id: string) => number): void;
  /** While held, nothing new starts. */
  setHeld(held: boolean): void;
  setConcurrency(concurrency: number): void;
  /** Forgets who waits. */
  clear(): void;
}

interface SendingParts {
  platform: Pick<WorksPlatform, 'send' | 'reserve' | 'findStored'>;
  store: Store;
  settings: () => Settings;
  /** What is sent for an item. */
  outgoing: (id: string) => Outgoing | undefined;
  /** Makes sure that an item survives the page, before its bytes leave. */
  keep: (item: UploadItem) => Promise<void> | null;
  onBytes: (bytes: number) => void;
  onStored: (id: string, image: Image) => void;
  onFailed: (id: string, error: UploadError) => void;
}

export function createSending(parts: SendingParts): Sending {
  const { platform, store, settings, onBytes, onStored, onFailed } = parts;
  // What each item is busy with: an attempt, or waiting for one. One thing at a time.
  const busy = new Map<string, AbortController>();
  // Failures after which nobody knows whether the picture was stored.
  const doubts = new Map<string, UploadError>();
  const cuts = createEarlyCuts();
  // The endpoint that was found to give no one-time upload URLs.
  let withoutDirect: string | null = null;
  const gate = createGate();
  const queue = createQueue((id) => (store.apply(id, { type: 'started' }) ? attempt(id) : null));

  async function attempt(id: string): Promise<void> {
    const { signal, leave } = occupy(id);
    const has: Sent = { begun: doubts.has(id), sent: false, start: 0 };
    try {
      const request = requestOf(itemOf(id), outgoingOf(id), settings());
      const found = doubts.has(id) ? await resolveDoubt(id, request, signal) : 'absent';
      if (found === 'unknown') return;
      has.begun = false;
      const image = found === 'absent' ? await send(id, request, signal, has) : found;
      if (has.begun && !store.get(id)?.directUpload) cuts.took(request.file.size);
      cuts.forget([id]);
      if (store.apply(id, { type: 'stored', image })) onStored(id, image);
    } catch (error) {
      if (!signal.aborted) fail(id, isUploadError(error) ? error : appError(error), has);
    } finally {
      leave();
    }
  }

  /** One thing that an item does; what comes of it after it was stopped no longer counts. */
  function occupy(id: string) {
    const controller = new AbortController();
    busy.set(id, controller);
    const leave = () => {
      if (busy.get(id) === controller) busy.delete(id);
    };
    return { signal: controller.signal, leave };
  }

  /** After an unclear failure: was the picture stored all the same? Only then is it sent again. */
  async function resolveDoubt(
    id: string,
    request: HeaderlessRequest,
    signal: AbortSignal,
  ): Promise<Image | 'absent' | 'unknown'> {
    const { directUpload } = itemOf(id);
    const question = await headed(id, request, signal);
    const found = await platform.findStored(question, directUpload, signal);
    signal.throwIfAborted();
    cuts.answered(id);
    const doubt = doubts.get(id);
    doubts.delete(id);
    if (typeof found === 'object') return found;
    if (found === 'absent' && directUpload) {
      store.apply(id, { type: 'reserved', directUpload: null });
    }
    if (found !== 'unknown' || !doubt || isSafe(doubt, directUpload)) return 'absent';
    conclude(id, doubt);
    return 'unknown';
  }

  /** Whether a picture may be sent again although nobody could tell what became of it. */
  function isSafe({ code }: UploadError, directUpload: DirectUpload | null): boolean {
    // A one-time URL takes no second picture, so it can be tried in any case.
    if (directUpload) return code !== 'upload-url-spent';
    // What answers with web pages, and not to questions, will do so again.
    return settings().retry.idempotent && code !== 'invalid-response';
  }

  async function send(
    id: string,
    request: HeaderlessRequest,
    signal: AbortSignal,
    has: Sent,
  ): Promise<Image> {
    const directUpload = needsReservation(id, request)
      ? await reserve(id, request, signal)
      : itemOf(id).directUpload;
    const kept = parts.keep(itemOf(id));
    if (kept) await kept;
    signal.throwIfAborted();
    // A one-time URL gets none of them.
    const whole = directUpload ? { ...request, headers: {} } : await headed(id, request, signal);
    Object.assign(has, { begun: true, start: performance.now() });
    const attempt = {
      signal,
      onProgress: (ratio: number) => progress(id, ratio),
      onSent() {
        has.sent = true;
        store.apply(id, { type: 'sent' });
      },
    };
    return directUpload
      ? sendToUploadURL(platform.send, whole, directUpload, attempt)
      : platform.send(whole, attempt);
  }

  function headed(id: string, request: HeaderlessRequest, signal: AbortSignal) {
    return withHeaders(request, itemOf(id), settings(), signal);
  }

  function needsReservation(id: string, { endpoint }: HeaderlessRequest): boolean {
    if (itemOf(id).directUpload) return false;
    return wantsDirectUpload(settings()) && endpoint !== withoutDirect;
  }

  /** Fetches the one-time upload URL of an item. */
  async function reserve(
    id: string,
    request: HeaderlessRequest,
    signal: AbortSignal,
  ): Promise<DirectUpload | null> {
    const asking = await headed(id, request, signal);
    const reserved = await platform.reserve(asking, request.fields, signal);
    signal.throwIfAborted();
    if (reserved) store.apply(id, { type: 'reserved', directUpload: reserved });
    else if (settings().mode === 'direct') throw noDirectUploads(request.endpoint);
    else withoutDirect = request.endpoint;
    return reserved;
  }

  function progress(id: string, ratio: number): void {
    const before = store.get(id)?.progress ?? 0;
    store.apply(id, { type: 'progressed', ratio });
    const item = store.get(id);
    if (item) onBytes((item.progress - before) * item.size);
  }

  function fail(id: string, error: UploadError, has: Sent): void {
    const { attempt } = itemOf(id);
    const { begun } = has;
    if (isCutOff(id, error, has)) {
      conclude(id, cutOff(settings().endpoint, error));
      return;
    }
    const plan = planRetry(error, attempt, settings().retry, Math.random());
    const unclear = begun && plan?.ask === true;
    const ask = unclear && canAsk(itemOf(id), settings());
    if (!plan || (unclear && !ask && !settings().retry.idempotent)) {
      conclude(id, error);
      return;
    }
    if (ask && !doubts.has(id)) doubts.set(id, error);
    const retryAt = Date.now() + plan.delay;
    if (store.apply(id, { type: 'postponed', error, retryAt })) void wait(id, plan.delay);
  }

  function isCutOff(id: string, { code }: UploadError, { begun, sent, start }: Sent): boolean {
    // A question that fails tells nothing of the body.
    if (!begun || start === 0) return false;
    if (code !== 'network' || itemOf(id).directUpload) {
      cuts.forget([id]);
      return false;
    }
    const bytes = outgoingOf(id).file.size;
    return cuts.failed(id, { bytes, sent, elapsed: performance.now() - start });
  }

  function conclude(id: string, error: UploadError): void {
    if (store.apply(id, { type: 'failed', error })) onFailed(id, error);
  }

  async function wait(id: string, delay: number): Promise<void> {
    const { signal } = occupy(id);
    try {
      await sleep(delay, signal);
      await gate.pass(signal);
      requeue(id);
    } catch {
      // It was stopped, which is all that can happen to it.
    }
  }

  function requeue(id: string): void {
    busy.get(id)?.abort();
    busy.delete(id);
    if (store.apply(id, { type: 'requeued' })) queue.push(id);
  }

  function outgoingOf(id: string): Outgoing {
    return parts.outgoing(id) ?? { file: itemOf(id).file, thumbHash: null };
  }

  function itemOf(id: string): UploadItem {
    const item = store.get(id);
    if (!item) throw new Error(`Tintype: there is no item ${id}.`);
    return item;
  }

  return {
    push: queue.push,
    requeue,
    stop(id, reason) {
      if (!store.apply(id, { type: reason })) return false;
      busy.get(id)?.abort();
      busy.delete(id);
      return true;
    },
    doubt: (id) => void doubts.set(id, interrupted()),
    forget(ids) {
      for (const id of ids) doubts.delete(id);
      cuts.forget(ids);
    },
    setHeld(held) {
      gate.setClosed(held);
      queue.setHeld(held);
    },
    sortBy: queue.sortBy,
    setConcurrency: queue.setConcurrency,
    clear: queue.clear,
  };
}

/** How far an attempt got. */
interface Sent {
  /** Whether bytes may have left. */
  begun: boolean;
  /** Whether all have. */
  sent: boolean;
  /** When the first could leave, by `performance.now()`; 0 before that. */
  start: number;
}

function cutOff(endpoint: string, cause: UploadError): UploadError {
  const message = `${endpoint.split('?')[0]} closed the connection twice before the image had arrived, although it answers questions. It most likely refuses images of this size. Choose a smaller one.`;
  return new UploadError('upload-cut-off', message, { cause });
}

/** Private pictures cannot have an id made from their key; their one-time URL stands in for it. */
function wantsDirectUpload({ mode, requireSignedURLs, parseResponse }: Settings): boolean {
  return mode === 'direct' || (requireSignedURLs === true && !parseResponse);
}

/** A foreign endpoint speaks another language. */
function canAsk({ directUpload }: UploadItem, settings: Settings): boolean {
  return directUpload !== null || !(settings.requireSignedURLs || settings.parseResponse);
}

/** Why nobody knows what became of a picture that was on its way when its page ended. */
function interrupted(): UploadError {
  return new UploadError(
    'interrupted',
    'The page was closed while this picture was on its way, and this endpoint cannot tell whether it arrived. Look whether it is there, or send it again.',
  );
}

function noDirectUploads(endpoint: string): UploadError {
  return new UploadError(
    'endpoint-not-found',
    `Nothing gives one-time upload URLs at ${endpoint}/direct. Mount a Tintype relay there, or use mode: 'relay'.`,
  );
}

function sleep(time: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, time);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
