import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import type { Image } from '@tintype/core/images';
import { detailKey, isOldestFirst, listsKey } from './image-keys.ts';
import type { ImagePage } from './image-queries.ts';

/** Puts fresh pictures, oldest first, into what is cached of their relay, so that galleries show them. */
export function cacheImages(client: QueryClient, endpoint: string, images: readonly Image[]): void {
  updateLists(client, endpoint, (pages, queryKey) => {
    const known = new Set(pages.flatMap((page) => page.images.map(({ id }) => id)));
    const fresh = images.filter(({ id }) => !known.has(id));
    if (fresh.length === 0) return pages;
    return isOldestFirst(queryKey) ? addAtEnd(pages, fresh) : addAtFront(pages, fresh);
  });
  for (const image of images) {
    client.setQueryData(detailKey(endpoint, image.id), image);
  }
}

function addAtFront(pages: ImagePage[], fresh: readonly Image[]): ImagePage[] {
  return pages.map((page, index) =>
    index === 0 ? { ...page, images: [...fresh.toReversed(), ...page.images] } : page,
  );
}

/** Where pages are missing at the end, the pictures come with the last of them. */
function addAtEnd(pages: ImagePage[], fresh: readonly Image[]): ImagePage[] {
  const last = pages.at(-1);
  if (!last || last.continuation_token !== null) return pages;
  return pages.with(-1, { ...last, images: [...last.images, ...fresh] });
}

/** Changes the pages of every list that is cached of a relay. */
export function updateLists(
  client: QueryClient,
  endpoint: string,
  update: (pages: ImagePage[], queryKey: QueryKey) => ImagePage[],
): void {
  const lists = client.getQueriesData<InfiniteData<ImagePage>>({ queryKey: listsKey(endpoint) });
  for (const [queryKey, data] of lists) {
    if (!data) continue;
    const pages = update(data.pages, queryKey);
    if (pages !== data.pages) client.setQueryData(queryKey, { ...data, pages });
  }
}
