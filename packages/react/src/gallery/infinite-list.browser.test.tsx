import { QueryClient, QueryClientProvider, useInfiniteQuery } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, inject, it } from 'vitest';
import '../styles.css';
import { imageQueries } from '../queries/image-queries.ts';
import { relayPictures } from './pictures.test.support.ts';
import { VariantGallery } from './VariantGallery.tsx';

const endpoint = inject('relayURL');
const { store } = relayPictures(endpoint);
const list = imageQueries.list({ endpoint, perPage: 2 });
const client = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } });

afterEach(() => {
  cleanup();
  client.clear();
});

function Stored() {
  const { data, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery(list);
  return (
    <VariantGallery
      images={data?.pages.flatMap((page) => page.images) ?? []}
      loading={isFetching}
      onLoadMore={hasNextPage ? () => fetchNextPage() : undefined}
      // Other tests store pictures too, and a row that has left the screen could not be found.
      windowing={false}
    />
  );
}

it('fetches page after page as long as there is room on the screen, and the rest by scrolling', async () => {
  const names = Array.from({ length: 12 }, (_, number) => `${crypto.randomUUID()}-${number}.png`);
  for (const name of names) await store({ name });
  render(
    <QueryClientProvider client={client}>
      <Stored />
    </QueryClientProvider>,
  );
  await screen.findByText(names.at(-1) as string);
  const shown = () => document.querySelectorAll('[data-tt="image"]').length;
  // One column: the first screen, and what comes ahead of the next.
  await waitFor(() => expect(shown()).toBeGreaterThan(2), { timeout: 5000 });
  await waitFor(
    () => {
      window.scrollTo(0, document.documentElement.scrollHeight);
      expect(screen.getByText(names[0] as string)).toBeDefined();
    },
    { timeout: 10_000, interval: 200 },
  );
  expect(new Set(names.map((name) => screen.getByText(name).textContent)).size).toBe(12);
}, 20_000);
