import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createFakeTransport, createImage, createJPEG } from '@tintype/core/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import '@tintype/react/testing';
import '../styles.css';
import { ImageDropzone, type ImageDropzoneProps } from './ImageDropzone.tsx';

let transport: ReturnType<typeof createFakeTransport>;
let deleted: string[] = [];
let status = 200;

/** Answers what is deleted here, and all else by the transport. */
function answerDeletions(): void {
  const answer = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    if (init?.method !== 'DELETE') return answer(url, init);
    deleted.push(String(url).split('/').at(-1) ?? '');
    const success = status === 200;
    const errors = success ? [] : [{ code: 5550, message: 'Internal Server Error' }];
    return Response.json({ result: {}, success, errors, messages: [] }, { status });
  });
}

beforeEach(() => {
  transport = createFakeTransport();
  deleted = [];
  status = 200;
  answerDeletions();
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  transport.restore();
});

const images = ['a', 'b'].map((id) => createImage({ id, filename: `${id}.jpg` }));
const names = () =>
  [...document.querySelectorAll('[data-tt="item"] bdi')].map(({ textContent }) => textContent);
const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));

function renderList(props: Partial<ImageDropzoneProps> = {}) {
  const onRemove = vi.fn();
  const shown = { endpoint: '/api/images', initialImages: images, onRemove, removeStored: true };
  const view = render(<ImageDropzone {...({ ...shown, ...props } as ImageDropzoneProps)} />);
  return { ...view, onRemove };
}

it('deletes at the service what was removed, once it can no longer be undone', async () => {
  const { onRemove, unmount } = renderList();
  await press('Remove a.jpg');
  expect(onRemove).toHaveBeenCalledWith(images[0], expect.anything());
  expect(deleted).toEqual([]);
  await press('Undo');
  await waitFor(() => expect(screen.getByRole('button', { name: 'Remove a.jpg' })).toBeTruthy());
  await press('Remove b.jpg');
  // What the page has promised is carried out when it goes.
  unmount();
  await waitFor(() => expect(deleted).toEqual(['b']));
});

it('puts back in its place what could not be deleted, and says so', async () => {
  status = 500;
  renderList();
  await press('Remove a.jpg');
  window.dispatchEvent(new Event('pagehide'));
  expect((await screen.findAllByText(/a\.jpg could not be deleted/)).length).toBeGreaterThan(0);
  expect(names()[0]).toBe('a.jpg');
});

it('deletes what is replaced when its replacement is stored, and not before', async () => {
  vi.restoreAllMocks();
  transport.restore();
  transport = createFakeTransport([{ held: true }]);
  answerDeletions();
  renderList({ initialImages: images.slice(0, 1), maxFiles: 1 });
  await userEvent.upload(screen.getByLabelText('Choose pictures'), createJPEG({ name: 'new.jpg' }));
  await waitFor(() => expect(transport.requests).toHaveLength(1));
  expect(screen.queryByRole('button', { name: 'Remove a.jpg' })).toBeNull();
  expect(deleted).toEqual([]);
  transport.release();
  await waitFor(() => expect(deleted).toEqual(['a']));
});

it('deletes nothing unless it is told to, and takes in images that come late', async () => {
  const { onRemove, rerender, unmount } = renderList({ removeStored: false, initialImages: [] });
  const props = { endpoint: '/api/images', onRemove, initialImages: images };
  rerender(<ImageDropzone {...props} />);
  await waitFor(() => expect(screen.getByRole('button', { name: 'Remove b.jpg' })).toBeTruthy());
  await press('Clear');
  expect(onRemove).toHaveBeenCalledTimes(2);
  unmount();
  expect(deleted).toEqual([]);
});
