import type { DirectUpload } from '../images/image.ts';

/** What must be known of an item, besides its file, to go on with it on another page. */
export interface KeptState {
  id: string;
  key: string;
  directUpload: DirectUpload | null;
  /** What was said of the picture. */
  metadata?: Readonly<Record<string, unknown>> | null;
  /** Whether bytes may have left, so that it must be asked for before it is sent again. */
  begun: boolean;
  /** Whether the app's `beforeAdd` has taken it, and is not asked again. */
  approved?: boolean;
}

/** An item as it survives its page. */
export interface KeptItem extends KeptState {
  file: File;
}

/** Where items survive a reload or a crash. Each page has its own; of a page that is gone, one other takes over. */
export interface Persistence {
  /** Keeps items; durable when it resolves. @throws DOMException such as `QuotaExceededError` */
  put(items: readonly KeptItem[]): Promise<void>;
  /**
   * Notes what has become of an item that is kept. One that is not stays so.
   *
   * @param file - Takes the place of the file that is kept.
   */
  update(state: KeptState, file?: File): Promise<void>;
  delete(ids: readonly string[]): Promise<void>;
  /** Takes over what pages that are gone have left, in the order in which it was added. */
  adopt(take: (items: KeptItem[]) => void): Promise<void>;
  /** Leaves what is kept to whoever comes next. */
  close(): void;
}

/**
 * @param name - Tells queues apart that must not meet, such as those of two users.
 * @throws Error where nothing can be kept.
 */
export type OpenPersistence = (name: string) => Promise<Persistence>;
