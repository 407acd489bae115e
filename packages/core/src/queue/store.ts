import type { UploadItem } from './item.ts';
import { type ItemEvent, transition } from './transition.ts';

/** Told of every change of an item's status: what it is now and what it was, `null` for new and gone. */
export type StatusListener = (now: UploadItem | null, before: UploadItem | null) => void;

/** Holds the items. Unchanged ones keep their identity from one snapshot to the next. */
export interface Store {
  get(id: string): UploadItem | undefined;
  /** The items in order; the same array as long as nothing has changed. */
  items(): readonly UploadItem[];
  add(items: readonly UploadItem[]): void;
  /** Applies an event and tells whether it was legal. */
  apply(id: string, event: ItemEvent): boolean;
  remove(ids: ReadonlySet<string>): void;
  /** Puts an item at another place, the nearest one that there is. Tells whether anything moved. */
  move(id: string, place: number): boolean;
  /** Where an item stands, from 0; -1 once it has left. */
  placeOf(id: string): number;
  /** Told once per frame at most that something has changed. */
  subscribe(listener: () => void): () => void;
  /** Told of each change of status at once. */
  watch(listener: StatusListener): () => void;
  /** Tells subscribers, at the next frame, although no item has changed. */
  touch(): void;
  /** Tells subscribers now, if there is something to tell. */
  flush(): void;
}

/** @param schedule - Calls back once, at the next frame or so. */
export function createStore(schedule: (flush: () => void) => void): Store {
  let list: UploadItem[] = [];
  let snapshot: readonly UploadItem[] = [];
  let places = new Map<string, number>();
  let scheduled = false;
  // Whether there is something that subscribers have not been told.
  let news = false;
  const listeners = new Set<() => void>();
  const watchers = new Set<StatusListener>();

  function touch(): void {
    news = true;
    if (scheduled || listeners.size === 0) return;
    scheduled = true;
    schedule(() => {
      scheduled = false;
      flush();
    });
  }

  function flush(): void {
    if (!news) return;
    news = false;
    for (const listener of [...listeners]) listener();
  }

  function changed(now: UploadItem | null, before: UploadItem | null): void {
    snapshot = STALE;
    touch();
    if (now?.status !== before?.status) for (const watcher of [...watchers]) watcher(now, before);
  }

  return {
    get: (id) => list[places.get(id) ?? -1],
    items() {
      if (snapshot === STALE) snapshot = list.slice();
      return snapshot;
    },
    add(items) {
      for (const item of items) {
        places.set(item.id, list.length);
        list.push(item);
        changed(item, null);
      }
    },
    apply(id, event) {
      const place = places.get(id);
      const before = place === undefined ? undefined : list[place];
      if (place === undefined || before === undefined) return false;
      const now = transition(before, event);
      if (now === before) return false;
      list[place] = now;
      changed(now, before);
      return true;
    },
    remove(ids) {
      const gone = list.filter((item) => ids.has(item.id));
      list = list.filter((item) => !ids.has(item.id));
      places = placesIn(list);
      for (const item of gone) changed(null, item);
    },
    move(id, place) {
      const from = places.get(id);
      const item = from === undefined ? undefined : list[from];
      const to = Math.max(0, Math.min(list.length - 1, Math.trunc(place)));
      if (from === undefined || !item || from === to || Number.isNaN(to)) return false;
      list.splice(from, 1);
      list.splice(to, 0, item);
      places = placesIn(list);
      snapshot = STALE;
      touch();
      return true;
    },
    placeOf: (id) => places.get(id) ?? -1,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watch(listener) {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    touch,
    flush,
  };
}

function placesIn(list: readonly UploadItem[]): Map<string, number> {
  return new Map(list.map((item, place) => [item.id, place]));
}

/** Stands for a snapshot that must be taken anew. */
const STALE: readonly UploadItem[] = [];
