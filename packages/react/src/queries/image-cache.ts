import type { InfiniteData, QueryClient } from '@tanstack/react-query';
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

/** Takes a picture out of what is cached of its relay. */
export function uncacheImage(client: QueryClient, endpoint: string, id: string): void {
  client.removeQueries({ queryKey: imageQueries.detail(id, { endpoint }).queryKey });
  updateLists(client, endpoint, (pages) =>
    pages.map((page) => ({ ...page, images: page.images.filter((image) => image.id !== id) })),
  );
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
