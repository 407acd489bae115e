import { isPartNotLoaded, lazyModule, onRecovery } from '../loading/lazy-module.ts';
import type { Settings } from '../options.ts';
import type { UploadItem } from '../queue/item.ts';
import type { KeptItem } from '../queue/persistence.ts';
import type { Store } from '../queue/store.ts';
import type { Keeping } from './keeping.ts';
import type { Platform } from './platform.ts';

const keepingModule = lazyModule(() => import('./keeping.ts'), 'createKeeping');

/** Something that people should know, and that stops nothing. */
export interface UploaderWarning {
  code: 'storage-full' | 'storage-unavailable' | 'part-not-loaded';
  /** A sentence in English. */
  message: string;
  /** What the browser said. */
  cause: unknown;
}

/** Keeps items over the end of the page, where the app wants that. */
export interface Surviving {
  /** Brings back what was kept, once. */
  open(): void;
  /** Waits until an item whose bytes are about to leave is kept; `null` where nothing is. */
  keep(item: UploadItem): Promise<void> | null;
  /** Notes what is known of an item by now. */
  note(item: UploadItem): void;
  /** Notes that the app has taken an item, with the file that it took in place of the one that is kept. */
  noteApproval(item: UploadItem, file: File | undefined): void;
  warning(): UploaderWarning | null;
  close(): void;
}

interface SurvivingParts {
  platform: Pick<Platform, 'persistence'>;
  store: Store;
  settings: () => Settings;
  /** Whether the app has taken an item, and is not to be asked again. */
  isApproved: (id: string) => boolean;
  onRestored: (items: KeptItem[]) => void;
}

export function createSurviving(parts: SurvivingParts): Surviving {
  const { platform, store, settings, isApproved, onRestored } = parts;
  let keeping: Promise<Keeping | null> | null = null;
  let stop: (() => void) | undefined;
  let stopWaiting: (() => void) | undefined;
  let closed = false;
  let warning: UploaderWarning | null = null;

  async function start(name: string): Promise<Keeping | null> {
    try {
      const loading = [keepingModule.load(), platform.persistence.load()] as const;
      const [createKeeping, open] = await Promise.all(loading);
      if (closed) return null;
      const started = await createKeeping({
        ...{ open, name, store, isApproved, onRestored },
        onTrouble: warn,
      });
      stop = started.close;
      if (closed) stop();
      return started;
    } catch (error) {
      warn(error);
      return null;
    }
  }

  /** Uploads do not wait for what could not be loaded. What is left of them then is kept from then on. */
  function restart(): void {
    const { queueName } = settings();
    if (warning?.code !== 'part-not-loaded' || queueName === null || closed) return;
    warning = null;
    keeping = start(queueName);
    store.touch();
  }

  function warn(cause: unknown): void {
    warning = storageWarning(cause);
    store.touch();
  }

  return {
    open() {
      const { queueName } = settings();
      if (queueName === null || closed || keeping) return;
      stopWaiting = onRecovery(restart);
      keeping = start(queueName);
    },
    keep: (item) => keeping?.then((to) => to?.keep(item)) ?? null,
    note: (item) => void keeping?.then((to) => to?.note(item)),
    noteApproval: (item, file) => void keeping?.then((to) => to?.note(item, file)),
    warning: () => warning,
    close() {
      closed = true;
      stopWaiting?.();
      stop?.();
    },
  };
}

function storageWarning(cause: unknown): UploaderWarning {
  const isFull = (cause as Error | undefined)?.name === 'QuotaExceededError';
  const code = isPartNotLoaded(cause)
    ? 'part-not-loaded'
    : isFull
      ? 'storage-full'
      : 'storage-unavailable';
  return {
    code,
    message: `These pictures would not survive a reload: ${REASONS[code]}. Keep this page open until they are uploaded.`,
    cause,
  };
}

const REASONS: Readonly<Record<UploaderWarning['code'], string>> = {
  'storage-full': 'the browser has no more room',
  'storage-unavailable': 'this browser keeps no files for this page',
  'part-not-loaded': 'part of this page could not be loaded',
};
