import type { UploadError } from '../errors/upload-error.ts';
import { placeLeft } from '../intake/rules.ts';
import type { Settings } from '../options.ts';
import type { UploadItem, UploadStatus } from '../queue/item.ts';
import type { Store } from '../queue/store.ts';

/** Who has one of the places that `maxFiles` gives, and who has to leave for something new. */
export interface Places {
  /** Why there is no place for a file, or `null`. */
  refusal(file: File): UploadError | null;
  /** Gives a place to an item that may come in. */
  take(id: string): void;
  /** Notes that an item has passed every check. Where there are too many, the oldest leaves for it. */
  settle(id: string): void;
  /** Takes places away from stored images that came in late: what was chosen is newer than they are. */
  makeRoom(): void;
  /** Whether something that is still being checked may take the place of an item. */
  isContested(id: string): boolean;
}

interface PlacesParts {
  store: Store;
  settings: () => Pick<Settings, 'rules'>;
  /** Takes an item off the list for another one. */
  onReplaced: (id: string, by: string) => void;
}

const GIVES_UP_PLACE = new Set<UploadStatus>(['rejected', 'canceled']);

export function createPlaces({ store, settings, onReplaced }: PlacesParts): Places {
  const taken = new Set<string>();
  // Both by age. What was stored before is older than whatever was chosen on this page.
  const stored = new Set<string>();
  const chosen = new Set<string>();
  let preparing = 0;

  function follow(now: UploadItem | null, before: UploadItem | null): void {
    preparing += Number(now?.status === 'preparing') - Number(before?.status === 'preparing');
    if (!before && now?.status === 'done') {
      taken.add(now.id);
      stored.add(now.id);
    }
    if (before && (!now || GIVES_UP_PLACE.has(now.status))) {
      for (const places of [taken, stored, chosen]) places.delete(before.id);
    }
  }

  function excess(): number {
    const { whenFull, maxFiles } = settings().rules;
    return whenFull === 'replace' ? stored.size + chosen.size - maxFiles : 0;
  }

  for (const item of store.items()) follow(item, null);
  store.watch(follow);

  return {
    refusal: (file) => placeLeft(file, taken.size, settings().rules),
    take: (id) => void taken.add(id),
    settle(id) {
      // One that is prepared once more is new once more.
      chosen.delete(id);
      const [oldest] = [...stored, ...chosen];
      chosen.add(id);
      // One at most: more images than there are places may be there from the start.
      if (excess() > 0 && oldest !== undefined) onReplaced(oldest, id);
    },
    makeRoom() {
      const by = [...chosen].at(-1);
      for (const id of [...stored].slice(0, Math.min(chosen.size, excess()))) {
        if (by !== undefined) onReplaced(id, by);
      }
    },
    isContested(id) {
      const { whenFull, maxFiles } = settings().rules;
      if (whenFull !== 'replace' || maxFiles === Number.POSITIVE_INFINITY) return false;
      const inOrder = [...chosen];
      const newer = inOrder.length - 1 - inOrder.indexOf(id);
      return newer + preparing >= maxFiles;
    },
  };
}
