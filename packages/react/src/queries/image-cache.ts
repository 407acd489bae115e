import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Image } from '@tintype/core/images';
import { type ImagePage, imageQueries, listsKey } from './image-queries.ts';

/** Puts a fresh picture into what is cached of its relay, so that galleries show it at once. */
export function cacheImage(client: QueryClient, endpoint: string, image: Image): void {
  client.setQueryData(imageQueries.detail(image.id, { endpoint }).queryKey, image);
  updateLists(client, endpoint, (pages) => {
    if (pages.some((page) => page.images.some(({ id }) => id === image.id))) return pages;
    return pages.map((page, index) =>
      index === 0 ? { ...page, images: [image, ...page.images] } : page,
    );
  });
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
