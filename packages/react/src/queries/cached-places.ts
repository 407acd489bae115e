import { hashKey, type InfiniteData, type QueryClient, type QueryKey } from '@tanstack/react-query';
import type { Image } from '@tintype/core/images';
import { updateLists } from './image-cache.ts';
import { detailKey, listsKey } from './image-keys.ts';
import type { ImagePage } from './image-queries.ts';

// Apart from `image-cache.ts`, which every upload needs: these come with what deletes and updates.

/** Where a picture was cached before it was taken out. */
export interface CachedPlaces {
  detail: Image | undefined;
  lists: readonly ListPlace[];
}

interface ListPlace {
  queryKey: QueryKey;
  page: number;
  /** Ids of the whole list, with those that were taken out before. */
  order: readonly string[];
  image: Image;
}

/**
 * Takes a picture out of what is cached of its relay.
 *
 * @returns where it was, for {@link recacheImage}.
 */
export function uncacheImage(client: QueryClient, endpoint: string, id: string): CachedPlaces {
  const queryKey = detailKey(endpoint, id);
  const places = {
    detail: client.getQueryData<Image>(queryKey),
    lists: findPlaces(client, endpoint, id),
  };
  client.removeQueries({ queryKey });
  updateLists(client, endpoint, (pages) =>
    includes(pages, id)
      ? pages.map((page) => ({ ...page, images: page.images.filter((image) => image.id !== id) }))
      : pages,
  );
  return places;
}

/** Puts a picture back where it was, unless it has come back by itself. */
export function recacheImage(client: QueryClient, endpoint: string, places: CachedPlaces): void {
  const { detail, lists } = places;
  if (detail) {
    client.setQueryData(detailKey(endpoint, detail.id), (now) => now ?? detail);
  }
  for (const place of lists) {
    client.setQueryData<InfiniteData<ImagePage>>(place.queryKey, (data) => {
      if (!data || includes(data.pages, place.image.id)) return data;
      return { ...data, pages: putBack(data.pages, place) };
    });
  }
}

function findPlaces(client: QueryClient, endpoint: string, id: string): ListPlace[] {
  const lists = client.getQueriesData<InfiniteData<ImagePage>>({ queryKey: listsKey(endpoint) });
  return lists.flatMap(([queryKey, data]) => {
    const pages = data?.pages ?? [];
    const page = pages.findIndex(({ images }) => images.some((image) => image.id === id));
    const image = pages[page]?.images.find((one) => one.id === id);
    return image ? [{ queryKey, page, order: noteOrder(client, queryKey, pages), image }] : [];
  });
}

/**
 * Ids of each list by its hash, as of the last time that a picture was taken out, with all that were
 * out then. Of many that come back, nobody else knows the order.
 */
const orders = new WeakMap<QueryClient, Map<string, readonly string[]>>();

function noteOrder(
  client: QueryClient,
  queryKey: QueryKey,
  pages: readonly ImagePage[],
): readonly string[] {
  const known = orders.get(client) ?? new Map<string, readonly string[]>();
  orders.set(client, known);
  const hash = hashKey(queryKey);
  const order = orderOf(pages, known.get(hash) ?? []);
  known.set(hash, order);
  return order;
}

/** Ids of a list, in the order that was known, which has those that were taken out since. */
function orderOf(pages: readonly ImagePage[], known: readonly string[]): string[] {
  const isKnown = new Set(known);
  const ids = pages.flatMap(({ images }) => images.map(({ id }) => id));
  const first = Math.max(
    0,
    ids.findIndex((id) => isKnown.has(id)),
  );
  const fresh = ids.slice(first).filter((id) => !isKnown.has(id));
  return [...ids.slice(0, first), ...known, ...fresh];
}

/** Beside the nearest of its neighbours that is still there, on its own page if possible. */
function putBack(pages: readonly ImagePage[], place: ListPlace): ImagePage[] {
  const { image, order, page: own } = place;
  const at = order.indexOf(image.id);
  const pageOf = new Map(
    pages.flatMap(({ images }, page) => images.map(({ id }) => [id, page] as const)),
  );
  const previous = order.slice(0, at).findLast((id) => pageOf.has(id));
  const next = order.slice(at + 1).find((id) => pageOf.has(id));
  const isAfter = previous !== undefined && (pageOf.get(previous) === own || next === undefined);
  const neighbour = isAfter ? previous : next;
  const target = neighbour ? pageOf.get(neighbour) : Math.min(own, pages.length - 1);
  return pages.map((page, number) => {
    if (number !== target) return page;
    const index = page.images.findIndex(({ id }) => id === neighbour);
    const place = index < 0 ? page.images.length : index + (isAfter ? 1 : 0);
    return { ...page, images: page.images.toSpliced(place, 0, image) };
  });
}

function includes(pages: readonly ImagePage[], id: string): boolean {
  return pages.some(({ images }) => images.some((image) => image.id === id));
}

/**
 * Puts a picture, as it is now, in the place of one that is cached of its relay.
 *
 * @returns the picture as it was cached, if it was.
 */
export function replaceImage(
  client: QueryClient,
  endpoint: string,
  id: string,
  replace: (image: Image) => Image,
): Image | undefined {
  let before: Image | undefined;
  updateLists(client, endpoint, (pages) => {
    if (!includes(pages, id)) return pages;
    return pages.map((page) => ({
      ...page,
      images: page.images.map((image) => {
        if (image.id !== id) return image;
        before ??= image;
        return replace(image);
      }),
    }));
  });
  const queryKey = detailKey(endpoint, id);
  const detail = client.getQueryData<Image>(queryKey);
  if (!detail) return before;
  const now = replace(detail);
  // A picture that became private or public has another id.
  if (now.id !== id) client.removeQueries({ queryKey });
  client.setQueryData(detailKey(endpoint, now.id), now);
  return before ?? detail;
}
