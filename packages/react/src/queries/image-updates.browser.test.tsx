import { type InfiniteData, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { Image } from '@tintype/core/images';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useUpdateImage } from './image-mutations.ts';
import { type ImagePage, imageQueries } from './image-queries.ts';

const endpoint = '/api/images';
const list = imageQueries.list();
const detail = imageQueries.detail('p');

let client: QueryClient;
beforeEach(() => {
  client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } });
});
afterEach(() => {
  cleanup();
  client.clear();
});

function picture(alt: string, id = 'p'): Image {
  const rest = { filename: 'p.jpg', uploaded: '', requireSignedURLs: false, variants: [] };
  return { id, ...rest, meta: { alt } };
}

type Answer = (image: Image | null) => void;

/** The hook, in an app that has the picture in its list and by itself, and a relay that waits. */
function show() {
  client.setQueryData(list.queryKey, {
    pages: [{ images: [picture('other', 'o'), picture('one')], continuation_token: null }],
    pageParams: [null],
  });
  client.setQueryData(detail.queryKey, picture('one'));
  const answers: Answer[] = [];
  const fetch = () =>
    new Promise<Response>((resolve) => {
      answers.push((result) => {
        const errors = result ? [] : [{ code: 5550, message: 'Internal Server Error' }];
        const body = { result, success: result !== null, errors, messages: [] };
        resolve(Response.json(body, { status: result ? 200 : 500 }));
      });
    });
  const { current } = renderHook(() => useUpdateImage({ endpoint, fetch }), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  }).result;
  const update = (alt: string) =>
    current.mutateAsync({ id: 'p', metadata: { alt } }).catch(() => undefined);
  return { answers, current, update };
}

/** What the list and the detail say of the picture. */
function seen(id = 'p') {
  const [page] = client.getQueryData<InfiniteData<ImagePage>>(list.queryKey)?.pages ?? [];
  const inList = page?.images.find((image) => image.id === id);
  const alone = client.getQueryData<Image>(imageQueries.detail(id).queryKey);
  return [inList?.meta?.alt, alone?.meta?.alt];
}

describe('useUpdateImage', () => {
  it('shows a change in the list and in the detail, and takes it back from both', async () => {
    const { answers, update } = show();
    const refused = update('two');
    await waitFor(() => expect(answers).toHaveLength(1));
    expect(seen()).toEqual(['two', 'two']);
    const [mutation] = client.getMutationCache().getAll();
    expect(mutation?.options.mutationKey).toEqual(['tintype', 'update']);
    expect(mutation?.meta).toEqual({ endpoint });
    expect(mutation?.state.variables).toEqual({ id: 'p', metadata: { alt: 'two' } });
    await act(async () => {
      answers[0]?.(null);
      await refused;
    });
    expect(seen()).toEqual(['one', 'one']);
    expect(seen('o')[0]).toBe('other');
  });

  // Two updates of one picture: who settles in which order, how, and what the service has then.
  it.each([
    ['both fail, the older first', [0, 1], [null, null], ['three', 'one']],
    ['both fail, the newer first', [1, 0], [null, null], ['two', 'one']],
    ['the older fails, then the newer is done', [0, 1], [null, 'three'], ['three', 'three']],
    ['the newer is done, then the older fails', [1, 0], [null, 'three'], ['two', 'three']],
    ['the older is done, then the newer fails', [0, 1], ['two', null], ['three', 'two']],
    ['both are done', [0, 1], ['two', 'three'], ['three', 'three']],
  ] as const)('ends with what the service has: %s', async (_, order, results, shown) => {
    const { answers, update } = show();
    const updates = [update('two')];
    await waitFor(() => expect(answers).toHaveLength(1));
    updates.push(update('three'));
    await waitFor(() => expect(answers).toHaveLength(2));
    expect(seen()).toEqual(['three', 'three']);
    for (const [step, number] of order.entries()) {
      await act(async () => {
        const alt = results[number];
        answers[number]?.(alt ? picture(alt) : null);
        await updates[number];
      });
      expect(seen()).toEqual([shown[step], shown[step]]);
    }
  });

  it('takes back a change of a picture that got another id meanwhile', async () => {
    const { answers, current, update } = show();
    const hidden = current.mutateAsync({ id: 'p', requireSignedURLs: true });
    await waitFor(() => expect(answers).toHaveLength(1));
    const refused = update('two');
    await waitFor(() => expect(answers).toHaveLength(2));
    await act(async () => {
      answers[0]?.({ ...picture('one', 'private'), requireSignedURLs: true });
      await hidden;
    });
    expect(seen('private')).toEqual(['two', 'two']);
    await act(async () => {
      answers[1]?.(null);
      await refused;
    });
    expect(seen('private')).toEqual(['one', 'one']);
    expect(seen()).toEqual([undefined, undefined]);
  });
});
