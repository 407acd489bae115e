import {
  type InfiniteData,
  QueryClient,
  QueryClientProvider,
  useInfiniteQuery,
} from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { Image } from '@tintype/core/images';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { cacheImages } from './image-cache.ts';
import { useDeleteImage } from './image-mutations.ts';
import { type ImagePage, imageQueries } from './image-queries.ts';

const endpoint = inject('relayURL');
const list = imageQueries.list({ endpoint, perPage: 2 });

let client: QueryClient;
beforeEach(() => {
  client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } });
});
afterEach(() => {
  cleanup();
  client.clear();
  vi.restoreAllMocks();
});

function wrapper({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

function image(id: string): Image {
  return { id, filename: id, uploaded: '', requireSignedURLs: false, variants: [] };
}

/** Two pages with two pictures each, as if they had been fetched, and one picture by itself. */
function show() {
  const page = (...ids: string[]): ImagePage => ({
    images: ids.map(image),
    continuation_token: null,
  });
  client.setQueryData(list.queryKey, {
    pages: [page('a', 'b'), page('c', 'd')],
    pageParams: [null, 'next'],
  });
  client.setQueryData(detailKey('c'), image('c'));
  return renderHook(
    () => ({ list: useInfiniteQuery(list), remove: useDeleteImage({ endpoint }) }),
    { wrapper },
  ).result;
}

const detailKey = (id: string) => imageQueries.detail(id, { endpoint }).queryKey;
const ids = () =>
  client
    .getQueryData<InfiniteData<ImagePage>>(list.queryKey)
    ?.pages.map(({ images }) => images.map(({ id }) => id).join(''));

/** Answers every request when it is told to, with an envelope of this status. */
function answerLater() {
  const answers: ((status: number) => void)[] = [];
  const fetching = vi.spyOn(globalThis, 'fetch').mockImplementation(
    () =>
      new Promise((resolve) => {
        answers.push((status) => {
          const success = status < 400;
          const errors = success ? [] : [{ code: 5550, message: 'Internal Server Error' }];
          const result = success ? {} : null;
          resolve(Response.json({ result, success, errors, messages: [] }, { status }));
        });
      }),
  );
  return { answers, fetching };
}

describe('useDeleteImage', () => {
  it('takes a picture out of the caches before the relay answers', async () => {
    const { answers, fetching } = answerLater();
    const { current } = show();
    const done = current.remove.mutateAsync('c');
    await waitFor(() => expect(answers).toHaveLength(1));
    expect(ids()).toEqual(['ab', 'd']);
    expect(client.getQueryData(detailKey('c'))).toBeUndefined();
    // It outlives the page.
    expect(fetching.mock.calls[0]?.[1]).toMatchObject({ method: 'DELETE', keepalive: true });
    await act(async () => {
      answers[0]?.(200);
      await done;
    });
    expect(ids()).toEqual(['ab', 'd']);
  });

  it('puts a picture back where it was when the deletion fails', async () => {
    const { answers } = answerLater();
    const { current } = show();
    const refused = current.remove.mutateAsync('c');
    const done = current.remove.mutateAsync('a');
    await waitFor(() => expect(answers).toHaveLength(2));
    expect(ids()).toEqual(['b', 'd']);
    await act(async () => {
      answers[0]?.(500);
      answers[1]?.(200);
      await expect(refused).rejects.toMatchObject({ name: 'UploadError', status: 500 });
      await done;
    });
    expect(ids()).toEqual(['b', 'cd']);
    expect(client.getQueryData(detailKey('c'))).toEqual(image('c'));
  });

  it('puts nothing back that has come back by itself', async () => {
    const { answers } = answerLater();
    const { current } = show();
    const refused = current.remove.mutateAsync('c').catch(() => undefined);
    await waitFor(() => expect(answers).toHaveLength(1));
    client.setQueryData<InfiniteData<ImagePage>>(list.queryKey, (data) => ({
      pages: [{ images: ['c', 'a', 'b'].map(image), continuation_token: null }],
      pageParams: data?.pageParams.slice(0, 1) ?? [],
    }));
    await act(async () => {
      answers[0]?.(500);
      await refused;
    });
    expect(ids()).toEqual(['cab']);
  });

  it.each([
    ['one by one from the front', ['a', 'b', 'c', 'd'], [0, 1, 2, 3]],
    ['from the end', ['d', 'c', 'b', 'a'], [0, 1, 2, 3]],
    ['from the end, and fail from the front', ['d', 'c', 'b', 'a'], [3, 2, 1, 0]],
    ['in any order', ['b', 'd', 'a', 'c'], [2, 0, 3, 1]],
  ])('puts many back in their order: deleted %s', async (_, deleted, failing) => {
    const { answers } = answerLater();
    const { current } = show();
    const refused = deleted.map((id) => current.remove.mutateAsync(id).catch(() => undefined));
    await waitFor(() => expect(answers).toHaveLength(4));
    expect(ids()).toEqual(['', '']);
    for (const number of failing) {
      await act(async () => {
        answers[number]?.(500);
        await refused[number];
      });
    }
    expect(ids()?.join('')).toBe('abcd');
  });

  it('puts many back among pictures that came meanwhile', async () => {
    const { answers } = answerLater();
    const { current } = show();
    const refused = [current.remove.mutateAsync('a').catch(() => undefined)];
    await waitFor(() => expect(answers).toHaveLength(1));
    cacheImages(client, endpoint, [image('n')]);
    refused.push(current.remove.mutateAsync('b').catch(() => undefined));
    await waitFor(() => expect(answers).toHaveLength(2));
    await act(async () => {
      answers[1]?.(500);
      answers[0]?.(500);
      await Promise.all(refused);
    });
    expect(ids()).toEqual(['nab', 'cd']);
  });

  it('fetches a list again that it stopped before it came for the first time', async () => {
    const { answers, fetching } = answerLater();
    const { result } = renderHook(
      () => ({ list: useInfiniteQuery(list), remove: useDeleteImage({ endpoint }) }),
      { wrapper },
    );
    await waitFor(() => expect(answers).toHaveLength(1));
    const two = ['x', 'z'].map((id) => result.current.remove.mutateAsync(id));
    await waitFor(() => expect(answers).toHaveLength(3));
    await act(async () => {
      answers[1]?.(200);
      await two[0];
    });
    // The other one still runs, and an answer now could have its picture.
    expect(answers).toHaveLength(3);
    await act(async () => {
      answers[2]?.(200);
      await two[1];
    });
    await waitFor(() => expect(answers).toHaveLength(4));
    expect(fetching.mock.calls[3]?.[0]).toContain('per_page=2');
    expect(client.getQueryState(list.queryKey)?.fetchStatus).toBe('fetching');
  });

  it('takes a picture out again that a list brought back before the deletion was done', async () => {
    const { answers } = answerLater();
    const { current } = show();
    const done = current.remove.mutateAsync('c');
    await waitFor(() => expect(answers).toHaveLength(1));
    client.setQueryData<InfiniteData<ImagePage>>(list.queryKey, {
      pages: [{ images: ['a', 'b', 'c'].map(image), continuation_token: null }],
      pageParams: [null],
    });
    await act(async () => {
      answers[0]?.(200);
      await done;
    });
    expect(ids()).toEqual(['ab']);
  });

  it('reaches lists of every page size and order, of this relay only', async () => {
    const { answers } = answerLater();
    const { current } = show();
    const others = [
      imageQueries.list({ endpoint, perPage: 1000, sortOrder: 'asc' }),
      imageQueries.list({ endpoint: '/other' }),
    ].map(({ queryKey }) => queryKey);
    for (const queryKey of others) {
      client.setQueryData(queryKey, {
        pages: [{ images: ['d', 'c', 'b', 'a'].map(image), continuation_token: null }],
        pageParams: [null],
      });
    }
    const seen = () =>
      others.map((queryKey) =>
        client
          .getQueryData<InfiniteData<ImagePage>>(queryKey)
          ?.pages[0]?.images.map(({ id }) => id)
          .join(''),
      );
    const refused = current.remove.mutateAsync('c').catch(() => undefined);
    await waitFor(() => expect(answers).toHaveLength(1));
    expect(seen()).toEqual(['dba', 'dcba']);
    await act(async () => {
      answers[0]?.(500);
      await refused;
    });
    expect(seen()).toEqual(['dcba', 'dcba']);
    cacheImages(client, endpoint, [image('e'), image('f')]);
    expect(seen()).toEqual(['dcbaef', 'dcba']);
    expect(ids()).toEqual(['feab', 'cd']);
  });

  it('is legible in devtools: what is deleted, and where', async () => {
    const { answers } = answerLater();
    const { current } = show();
    const done = current.remove.mutateAsync('c');
    await waitFor(() => expect(answers).toHaveLength(1));
    const [mutation] = client.getMutationCache().getAll();
    expect(mutation?.options.mutationKey).toEqual(['tintype', 'delete']);
    expect(mutation?.meta).toEqual({ endpoint });
    expect(mutation?.state.variables).toBe('c');
    await act(async () => {
      answers[0]?.(200);
      await done;
    });
  });
});
