import { isUploadError, type UploadError } from '../errors/upload-error.ts';
import type { Image } from '../images/image.ts';
import type { Settings } from '../options.ts';
import { createGate } from '../queue/gate.ts';
import type { UploadItem } from '../queue/item.ts';
import { createQueue } from '../queue/queue.ts';
import { planRetry } from '../queue/retry-policy.ts';
import type { Store } from '../queue/store.ts';
import type { Platform } from './platform.ts';
import { appError, deliveryOf, requestOf } from './request.ts';

/** Sees items through their attempts. */
export interface Sending {
  /** Puts a queued item into line. */
  push(id: string): void;
  /** Brings an item that stands still back into line. */
  requeue(id: string): void;
  /** Stops what an item is doing. Tells whether there was anything to stop. */
  stop(id: string, reason: 'paused' | 'canceled'): boolean;
  /** While held, nothing new starts. */
  setHeld(held: boolean): void;
  setConcurrency(concurrency: number): void;
  /** Forgets who waits. */
  clear(): void;
}

interface SendingParts {
  platform: Pick<Platform, 'send' | 'findStored'>;
  store: Store;
  settings: () => Settings;
  onBytes: (bytes: number) => void;
  onStored: (id: string, image: Image) => void;
  onFailed: (id: string, error: UploadError) => void;
}

export function createSending(parts: SendingParts): Sending {
  const { platform, store, settings, onBytes, onStored, onFailed } = parts;
  // What each item is busy with: an attempt, a question, or waiting. One thing at a time.
  const busy = new Map<string, AbortController>();
  const gate = createGate();
  const queue = createQueue((id) => (store.apply(id, { type: 'started' }) ? attempt(id) : null));

  async function attempt(id: string): Promise<void> {
    await occupy(id, async (item, signal) => {
      const image = await platform.send(request(item), {
        signal,
        onProgress: (ratio) => progress(id, ratio),
        onSent: () => store.apply(id, { type: 'sent' }),
      });
      settle(id, image);
    });
  }

  /** Runs one step of an item. What it does after it was stopped no longer counts. */
  async function occupy(
    id: string,
    step: (item: UploadItem, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const item = store.get(id);
    if (!item) return;
    const controller = new AbortController();
    busy.set(id, controller);
    try {
      await step(item, controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) fail(id, isUploadError(error) ? error : appError(error));
    } finally {
      if (busy.get(id) === controller) busy.delete(id);
    }
  }

  function request(item: UploadItem) {
    return requestOf(item, settings());
  }

  function progress(id: string, ratio: number): void {
    const before = store.get(id)?.progress ?? 0;
    store.apply(id, { type: 'progressed', ratio });
    const item = store.get(id);
    if (item) onBytes((item.progress - before) * item.file.size);
  }

  function settle(id: string, image: Image): void {
    if (store.apply(id, { type: 'stored', image })) onStored(id, image);
  }

  function fail(id: string, error: UploadError): void {
    const plan = planRetry(error, store.get(id)?.attempt ?? 0, settings().retry, Math.random());
    const possible = plan && (!plan.ask || canAsk(settings()));
    if (!possible) {
      if (store.apply(id, { type: 'failed', error })) onFailed(id, error);
      return;
    }
    const retryAt = Date.now() + plan.delay;
    if (!store.apply(id, { type: 'postponed', error, retryAt })) return;
    void occupy(id, async (_, signal) => {
      await sleep(plan.delay, signal);
      await gate.pass(signal);
      if (plan.ask) await ask(id, error, signal);
      else requeue(id);
    });
  }

  /** After an unclear failure: was the picture stored all the same? Only then is it sent again. */
  async function ask(id: string, error: UploadError, signal: AbortSignal): Promise<void> {
    const item = store.get(id);
    if (!item) return;
    const found = await platform.findStored(deliveryOf(item, settings()), signal);
    if (found === 'absent') requeue(id);
    else if (found !== 'unknown') settle(id, found);
    else if (store.apply(id, { type: 'failed', error })) onFailed(id, error);
  }

  function requeue(id: string): void {
    busy.get(id)?.abort();
    busy.delete(id);
    if (store.apply(id, { type: 'requeued' })) queue.push(id);
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
    setHeld(held) {
      gate.setClosed(held);
      queue.setHeld(held);
    },
    setConcurrency: queue.setConcurrency,
    clear: queue.clear,
  };
}

/** A private picture has no id made from its key, and a foreign endpoint speaks another language. */
function canAsk({ requireSignedURLs, parseResponse }: Settings): boolean {
  return !requireSignedURLs && !parseResponse;
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
