import type { Settings } from '../options.ts';
import type { UploadItem } from '../queue/item.ts';
import type { KeptItem } from '../queue/persistence.ts';
import type { Store } from '../queue/store.ts';
import type { Keeping } from './keeping.ts';
import type { Platform } from './platform.ts';

/** Something that people should know, and that stops nothing. */
export interface UploaderWarning {
  code: 'storage-full' | 'storage-unavailable';
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
  warning(): UploaderWarning | null;
  close(): void;
}

interface SurvivingParts {
  platform: Pick<Platform, 'openPersistence'>;
  store: Store;
  settings: () => Settings;
  onRestored: (items: KeptItem[]) => void;
}

export function createSurviving(parts: SurvivingParts): Surviving {
  const { platform, store, settings, onRestored } = parts;
  let keeping: Promise<Keeping | null> | null = null;
  let stop: (() => void) | undefined;
  let closed = false;
  let warning: UploaderWarning | null = null;

  async function start(name: string): Promise<Keeping | null> {
    try {
      const { createKeeping } = await import('./keeping.ts');
      if (closed) return null;
      const open = platform.openPersistence;
      const started = await createKeeping({ open, name, store, onRestored, onTrouble: warn });
      stop = started.close;
      if (closed) stop();
      return started;
    } catch (error) {
      warn(error);
      return null;
    }
  }

  function warn(cause: unknown): void {
    warning = storageWarning(cause);
    store.touch();
  }

  return {
    open() {
      const { queueName } = settings();
      if (queueName !== null && !closed) keeping ??= start(queueName);
    },
    keep: (item) => keeping?.then((to) => to?.keep(item)) ?? null,
    note: (item) => void keeping?.then((to) => to?.note(item)),
    warning: () => warning,
    close() {
      closed = true;
      stop?.();
    },
  };
}

function storageWarning(cause: unknown): UploaderWarning {
  const isFull = (cause as Error | undefined)?.name === 'QuotaExceededError';
  const why = isFull ? 'the browser has no more room' : 'this browser keeps no files for this page';
  return {
    code: isFull ? 'storage-full' : 'storage-unavailable',
    message: `These pictures would not survive a reload: ${why}. Keep this page open until they are uploaded.`,
    cause,
  };
}
