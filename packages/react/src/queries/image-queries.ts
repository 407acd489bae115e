import { type Image, toImage, toImages } from '@tintype/core/images';
import { detailKey, listsKey } from './image-keys.ts';
import { DEFAULT_ENDPOINT, type RelayAccess, requestRelay } from './relay-request.ts';

/** Which relay to ask, and how. */
export interface ImageQueryOptions extends RelayAccess {
  /**
   * Headers of each request, as for uploads: an object, or a function that makes them and may return a
   * promise. They are no part of the query's key.
   */
  headers?: RelayAccess['headers'];
  /** Sends cookies to a relay of another origin too. @default false */
  withCredentials?: boolean | undefined;
  /**
   * What asks the relay, in place of the global `fetch`: on a server, where a path alone leads nowhere, the
   * relay itself. It is no part of the query's key, so that a browser takes over what a server has fetched.
   *
   * @example (url, init) => relay(new Request(new URL(url, 'https://my.app'), init))
   */
  fetch?: RelayAccess['fetch'];
}

/** Which pictures to list, and how. */
export interface ImageListOptions extends ImageQueryOptions {
  /** Pictures on one page, up to 1,000. @default 48 */
  perPage?: number | undefined;
  /** Newest or oldest first. @default 'desc' */
  sortOrder?: 'asc' | 'desc' | undefined;
}

/** One page of the list. */
export interface ImagePage {
  images: Image[];
  /** Where the next page begins, or `null` on the last one. */
  continuation_token: string | null;
}

/** Options for `useInfiniteQuery`. */
export interface ImageListQuery {
  queryKey: readonly unknown[];
  queryFn: (context: { pageParam: string | null; signal: AbortSignal }) => Promise<ImagePage>;
  initialPageParam: string | null;
  getNextPageParam: (last: ImagePage) => string | null;
}

/** Options for `useQuery`. */
export interface ImageDetailQuery {
  queryKey: readonly unknown[];
  queryFn: (context: { signal: AbortSignal }) => Promise<Image>;
}

/**
 * Query options for the pictures behind a relay. They fail with an `UploadError`.
 *
 * @example
 * ```tsx
 * const { data } = useInfiniteQuery(imageQueries.list());
 * const images = data?.pages.flatMap((page) => page.images) ?? [];
 * ```
 */
export const imageQueries: {
  list: (options?: ImageListOptions) => ImageListQuery;
  detail: (id: string, options?: ImageQueryOptions) => ImageDetailQuery;
} = { list, detail };

function list(options: ImageListOptions = {}): ImageListQuery {
  const { endpoint = DEFAULT_ENDPOINT, perPage = 48, sortOrder = 'desc' } = options;
  return {
    queryKey: [...listsKey(endpoint), { perPage, sortOrder }],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ per_page: String(perPage), sort_order: sortOrder });
      if (pageParam !== null) query.set('continuation_token', pageParam);
      return requestRelay(options, { path: [], query, signal }, toImagePage);
    },
    initialPageParam: null,
    getNextPageParam: (last) => last.continuation_token,
  };
}

function detail(id: string, options: ImageQueryOptions = {}): ImageDetailQuery {
  const { endpoint = DEFAULT_ENDPOINT } = options;
  return {
    queryKey: detailKey(endpoint, id),
    queryFn: ({ signal }) => requestRelay(options, { path: [id], signal }, toImage),
  };
}

function toImagePage(value: unknown): ImagePage | undefined {
  const page = value as Partial<ImagePage> | null;
  const images = toImages(page?.images);
  return images && { ...page, images, continuation_token: page?.continuation_token ?? null };
}
