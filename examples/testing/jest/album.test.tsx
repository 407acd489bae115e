import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { createImage, createJPEG } from '@tintype/core/testing';
import { dropFiles } from '@tintype/react/testing';
import { createTestRelay } from '@tintype/relay/testing';
import { imageHandlers } from '@tintype/relay/testing/msw';
import { setupServer } from 'msw/node';
import { Album } from '../app/Album.tsx';

const relay = createTestRelay({ images: [createImage({ filename: 'lighthouse.jpg' })] });
const server = setupServer(...imageHandlers(relay));

beforeAll(() => server.listen());
afterEach(() => relay.reset());
afterAll(() => server.close());

it('shows what is stored, and what is dropped', async () => {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Album />
    </QueryClientProvider>,
  );
  await screen.findByText('1 in the album');
  const zone = screen.getByRole('region', { name: 'Upload pictures' });
  await dropFiles(zone, [createJPEG({ name: 'boat.jpg' })]);
  await screen.findByText('2 in the album');
  expect(relay.images[1]).toMatchObject({ filename: 'boat.jpg', meta: { album: 'holiday' } });
});
