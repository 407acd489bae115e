import { QueryClient, QueryClientProvider, useInfiniteQuery } from '@tanstack/react-query';
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Image } from '@tintype/core';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import '../styles.css';
import { useDeleteImage } from '../queries/image-mutations.ts';
import { imageQueries } from '../queries/image-queries.ts';
import { relayPictures, unanswered } from './pictures.test.support.ts';
import { VariantGallery, type VariantGalleryProps } from './VariantGallery.tsx';

const endpoint = inject('relayURL');
const { store, isStored } = relayPictures(endpoint);

let client: QueryClient;
beforeEach(() => {
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
});
afterEach(() => {
  cleanup();
  client.clear();
});

const shown = () =>
  screen
    .queryAllByRole('listitem')
    .map((item) => item.querySelector('.tt-image-name')?.textContent);
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

function Stored(props: Partial<VariantGalleryProps> & { only: readonly Image[]; wrong?: boolean }) {
  const { only, wrong, ...rest } = props;
  const { data } = useInfiniteQuery(imageQueries.list({ endpoint }));
  const deleteImage = useDeleteImage({ endpoint: wrong ? `${endpoint}/../nowhere` : endpoint });
  const ids = only.map(({ id }) => id);
  const images = data?.pages.flatMap((page) => page.images) ?? [];
  return (
    <VariantGallery
      images={images.filter(({ id }) => ids.includes(id))}
      onDelete={({ id }) => deleteImage.mutateAsync(id)}
      {...rest}
    />
  );
}

describe('a gallery over the list of a relay', () => {
  async function show(props: Parameters<typeof Stored>[0]) {
    const tree = (
      <StrictMode>
        <QueryClientProvider client={client}>
          <Stored {...props} />
        </QueryClientProvider>
      </StrictMode>
    );
    const result = render(tree);
    await waitFor(() => expect(shown()).toHaveLength(props.only.length), { timeout: 5000 });
    return result;
  }

  it('deletes when the time to undo is over, and not before', async () => {
    const [one, other] = [await store({ name: 'one.png' }), await store({ name: 'other.png' })];
    await show({ only: [one, other], undoTime: 1500 });
    await press('Delete one.png');
    expect(shown()).toEqual(['other.png']);
    expect(await isStored(one)).toBe(true);
    await waitFor(async () => expect(await isStored(one)).toBe(false), { timeout: 10_000 });
    expect(shown()).toEqual(['other.png']);
    expect(await isStored(other)).toBe(true);
  }, 20_000);

  it('deletes nothing that was brought back', async () => {
    const one = await store({ name: 'one.png' });
    const { unmount } = await show({ only: [one] });
    await press('Delete one.png');
    expect(screen.queryByText('No pictures yet')).toBeNull();
    await press('Undo');
    expect(shown()).toEqual(['one.png']);
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    unmount();
    expect(await isStored(one)).toBe(true);
  });

  it('carries a deletion out when the page is left', async () => {
    const one = await store({ name: 'one.png' });
    await show({ only: [one] });
    await press('Delete one.png');
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    await waitFor(async () => expect(await isStored(one)).toBe(false));
  });

  it('carries a deletion out when the gallery goes', async () => {
    const one = await store({ name: 'one.png' });
    const { unmount } = await show({ only: [one] });
    await press('Delete one.png');
    unmount();
    await waitFor(async () => expect(await isStored(one)).toBe(false));
  });

  it('shows a picture again that could not be deleted, and says so', async () => {
    const one = await store({ name: 'one.png' });
    await show({ only: [one], wrong: true, undoTime: 0 });
    await press('Delete one.png');
    await screen.findByText('one.png could not be deleted. It is still stored.');
    expect(shown()).toEqual(['one.png']);
    expect(await isStored(one)).toBe(true);
  });

  it('deletes many at once', async () => {
    const three = [await store({ name: 'a.png' }), await store({ name: 'b.png' }), await store({})];
    const { unmount } = await show({ only: three });
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select all' }));
    await press('Delete 3 pictures');
    expect(shown()).toEqual([]);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Undo' }));
    unmount();
    await waitFor(async () => {
      expect(await Promise.all(three.map(isStored))).toEqual([false, false, false]);
    });
  });
});

describe('the focus after a deletion', () => {
  const images = ['a', 'b', 'c'].map((id) => unanswered(id));

  it('goes to the next picture, to the one before at the end, and to Undo where none is left', async () => {
    render(<VariantGallery images={images} onDelete={() => undefined} />);
    const focused = () => document.activeElement?.getAttribute('aria-label');
    await press('Delete b.jpg');
    expect(focused()).toBe('Delete c.jpg');
    await userEvent.keyboard('{Enter}');
    expect(focused()).toBe('Delete a.jpg');
    await userEvent.keyboard('{Enter}');
    expect(document.activeElement?.textContent).toBe('Undo');
  });

  it('goes to what came back, also by Ctrl+Z', async () => {
    render(<VariantGallery images={images} onDelete={() => undefined} />);
    await press('Delete b.jpg');
    await userEvent.keyboard('{Control>}z{/Control}');
    expect(shown()).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Delete b.jpg');
    expect(screen.getAllByRole('status')[0]?.textContent).toContain('1 picture restored');
  });
});

it('gives those time who are about to undo', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const onDelete = vi.fn();
  render(<VariantGallery images={[unanswered('a'), unanswered('b')]} onDelete={onDelete} />);
  act(() => screen.getByRole('button', { name: 'Delete a.jpg' }).click());
  act(() => screen.getByRole('button', { name: 'Undo' }).focus());
  act(() => void vi.advanceTimersByTime(60_000));
  expect(onDelete).not.toHaveBeenCalled();
  act(() => screen.getByRole('button', { name: 'Delete b.jpg' }).focus());
  act(() => void vi.advanceTimersByTime(8000));
  expect(onDelete).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});

describe('a selection', () => {
  const images = ['a', 'b', 'c', 'd'].map((id) => unanswered(id));
  const box = (name: string) => screen.getByRole('checkbox', { name });

  it('can be made by keyboard, over a range, and is cleared by Escape', async () => {
    const onSelectionChange = vi.fn();
    render(<VariantGallery images={images} onSelectionChange={onSelectionChange} />);
    const user = userEvent.setup();
    act(() => box('Select b.jpg').focus());
    await user.keyboard(' ');
    await user.keyboard('{Shift>}');
    await user.click(box('Select d.jpg'));
    await user.keyboard('{/Shift}');
    expect(onSelectionChange).toHaveBeenLastCalledWith(['b', 'c', 'd']);
    expect((box('Select all') as HTMLInputElement).indeterminate).toBe(true);
    await user.keyboard('{Escape}');
    expect(onSelectionChange).toHaveBeenLastCalledWith([]);
    expect(screen.getByText('4 pictures')).toBeDefined();
    // Nothing to delete is offered where the app does not delete.
    await user.click(box('Select all'));
    expect(screen.queryByRole('button', { name: /^Delete/ })).toBeNull();
  });

  it('forgets pictures that have gone', async () => {
    const { rerender } = render(<VariantGallery images={images} selectable />);
    await userEvent.click(box('Select a.jpg'));
    await userEvent.click(box('Select b.jpg'));
    rerender(<VariantGallery images={images.slice(1)} selectable />);
    expect(screen.getByText('1 selected')).toBeDefined();
  });
});
