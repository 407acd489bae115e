import type { Image } from '@tintype/core/images';
import type { MemoryFile } from './memory-form.ts';

/** An image, and the bytes behind it. */
export interface MemoryRecord {
  image: Image;
  /** `null` for one that was there from the start, or that waits for its upload. */
  file: MemoryFile | null;
}

/** Which page of the list. */
export interface PageQuery {
  perPage: number;
  order: 'asc' | 'desc';
  creator: string | null;
  after: number | null;
}

/** What is stored, and what is reserved. */
export interface MemoryRecords {
  /** In the order in which they came. */
  images(): Image[];
  get(id: string): MemoryRecord | undefined;
  /** Puts one at the end, or in the place of `instead`. */
  put(record: MemoryRecord, instead?: string): void;
  delete(id: string): boolean;
  page(query: PageQuery): { images: Image[]; next: number | null };
}

/** Makes records that are gone with the process. */
export function createMemoryRecords(): MemoryRecords {
  // By place, which only grows, so that pages stay right while pictures come and go.
  const records = new Map<number, MemoryRecord>();
  const places = new Map<string, number>();
  let last = 0;

  return {
    images: () => Array.from(records.values(), ({ image }) => image).filter(isNoDraft),
    get: (id) => records.get(places.get(id) ?? 0),
    put(record, instead) {
      const known = instead === undefined ? undefined : places.get(instead);
      last += 1;
      const place = known ?? last;
      if (instead !== undefined) places.delete(instead);
      places.set(record.image.id, place);
      records.set(place, record);
    },
    delete(id) {
      const place = places.get(id);
      if (place === undefined) return false;
      places.delete(id);
      return records.delete(place);
    },
    page({ perPage, order, creator, after }) {
      const isBehind = (place: number) =>
        after === null || (order === 'asc' ? place > after : place < after);
      const found = [...records]
        .filter(([place, { image }]) => isNoDraft(image) && isBehind(place))
        .filter(([, { image }]) => creator === null || image.creator === creator)
        .sort(([one], [other]) => (order === 'asc' ? one - other : other - one));
      const shown = found.slice(0, perPage);
      const next = found.length > perPage ? (shown.at(-1)?.[0] ?? null) : null;
      return { images: shown.map(([, { image }]) => image), next };
    },
  };
}

function isNoDraft({ draft }: Image): boolean {
  return !draft;
}
