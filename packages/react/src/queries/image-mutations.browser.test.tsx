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
import { useDeleteImage, useUpdateImage } from './image-mutations.ts';
import { type ImagePage, imageQueries } from './image-queries.ts';
import { requestRelay } from './relay-request.ts';
import { relaySignUrl } from './signed-urls.ts';

const endpoint = inject('relayURL');
const list = imageQueries.list({ endpoint });

let client: QueryClient;
beforeEach(() => {
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
});
afterEach(() => {
  cleanup();
  client.clear();
});

function wrapper({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

async function store(metadata: object): Promise<Image> {
  const canvas = new OffscreenCanvas(16, 12);
  canvas.getContext('2d')?.fillRect(0, 0, 8, 8);
  const body = new FormData();
  body.append('metadata', JSON.stringify(metadata));
  body.append('file', await canvas.convertToBlob({ type: 'image/png' }), 'small.png');
  const response = await fetch(endpoint, { method: 'POST', body });
  return (await response.json()).result;
}

/** A gallery's list and both mutations, once the picture is in the list. */
async function show(image: Image) {
  const { result } = renderHook(
    () => ({
      list: useInfiniteQuery(list),
      update: useUpdateImage({ endpoint }),
      remove: useDeleteImage({ endpoint }),
    }),
    { wrapper },
  );
  await waitFor(() => expect(cached(image.id)).toEqual(image));
  return result;
}

function cached(id: string): Image | undefined {
  const pages = client.getQueryData<InfiniteData<ImagePage>>(list.queryKey)?.pages ?? [];
  return pages.flatMap(({ images }) => images).find((image) => image.id === id);
}

function stored(id: string): Promise<unknown> {
  return requestRelay<unknown>({ endpoint }, { path: [id] }, (value) => value);
}

it('an endpoint that ends in a slash is asked by paths that do, as frameworks want them', async () => {
  const image = await store({ alt: 'before' });
  const asked = vi.spyOn(globalThis, 'fetch');
  const access = { endpoint: `${endpoint}/` };
  const { result } = renderHook(
    () => ({ update: useUpdateImage(access), remove: useDeleteImage(access) }),
    { wrapper },
  );
  const signal = new AbortController().signal;
  const detail = await imageQueries.detail(image.id, access).queryFn({ signal });
  expect(detail).toEqual(image);
  const page = await imageQueries.list(access).queryFn({ pageParam: null, signal });
  expect(page.images.map(({ id }) => id)).toContain(image.id);
  expect(await relaySignUrl(access)(image, 'public')).toMatchObject({ expires: null });
  const metadata = { alt: 'after' };
  const updated = await act(() => result.current.update.mutateAsync({ id: image.id, metadata }));
  expect(updated.meta).toEqual({ alt: 'after' });
  await act(() => result.current.remove.mutateAsync(image.id));
  const paths = asked.mock.calls.map(([url]) => String(url).split('?')[0]);
  asked.mockRestore();
  expect(paths).toHaveLength(5);
  for (const path of paths) expect(path).toMatch(/\/$/);
  await expect(stored(image.id)).rejects.toMatchObject({ code: 'image-not-found' });
});

it('only the relay’s own word counts for an image that is gone', async () => {
  const image = await store({});
  const pages = [
    () => new Response('<!doctype html><h1>Not found', { status: 404 }),
    () => Response.json({ error: 'not found' }, { status: 404 }),
    () =>
      Response.json({ success: false, errors: [{ code: 7003, message: 'x' }] }, { status: 404 }),
  ];
  for (const answer of pages) {
    const access = { endpoint, fetch: async () => answer() };
    const { result } = renderHook(() => useDeleteImage(access), { wrapper });
    await expect(act(() => result.current.mutateAsync(image.id))).rejects.toMatchObject({
      code: 'endpoint-not-found',
    });
  }
  expect(await stored(image.id)).toEqual(image);
});

describe('useUpdateImage', () => {
  it('shows new metadata at once, and stores it', async () => {
    const image = await store({ alt: 'before', n: 1 });
    const { current } = await show(image);
    let answered = false;
    const done = current.update
      .mutateAsync({ id: image.id, metadata: { alt: 'after' } })
      .finally(() => {
        answered = true;
      });
    await waitFor(() => expect(cached(image.id)?.meta).toEqual({ alt: 'after' }), { interval: 1 });
    expect(answered).toBe(false);
    await act(() => done);
    expect(cached(image.id)).toEqual({ ...image, meta: { alt: 'after' } });
    expect(await stored(image.id)).toEqual({ ...image, meta: { alt: 'after' } });
  });

  it('removes all metadata', async () => {
    const image = await store({ alt: 'before' });
    const { current } = await show(image);
    await act(() => current.update.mutateAsync({ id: image.id, metadata: null }));
    expect(Object.keys(cached(image.id)?.meta ?? {})).toEqual([]);
    expect(await stored(image.id)).not.toHaveProperty('meta.alt');
  });

  it('takes back what the service refused, and keeps what else was changed meanwhile', async () => {
    const [one, other] = [await store({ alt: 'one' }), await store({ alt: 'other' })];
    const { current } = await show(one);
    const refused = current.update.mutateAsync({
      id: one.id,
      metadata: { alt: 'x'.repeat(1100) },
    });
    const done = current.update.mutateAsync({ id: other.id, metadata: { alt: 'changed' } });
    await act(async () => {
      await expect(refused).rejects.toMatchObject({ name: 'UploadError', status: 400 });
      await done;
    });
    expect(cached(one.id)).toEqual(one);
    expect(cached(other.id)?.meta).toEqual({ alt: 'changed' });
  });

  it('follows a picture that becomes private to its new id', async () => {
    const image = await store({});
    client.setQueryData(imageQueries.detail(image.id, { endpoint }).queryKey, image);
    const { current } = await show(image);
    const hidden = await act(() =>
      current.update.mutateAsync({ id: image.id, requireSignedURLs: true }),
    );
    expect(hidden.id).not.toBe(image.id);
    expect(cached(image.id)).toBeUndefined();
    expect(cached(hidden.id)).toEqual(hidden);
    expect(client.getQueryData(imageQueries.detail(image.id, { endpoint }).queryKey)).toBe(
      undefined,
    );
    expect(client.getQueryData(imageQueries.detail(hidden.id, { endpoint }).queryKey)).toEqual(
      hidden,
    );
  });
});

it('useDeleteImage takes a picture out of the service and of the list; one that is gone counts', async () => {
  const image = await store({});
  const { current } = await show(image);
  await act(() => current.remove.mutateAsync(image.id));
  expect(cached(image.id)).toBeUndefined();
  await expect(stored(image.id)).rejects.toMatchObject({ status: 404 });
  await act(() => current.remove.mutateAsync(image.id));
});
