import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import type { Image } from '@tintype/core/images';
import { type ImagePage, imageQueries, listsKey } from './image-queries.ts';

/** Puts fresh pictures, oldest first, into what is cached of their relay, so that galleries show them. */
export function cacheImages(client: QueryClient, endpoint: string, images: readonly Image[]): void {
  updateLists(client, endpoint, (pages) => {
    const known = new Set(pages.flatMap((page) => page.images.map(({ id }) => id)));
    const fresh = images.filter(({ id }) => !known.has(id)).toReversed();
    if (fresh.length === 0) return pages;
    return pages.map((page, index) =>
      index === 0 ? { ...page, images: [...fresh, ...page.images] } : page,
    );
  });
  for (const image of images) {
    client.setQueryData(imageQueries.detail(image.id, { endpoint }).queryKey, image);
  }
}

/** Where a picture was cached before it was taken out. */
export interface CachedPlaces {
  detail: Image | undefined;
  lists: readonly { queryKey: QueryKey; page: number; index: number; image: Image }[];
}

/**
 * Takes a picture out of what is cached of its relay.
 *
 * @returns where it was, for {@link recacheImage}.
 */
export function uncacheImage(client: QueryClient, endpoint: string, id: string): CachedPlaces {
  const { queryKey } = imageQueries.detail(id, { endpoint });
  const places = {
    detail: client.getQueryData<Image>(queryKey),
    lists: findPlaces(client, endpoint, id),
  };
  client.removeQueries({ queryKey });
  updateLists(client, endpoint, (pages) =>
    pages.map((page) => ({ ...page, images: page.images.filter((image) => image.id !== id) })),
  );
  return places;
}

/** Puts a picture back where it was, unless it has come back by itself. */
export function recacheImage(client: QueryClient, endpoint: string, places: CachedPlaces): void {
  const { detail, lists } = places;
  if (detail) {
    client.setQueryData(
      imageQueries.detail(detail.id, { endpoint }).queryKey,
      (now) => now ?? detail,
    );
  }
  for (const { queryKey, page: at, index, image } of lists) {
    client.setQueryData<InfiniteData<ImagePage>>(queryKey, (data) => {
      if (!data || includes(data.pages, image.id)) return data;
      const place = Math.min(at, data.pages.length - 1);
      const pages = data.pages.map((page, number) =>
        number === place ? { ...page, images: page.images.toSpliced(index, 0, image) } : page,
      );
      return { ...data, pages };
    });
  }
}

function findPlaces(client: QueryClient, endpoint: string, id: string): CachedPlaces['lists'] {
  const lists = client.getQueriesData<InfiniteData<ImagePage>>({ queryKey: listsKey(endpoint) });
  return lists.flatMap(([queryKey, data]) =>
    (data?.pages ?? []).flatMap(({ images }, page) => {
      const index = images.findIndex((image) => image.id === id);
      const image = images[index];
      return image ? [{ queryKey, page, index, image }] : [];
    }),
  );
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
  const { queryKey } = imageQueries.detail(id, { endpoint });
  const detail = client.getQueryData<Image>(queryKey);
  if (!detail) return before;
  const now = replace(detail);
  // A picture that became private or public has another id.
  if (now.id !== id) client.removeQueries({ queryKey });
  client.setQueryData(imageQueries.detail(now.id, { endpoint }).queryKey, now);
  return before ?? detail;
}

function updateLists(
  client: QueryClient,
  endpoint: string,
  update: (pages: ImagePage[]) => ImagePage[],
): void {
  client.setQueriesData<InfiniteData<ImagePage>>({ queryKey: listsKey(endpoint) }, (data) => {
    if (!data) return data;
    const pages = update(data.pages);
    return pages === data.pages ? data : { ...data, pages };
  });
}
