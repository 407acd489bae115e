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
    if (!pages.some(({ images }) => images.some((image) => image.id === id))) return pages;
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
