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
});
