import {
  dehydrate,
  HydrationBoundary,
  QueryClient,
  QueryClientProvider,
  useInfiniteQuery,
} from '@tanstack/react-query';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import type { Image } from '@tintype/core';
import '@tintype/react/testing';
import type { ReactNode } from 'react';
import { hydrateRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, inject, it, vi } from 'vitest';
import { imageQueries } from '../queries/image-queries.ts';
import styles from '../styles.css?inline';
import { relayPictures } from './pictures.test.support.ts';
import { VariantGallery } from './VariantGallery.tsx';

const endpoint = inject('relayURL');
const { store, takeAway } = relayPictures(endpoint);

let root: Root | undefined;
afterEach(() => {
  act(() => root?.unmount());
  cleanup();
  document.body.innerHTML = '';
});

/** Puts HTML into the page, and brings it to life. */
async function hydrate(html: string, tree: ReactNode): Promise<unknown[]> {
  const problems: unknown[] = [];
  const place = document.createElement('div');
  place.innerHTML = html;
  document.body.append(place);
  await act(async () => {
    root = hydrateRoot(place, tree, { onRecoverableError: (error) => problems.push(error) });
  });
  return problems;
}

function StoredGallery() {
  const { data } = useInfiniteQuery(imageQueries.list({ endpoint }));
  const images = data?.pages.flatMap((page) => page.images) ?? [];
  return <VariantGallery images={images} onDelete={() => undefined} />;
}

it('shows on the client what the server fetched, without fetching it again', async () => {
  const image = await store({ name: 'served.png' });
  const onServer = new QueryClient();
  await onServer.prefetchInfiniteQuery(imageQueries.list({ endpoint }));
  const state = JSON.parse(JSON.stringify(dehydrate(onServer)));

  const page = (client: QueryClient) => (
    <QueryClientProvider client={client}>
      <HydrationBoundary state={state}>
        <StoredGallery />
      </HydrationBoundary>
    </QueryClientProvider>
  );
  const fresh = () => new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } });
  const html = renderToString(page(fresh()));
  expect(html).toContain('served.png');

  const fetching = vi.spyOn(globalThis, 'fetch');
  expect(await hydrate(html, page(fresh()))).toEqual([]);
  expect(fetching).not.toHaveBeenCalled();
  fetching.mockRestore();
  const item = document.querySelector<HTMLElement>(`[data-id="${image.id}"]`) as HTMLElement;
  await waitFor(() => expect(item.dataset.state).toBe('shown'));
  await act(async () => within(item).getByRole('button', { name: 'Delete served.png' }).click());
  expect(document.querySelector(`[data-id="${image.id}"]`)).toBeNull();
});

it('sees what happened to pictures before it came to life', async () => {
  const there = await store({ name: 'there.png' });
  const gone = { ...(await store({ name: 'gone.png' })), uploaded: '2020-01-01T00:00:00.000Z' };
  await takeAway(gone);
  const gallery = <VariantGallery images={[there, gone]} />;
  const place = document.createElement('div');
  place.innerHTML = renderToString(gallery);
  document.body.append(place);
  const photos = [...place.querySelectorAll('img')];
  await waitFor(() => expect(photos.every((photo) => photo.complete)).toBe(true));
  await act(async () => {
    root = hydrateRoot(place, gallery);
  });
  const states = () =>
    screen.getAllByRole('listitem').map((item) => item.getAttribute('data-state'));
  await waitFor(() => expect(states()).toEqual(['shown', 'broken']));
});

const HASH = '0AcOLYZpeHePh4iHiDeHdXdwcwc3';

function images(count: number): Image[] {
  return Array.from({ length: count }, (_, number) => ({
    id: `p${number}`,
    filename: `Picture ${number}.jpg`,
    uploaded: '2026-01-01T00:00:00.000Z',
    requireSignedURLs: number % 2 === 1,
    variants: ['thumbnail', 'public'].map((name) => `https://host.invalid/h/p${number}/${name}`),
    meta: { width: 400, height: 300, thumbHash: HASH },
  }));
}

const full = {
  onDelete: () => undefined,
  onLoadMore: () => undefined,
  signUrl: () => new Promise<string>(() => undefined),
};

it('is written without anything that a strict content security policy would stop', () => {
  const html = renderToString(<VariantGallery {...full} images={images(3)} />);
  expect(html).toContain('srcSet="https://host.invalid/h/p0/thumbnail 320w');
  expect(html).not.toMatch(/\sstyle=/);
  expect(html).not.toMatch(/\son[a-z]+=/i);
  // What is not signed yet cannot be shown, and the plain URL would only be refused.
  expect(html).not.toContain('src="https://host.invalid/h/p1/');
});

it('lives under a strict content security policy', async () => {
  const frame = document.createElement('iframe');
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'none'; script-src 'none'"><main></main>`;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const inside = frame.contentDocument as Document;
  const stopped: string[] = [];
  inside.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
    stopped.push(effectiveDirective),
  );
  const place = inside.querySelector('main') as HTMLElement;
  const gallery = <VariantGallery {...full} images={images(200)} />;
  place.innerHTML = renderToString(gallery);
  await act(async () => {
    root = hydrateRoot(place, gallery);
  });
  await act(async () => {
    inside.querySelector<HTMLElement>('.tt-view')?.click();
  });
  await waitFor(() => expect(inside.querySelector('dialog')).not.toBeNull());
  expect(stopped.filter((directive) => directive !== 'img-src')).toEqual([]);
  // It can tell: an attribute in markup is stopped.
  place.insertAdjacentHTML('beforeend', '<b style="color: red"></b>');
  await waitFor(() => expect(stopped).toContain('style-src-attr'));
});

it('has styles that name no font, image or address of others', () => {
  expect(styles).not.toMatch(/url\(|@import url|https?:/);
});
