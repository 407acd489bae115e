import {
  focusManager,
  MutationCache,
  QueryClient,
  QueryClientProvider,
  useInfiniteQuery,
} from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { type ReactNode, StrictMode, version } from 'react';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { imageQueries } from '../queries/image-queries.ts';
import { UPLOAD_KEY } from '../queries/upload-mutation.ts';
import { type ImageUploadOptions, useImageUpload } from './use-image-upload.ts';
import { useUploadItem } from './use-upload-item.ts';

const endpoint = inject('relayURL');

/** A real JPEG, different each time. */
async function photo(name = 'photo.jpg'): Promise<File> {
  const canvas = new OffscreenCanvas(64, 48);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
  context.fillRect(0, 0, 64, 48);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
  return new File([blob], name, { type: 'image/jpeg' });
}

let client: QueryClient;
beforeEach(() => {
  client = new QueryClient();
});
afterEach(() => {
  cleanup();
  client.clear();
  focusManager.setFocused(undefined);
});

const modes = { 'under StrictMode': true, plainly: false };

describe.each(Object.entries(modes))(`useImageUpload in React ${version} %s`, (_, strict) => {
  function wrapper({ children }: { children: ReactNode }) {
    const provided = <QueryClientProvider client={client}>{children}</QueryClientProvider>;
    return strict ? <StrictMode>{provided}</StrictMode> : provided;
  }

  function render(options: Partial<ImageUploadOptions> = {}) {
    return renderHook(
      (more: Partial<ImageUploadOptions>) => useImageUpload({ endpoint, ...options, ...more }),
      {
        wrapper,
        initialProps: {},
      },
    );
  }

  it('takes a file to a stored image with its variants', async () => {
    const { result } = render();
    const file = await photo();
    act(() => void result.current.add([file]));
    expect(result.current.items).toHaveLength(1);
    // The first picture of all waits for what the service has to load.
    await waitFor(() => expect(result.current.items[0]?.status).toBe('done'), { timeout: 5000 });
    const item = result.current.items[0];
    if (item?.status !== 'done') throw new Error('not done');
    expect(item.progress).toBe(1);
    expect(item.image.filename).toBe('photo.jpg');
    expect(item.image.variants.some((url) => url.endsWith('/public'))).toBe(true);
    expect(result.current.status).toBe('idle');
    expect(result.current.progress.ratio).toBe(1);
  });

  it('puts what was stored before into no list, not even when it is put back', async () => {
    const stored = {
      id: 'stored-before',
      filename: 'old.jpg',
      uploaded: '2026-01-01T00:00:00.000Z',
      requireSignedURLs: false,
      variants: ['https://images.example/hash/stored-before/public'],
    };
    const { queryKey } = imageQueries.list({ endpoint });
    const empty = { pages: [{ images: [], continuation_token: null }], pageParams: [null] };
    client.setQueryData(queryKey, empty);
    const { result, unmount } = render({ initialImages: [stored] });
    act(() => result.current.clear());
    expect(result.current.items).toEqual([]);
    act(() => result.current.reset());
    expect(result.current.items).toMatchObject([{ status: 'done', image: stored }]);
    unmount();
    // What waits to be put into the lists is put there when the uploads are not watched any more.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(client.getQueryData(queryKey)).toEqual(empty);
  });

  it('sends each file once', async () => {
    const onUploaded = vi.fn();
    const { result } = render({ onUploaded, metadata: { batch: crypto.randomUUID() } });
    const files = await Promise.all([photo('image.jpg'), photo('image.jpg'), photo('image.jpg')]);
    act(() => void result.current.add(files));
    await waitFor(() => expect(result.current.items.every((i) => i.status === 'done')).toBe(true));
    expect(onUploaded).toHaveBeenCalledTimes(3);
    expect(new Set(onUploaded.mock.calls.map(([image]) => image.id)).size).toBe(3);
  });

  it('keeps the identity of items that did not change, and of its actions', async () => {
    const { result } = render({ autoStart: false });
    act(() => void result.current.add([new File(['x'], 'notes.jpg')]));
    await waitFor(() => expect(result.current.items[0]?.status).toBe('rejected'));
    const [first] = result.current.items;
    const { add, cancel, getInputProps } = result.current;
    const file = await photo();
    act(() => void result.current.add([file]));
    await waitFor(() => expect(result.current.items[1]?.status).toBe('queued'));
    expect(result.current.items[0]).toBe(first);
    expect(result.current.add).toBe(add);
    expect(result.current.cancel).toBe(cancel);
    expect(result.current.getInputProps).toBe(getInputProps);
  });

  it('shows all of very many items, those at the end a moment later', async () => {
    const { result } = render({ autoStart: false, previews: false });
    const file = await photo();
    const files = Array.from({ length: 1200 }, (_, n) => new File([file], `${n}.jpg`));
    act(() => void result.current.add(files));
    expect(result.current.items).toHaveLength(300);
    await waitFor(() => expect(result.current.items).toHaveLength(1200));
    expect(result.current.items.at(-1)?.file.name).toBe('1199.jpg');
    const last = result.current.items.at(-1)?.id ?? '';
    act(() => result.current.remove(last));
    await waitFor(() => expect(result.current.items).toHaveLength(1199));
  });

  it('uses the options of the latest render', async () => {
    const first = vi.fn();
    const second = vi.fn();
    const { result, rerender } = render();
    rerender({ onUploaded: first });
    rerender({ onUploaded: second });
    const file = await photo();
    act(() => void result.current.add([file]));
    await waitFor(() => expect(second).toHaveBeenCalledOnce());
    expect(first).not.toHaveBeenCalled();
  });

  it('shows each upload as a mutation of the app, without its file', async () => {
    const { result } = render();
    let most = 0;
    client.getMutationCache().subscribe(() => {
      most = Math.max(most, client.isMutating({ mutationKey: UPLOAD_KEY }));
    });
    const file = await photo();
    act(() => void result.current.add([file]));
    await waitFor(() => expect(result.current.items[0]?.status).toBe('done'));
    await waitFor(() => expect(client.isMutating()).toBe(0));
    expect(most).toBe(1);
    const [mutation, ...others] = client.getMutationCache().findAll({ mutationKey: UPLOAD_KEY });
    expect(others).toEqual([]);
    expect(mutation?.state.status).toBe('success');
    expect(mutation?.state.data).toMatchObject({ filename: 'photo.jpg' });
    expect(mutation?.meta).toEqual({ endpoint });
    expect(mutation?.state.variables).toEqual({
      id: result.current.items[0]?.id,
      name: 'photo.jpg',
    });
  });

  it('shows failed attempts and pauses on the mutation, as devtools show them', async () => {
    const broken = new URL('/script/500', endpoint).href;
    const seen: number[] = [];
    client.getMutationCache().subscribe(({ mutation }) => {
      seen.push(mutation?.state.failureCount ?? 0);
    });
    const retry = { attempts: 3, baseDelay: 1, maxDelay: 5 };
    const { result } = render({ endpoint: broken, retry });
    const file = await photo();
    act(() => void result.current.add([file]));
    await waitFor(() => expect(result.current.items[0]?.status).toBe('failed'));
    expect(seen).toContain(1);
    expect(seen).toContain(2);
    const [failed] = client.getMutationCache().findAll({ mutationKey: UPLOAD_KEY });
    await waitFor(() => expect(failed?.state.status).toBe('error'));

    const stalled = new URL('/script/stall', endpoint).href;
    // As it is, since what stands behind the end of a picture would be cut, and the rest be sent at once.
    const { result: other } = render({ endpoint: stalled, prepare: false });
    const large = new File([file, new Uint8Array(9_900_000)], 'large.jpg');
    act(() => void other.current.add([large]));
    await waitFor(() => expect(other.current.items[0]?.status).toBe('uploading'));
    const last = () => client.getMutationCache().findAll({ mutationKey: UPLOAD_KEY }).at(-1);
    act(() => other.current.pause());
    await waitFor(() => expect(last()?.state.isPaused).toBe(true));
    act(() => other.current.resume());
    await waitFor(() => expect(last()?.state.isPaused).toBe(false));
  });

  it('goes on after it unmounts where the app wants that, and ends by itself', async () => {
    const onUploaded = vi.fn();
    const made = vi.spyOn(URL, 'createObjectURL');
    const revoked = vi.spyOn(URL, 'revokeObjectURL');
    const { result, unmount } = render({ unmount: 'continue', onUploaded });
    const files = await Promise.all([photo('a.jpg'), photo('b.jpg'), photo('c.jpg')]);
    act(() => void result.current.add(files));
    await waitFor(() => expect(result.current.items[0]?.status).not.toBe('preparing'));
    unmount();
    await waitFor(() => expect(onUploaded).toHaveBeenCalledTimes(3));
    const urls = made.mock.results.map(({ value }) => value);
    await waitFor(() => {
      expect(revoked.mock.calls.map(([url]) => url)).toEqual(expect.arrayContaining(urls));
    });
    const uploads = client.getMutationCache().findAll({ mutationKey: UPLOAD_KEY });
    expect(uploads.map(({ state }) => state.status)).toEqual(['success', 'success', 'success']);
    vi.restoreAllMocks();
  });

  it('brings back, after it unmounted, what was kept', async () => {
    const persist = crypto.randomUUID();
    const first = render({ endpoint: new URL('/script/hold', endpoint).href, persist });
    const file = await photo('kept.jpg');
    act(() => void first.result.current.add([file]));
    await waitFor(() => expect(first.result.current.items[0]?.status).toBe('processing'));
    first.unmount();
    const { result } = render({ persist });
    await waitFor(() => expect(result.current.items[0]?.status).toBe('done'), { timeout: 5000 });
    expect(result.current.items[0]?.file.name).toBe('kept.jpg');
  });

  it('tells the global error handler of the app of a failure, once, and not of a cancellation', async () => {
    const onError = vi.fn();
    client = new QueryClient({ mutationCache: new MutationCache({ onError }) });
    const nowhere = new URL('/script/success-false', endpoint).href;
    const { result } = render({ endpoint: nowhere });
    const file = await photo();
    act(() => void result.current.add([file]));
    await waitFor(() => expect(result.current.items[0]?.status).toBe('failed'));
    await waitFor(() => expect(onError).toHaveBeenCalledOnce());

    const silent = new URL('/script/hold', endpoint).href;
    const { result: held } = render({ endpoint: silent });
    act(() => void held.current.add([file]));
    await waitFor(() => expect(held.current.items[0]?.status).toBe('processing'));
    act(() => held.current.cancel(held.current.items[0]?.id ?? ''));
    await waitFor(() => expect(held.current.items[0]?.status).toBe('canceled'));
    expect(client.isMutating({ mutationKey: UPLOAD_KEY })).toBe(0);
    expect(onError).toHaveBeenCalledOnce();
  });

  it('puts a fresh picture at the top of the lists that are cached', async () => {
    const { result: list } = renderHook(() => useInfiniteQuery(imageQueries.list({ endpoint })), {
      wrapper,
    });
    await waitFor(() => expect(list.current.isSuccess).toBe(true));
    const name = `fresh-${crypto.randomUUID()}.jpg`;
    const { result } = render();
    const file = await photo(name);
    act(() => void result.current.add([file]));
    await waitFor(() => expect(list.current.data?.pages[0]?.images[0]?.filename).toBe(name));
    expect(list.current.isFetching).toBe(false);
  });

  it('makes and revokes as many object URLs, and stops what it does when it unmounts', async () => {
    const made = vi.spyOn(URL, 'createObjectURL');
    const revoked = vi.spyOn(URL, 'revokeObjectURL');
    const silent = new URL('/script/hold', endpoint).href;
    const { result, unmount } = render({ endpoint: silent });
    const files = await Promise.all([photo('a.jpg'), photo('b.jpg'), photo('c.jpg')]);
    act(() => void result.current.add(files));
    await waitFor(() =>
      expect(
        result.current.items.every((item) => item.status === 'processing' && item.previewUrl),
      ).toBe(true),
    );
    const urls = made.mock.results.map(({ value }) => value);
    const revokedOfThese = () =>
      revoked.mock.calls.map(([url]) => url).filter((url) => urls.includes(url));
    expect(urls).toHaveLength(3);
    expect(revokedOfThese()).toEqual([]);
    const [first] = result.current.items;
    act(() => result.current.remove(first?.id ?? ''));
    expect(revokedOfThese()).toEqual([first?.previewUrl]);
    unmount();
    await waitFor(() => expect(revokedOfThese().sort()).toEqual(urls.sort()));
    expect(client.isMutating()).toBe(0);
    made.mockRestore();
    revoked.mockRestore();
  });

  it('works where the app has no QueryClient', async () => {
    const { result } = renderHook(() => useImageUpload({ endpoint }), { reactStrictMode: strict });
    const file = await photo();
    act(() => void result.current.add([file]));
    await waitFor(() => expect(result.current.items[0]?.status).toBe('done'));
  });

  it('lets a component follow one item', async () => {
    const { result } = render();
    const file = await photo();
    let id = '';
    act(() => {
      id = result.current.add([file])[0] ?? '';
    });
    const { result: item } = renderHook(() => useUploadItem(result.current, id), { wrapper });
    await waitFor(() => expect(item.current?.status).toBe('done'));
    act(() => result.current.clear());
    await waitFor(() => expect(item.current).toBeUndefined());
  });

  it('says at once which option is wrong', () => {
    const silenced = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(() => render({ endpoint: '' })).toThrow(/endpoint must be a URL or a path/);
    silenced.mockRestore();
  });
});

it('gives an input what it needs to choose pictures, and takes them from it', async () => {
  const { result } = renderHook(() => useImageUpload({ endpoint, autoStart: false }));
  const props = result.current.getInputProps();
  expect(props).toMatchObject({ type: 'file', multiple: true });
  expect(props.accept).toContain('image/jpeg');
  expect(props.accept).toContain('.heic');
});
