import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createImage, createJPEG } from '@tintype/core/testing';
import { dropFiles } from '@tintype/react/testing';
import { createTestRelay } from '@tintype/relay/testing';
import { imageHandlers } from '@tintype/relay/testing/msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Album } from '../app/Album.tsx';

const relay = createTestRelay({
  images: [createImage({ filename: 'lighthouse.jpg', meta: { alt: 'A lighthouse' } })],
});
const server = setupServer(...imageHandlers(relay));

beforeAll(() => server.listen());
afterEach(() => relay.reset());
afterAll(() => server.close());

function renderAlbum() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <Album />
    </QueryClientProvider>,
  );
}

it('shows what is stored, and what is dropped', async () => {
  renderAlbum();
  await screen.findByText('1 in the album');
  await dropFiles(screen.getByRole('region', { name: /upload/i }), [
    createJPEG({ name: 'boat.jpg' }),
  ]);
  await screen.findByText('2 in the album');
  expect(relay.images.map(({ filename }) => filename)).toEqual(['lighthouse.jpg', 'boat.jpg']);
  expect(relay.images[1]?.meta).toMatchObject({ album: 'holiday' });
});

it('says that the album cannot be shown', async () => {
  relay.setFaults([{ on: 'list', status: 503 }]);
  renderAlbum();
  expect(await screen.findByText('The album cannot be shown.')).toBeTruthy();
});

it('keeps a picture whose deletion failed', async () => {
  relay.setFaults([{ on: 'delete', status: 500, times: 1 }]);
  renderAlbum();
  await screen.findByText('1 in the album');
  await userEvent.click(screen.getByRole('button', { name: /delete/i }));
  await waitFor(() => expect(relay.images).toHaveLength(1));
  await screen.findByText('1 in the album');
});
