import type { Image } from '@tintype/core';

/** What carries out a deletion. */
export interface DeletionSettings {
  /** Milliseconds in which a deletion can be undone. 0 carries it out at once. */
  undoTime: number;
  /** Deletes for good. A promise that is rejected puts the picture back. */
  onDelete: (image: Image) => unknown;
  onFailed: (image: Image, error: unknown) => void;
}

/** What a queue of deletions looks like. Never changed, always replaced. */
export interface DeletionState {
  /** Pictures that can still be brought back. */
  pending: readonly Image[];
  /** Ids of all pictures that are not to be shown: the pending, and those on their way out. */
  hidden: ReadonlySet<string>;
}

/** Deletions that wait for a while, in case they were not meant. */
export interface DeletionQueue {
  getSnapshot(): DeletionState;
  subscribe(listener: () => void): () => void;
  delete(images: readonly Image[]): void;
  /** Brings back what is pending, and answers with it. */
  undo(): readonly Image[];
  /** Stops the clock, as long as somebody may be about to undo. */
  hold(): void;
  /** Starts the clock again, from its beginning. */
  release(): void;
  /** Carries out what is pending, now. */
  flush(): void;
  /** Says which pictures the app still has: those that it has no more need no hiding. */
  settle(ids: ReadonlySet<string>): void;
}

/** Nothing pending, nothing hidden. */
export const NO_DELETIONS: DeletionState = { pending: [], hidden: new Set() };

// An app that does not say how a deletion ended had this long to take the picture out of its list. One
// that is still there then was not deleted, and must not stay out of sight.
const BENEFIT_OF_DOUBT = 5000;

/** @param settings - Asked anew each time, for they may change. */
export function createDeletionQueue(settings: () => DeletionSettings): DeletionQueue {
  let state = NO_DELETIONS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();

  function change(pending: readonly Image[], hide: Iterable<string>): void {
    state = { pending, hidden: new Set(hide) };
    for (const listener of listeners) listener();
  }

  function show(id: string): void {
    if (!state.hidden.has(id) || state.pending.some((image) => image.id === id)) return;
    change(
      state.pending,
      [...state.hidden].filter((other) => other !== id),
    );
  }

  function carryOut(image: Image): void {
    const failed = (error: unknown) => {
      show(image.id);
      settings().onFailed(image, error);
    };
    try {
      const ended = settings().onDelete(image);
      if (isPromise(ended)) ended.then(undefined, failed);
      else setTimeout(show, BENEFIT_OF_DOUBT, image.id);
    } catch (error) {
      failed(error);
    }
  }

  function flush(): void {
    clearTimeout(timer);
    const due = state.pending;
    if (due.length === 0) return;
    change([], state.hidden);
    for (const image of due) carryOut(image);
  }

  function startClock(): void {
    clearTimeout(timer);
    if (state.pending.length > 0) timer = setTimeout(flush, settings().undoTime);
  }

  return {
    getSnapshot: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    delete(images) {
      const fresh = images.filter(({ id }) => !state.hidden.has(id));
      change([...state.pending, ...fresh], [...state.hidden, ...fresh.map(({ id }) => id)]);
      if (settings().undoTime > 0) startClock();
      else flush();
    },
    undo() {
      clearTimeout(timer);
      const back = state.pending;
      const ids = new Set(back.map(({ id }) => id));
      change(
        [],
        [...state.hidden].filter((id) => !ids.has(id)),
      );
      return back;
    },
    hold: () => clearTimeout(timer),
    release: startClock,
    flush,
    settle(ids) {
      const waits = new Set(state.pending.map(({ id }) => id));
      const hidden = [...state.hidden].filter((id) => ids.has(id) || waits.has(id));
      if (hidden.length < state.hidden.size) change(state.pending, hidden);
    },
  };
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function';
}
