import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { StrictMode } from 'react';
import { afterEach, describe, expect, inject, it, vi } from 'vitest';
import '../styles.css';
import { relayPictures, unanswered } from './pictures.test.support.ts';
import { VariantGallery, type VariantGalleryProps } from './VariantGallery.tsx';

afterEach(cleanup);

const images = ['a', 'b', 'c'].map((id) => unanswered(id));

async function open(name = 'b.jpg', props: Partial<VariantGalleryProps> = {}) {
  const gallery = <VariantGallery images={images} {...props} />;
  const result = render(<StrictMode>{gallery}</StrictMode>);
  const button = await screen.findByRole('button', { name: `View ${name}` });
  await userEvent.click(button);
  const dialog = await screen.findByRole<HTMLDialogElement>('dialog');
  return { ...result, button, dialog };
}

const title = () => screen.getByRole('dialog').getAttribute('aria-label');

// Pictures that cannot be shown have no button to be viewed by.
const held = {
  images: images.map((image) => ({ ...image, requireSignedURLs: true })),
  signUrl: () => new Promise<string>(() => undefined),
};

describe('the lightbox', () => {
  it('is a modal dialog that goes through the pictures by keys', async () => {
    const { dialog } = await open('b.jpg', held);
    expect(dialog.matches(':modal')).toBe(true);
    expect(title()).toBe('b.jpg, large');
    for (const [key, expected] of [
      ['{ArrowRight}', 'c.jpg'],
      ['{ArrowRight}', 'c.jpg'],
      ['{Home}', 'a.jpg'],
      ['{ArrowLeft}', 'a.jpg'],
      ['{End}', 'c.jpg'],
      ['{ArrowLeft}', 'b.jpg'],
    ] as const) {
      await userEvent.keyboard(key);
      expect(title()).toBe(`${expected}, large`);
    }
    expect(within(dialog).getByText('2 of 3')).toBeDefined();
    expect(dialog.contains(document.activeElement)).toBe(true);
  });

  it('turns its arrows around where people read from right to left', async () => {
    document.documentElement.dir = 'rtl';
    await open('b.jpg', held);
    await userEvent.keyboard('{ArrowLeft}');
    expect(title()).toBe('c.jpg, large');
    document.documentElement.dir = '';
  });

  it('gives the focus back to the picture that was opened, or else to the one that was seen last', async () => {
    const { dialog, button } = await open('b.jpg', held);
    act(() => dialog.requestClose());
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(button));

    await userEvent.click(button);
    await userEvent.keyboard('{End}');
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() =>
      expect(document.activeElement?.getAttribute('aria-label')).toBe('View c.jpg'),
    );
  });

  it('gives the focus to a picture that was not in the page when it was opened', async () => {
    const many = Array.from({ length: 500 }, (_, number) => ({
      ...unanswered(`p${number}`),
      requireSignedURLs: true,
    }));
    await open('p1.jpg', { ...held, images: many });
    await userEvent.keyboard('{End}');
    expect(title()).toBe('p499.jpg, large');
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() =>
      expect(document.activeElement?.getAttribute('aria-label')).toBe('View p499.jpg'),
    );
  });

  it('zooms by keys and buttons, moves a zoomed picture, and shows the next one whole', async () => {
    const { store } = relayPictures(inject('relayURL'));
    const real = [await store({ name: 'one.png', width: 800, height: 600 }), await store({})];
    const { dialog } = await open('one.png', { images: real });
    await waitFor(() => expect(dialog.dataset.state).toBe('shown'));
    const view = () => dialog.querySelector<HTMLElement>('.tt-zoom')?.style.transform;
    await userEvent.keyboard('+');
    expect(view()).toBe('translate(0px, 0px) scale(1.5)');
    expect(dialog.hasAttribute('data-zoomed')).toBe(true);
    await userEvent.keyboard('{ArrowRight}');
    expect(view()).toMatch(/^translate\(-\d+(\.\d+)?px, 0px\) scale\(1\.5\)$/);
    expect(title()).toBe('one.png, large');
    await userEvent.keyboard('0');
    expect(view()).toBe('translate(0px, 0px) scale(1)');
    await userEvent.click(screen.getByRole('button', { name: 'Zoom in' }));
    await userEvent.keyboard('{End}');
    expect(title()).toBe('small.png, large');
    expect(view()).toBe('translate(0px, 0px) scale(1)');
  });

  it('zooms under the pointer by the wheel, and leaves the page where it is', async () => {
    const { dialog } = await open('b.jpg', held);
    const stage = dialog.querySelector('.tt-stage') as HTMLElement;
    const wheel = new WheelEvent('wheel', { deltaY: -300, cancelable: true, bubbles: true });
    act(() => void stage.dispatchEvent(wheel));
    expect(wheel.defaultPrevented).toBe(true);
    expect(dialog.hasAttribute('data-zoomed')).toBe(true);
  });

  it.each([
    ['to the left shows the next', [-120, 5], 'c.jpg'],
    ['to the right shows the one before', [120, 5], 'a.jpg'],
    ['that is short does nothing', [-20, 0], 'b.jpg'],
    ['that goes up does nothing', [5, -200], 'b.jpg'],
  ] as const)('a swipe %s', async (_, [x, y], expected) => {
    const { dialog } = await open('b.jpg', held);
    swipe(dialog, x, y);
    expect(title()).toBe(`${expected}, large`);
  });

  it('is closed by a swipe down', async () => {
    const { dialog } = await open('b.jpg', held);
    swipe(dialog, 10, 200);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('two fingers zoom', async () => {
    const { dialog } = await open('b.jpg', held);
    const stage = dialog.querySelector('.tt-stage') as HTMLElement;
    act(() => {
      point(stage, 'pointerdown', 1, 100, 200);
      point(stage, 'pointerdown', 2, 200, 200);
      point(stage, 'pointermove', 2, 300, 200);
    });
    expect(dialog.querySelector<HTMLElement>('.tt-zoom')?.style.transform).toMatch(/scale\(2\)/);
  });

  it('goes on to the next picture when one is deleted, and offers to undo inside', async () => {
    const onDelete = vi.fn();
    const { dialog } = await open('b.jpg', { ...held, onDelete });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Delete b.jpg' }));
    expect(title()).toBe('c.jpg, large');
    expect(within(dialog).getByText('1 picture deleted', { selector: 'bdi' })).toBeDefined();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Undo' }));
    expect(within(dialog).getByText('3 of 3')).toBeDefined();
    expect(onDelete).not.toHaveBeenCalled();
  });

  it('closes when the app takes its picture away', async () => {
    const { rerender } = await open('b.jpg', held);
    rerender(
      <StrictMode>
        <VariantGallery {...held} images={held.images.slice(2)} />
      </StrictMode>,
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('is not there where the app does not want it', () => {
    render(<VariantGallery {...held} lightbox={false} />);
    expect(screen.queryByRole('button', { name: /^View/ })).toBeNull();
  });
});

function point(stage: HTMLElement, type: string, pointerId: number, x: number, y: number): void {
  // There is no such pointer to capture.
  stage.setPointerCapture = () => undefined;
  const init = { pointerId, clientX: x, clientY: y, button: 0, bubbles: true, cancelable: true };
  stage.dispatchEvent(new PointerEvent(type, init));
}

function swipe(dialog: HTMLElement, x: number, y: number): void {
  const stage = dialog.querySelector('.tt-stage') as HTMLElement;
  act(() => point(stage, 'pointerdown', 1, 200, 300));
  act(() => point(stage, 'pointermove', 1, 200 + x / 2, 300 + y / 2));
  act(() => point(stage, 'pointermove', 1, 200 + x, 300 + y));
  act(() => point(stage, 'pointerup', 1, 200 + x, 300 + y));
}
