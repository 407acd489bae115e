import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import '../styles.css';
import type { PicturePartProps } from './gallery-parts.ts';
import { manyUnanswered } from './pictures.test.support.ts';
import { VariantGallery } from './VariantGallery.tsx';

afterEach(() => {
  cleanup();
  window.scrollTo(0, 0);
});

const images = manyUnanswered(10_000);
const items = () => [...document.querySelectorAll<HTMLElement>('[data-tt="image"]')];
const isThere = (number: number) =>
  items().some((item) => item.textContent?.includes(`Picture ${number}.jpg`));

async function settle(): Promise<void> {
  // What leaves pictures out is loaded with the first of them.
  await act(async () => {
    for (let frames = 0; frames < 3; frames += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
}

async function scrollTo(top: number, box: Element = document.documentElement): Promise<void> {
  box.scrollTop = top;
  await settle();
}

const rendered = new Map<string, number>();
const components = { Caption: CountedCaption };

function CountedCaption({ picture }: PicturePartProps) {
  rendered.set(picture.name, (rendered.get(picture.name) ?? 0) + 1);
  return <p>{picture.name}</p>;
}

describe('10,000 pictures', () => {
  it('put only those near the screen into the page, wherever it is scrolled to', async () => {
    render(<VariantGallery images={images} />);
    await settle();
    const height = document.documentElement.scrollHeight;
    for (const share of [0, 0.1, 0.5, 0.9, 1]) {
      await scrollTo((height - window.innerHeight) * share);
      expect(items().length).toBeGreaterThan(0);
      expect(items().length).toBeLessThan(80);
      expect(document.querySelectorAll('[data-tt="gallery"] *').length).toBeLessThan(4000);
      // What is on the screen is pictures, not a gap.
      const seen = document.elementFromPoint(window.innerWidth / 2, window.innerHeight / 2);
      expect(seen?.closest('.tt-gap')).toBeNull();
      // But for the fractions of pixels of 10,000 rows.
      expect(Math.abs(document.documentElement.scrollHeight - height)).toBeLessThan(8);
    }
    expect(isThere(10_000)).toBe(true);
    expect(isThere(1)).toBe(false);
  });

  it('tell assistive technology how many there are, and which is which', async () => {
    render(<VariantGallery images={images} />);
    await settle();
    await scrollTo(50_000);
    for (const item of items()) {
      expect(item.getAttribute('aria-setsize')).toBe('10000');
      expect(item.textContent).toContain(`Picture ${item.getAttribute('aria-posinset')}.jpg`);
    }
  });

  it('render each picture once while it is scrolled past, and again only when it comes back', async () => {
    render(<VariantGallery images={images} components={components} />);
    await settle();
    rendered.clear();
    for (let top = 0; top < 6000; top += 300) await scrollTo(top);
    const counts = [...rendered.values()];
    expect(counts.length).toBeGreaterThan(10);
    // Once when it comes, and once at most for its picture, which does not come.
    expect(Math.max(...counts)).toBeLessThanOrEqual(2);
  });

  it('keep the one that has the focus', async () => {
    render(<VariantGallery images={images} />);
    await settle();
    const button = screen.getByRole('button', { name: 'Copy URL of Picture 3.jpg' });
    act(() => button.focus());
    await scrollTo(200_000);
    expect(document.activeElement).toBe(button);
    expect(items().length).toBeLessThan(80);
    expect(isThere(1000)).toBe(false);
  });

  it('can be scrolled in a box of their own', async () => {
    render(
      <div data-testid="box" style={{ blockSize: 500, overflow: 'auto' }}>
        <VariantGallery images={images} />
      </div>,
    );
    await settle();
    await scrollTo(100_000, screen.getByTestId('box'));
    expect(isThere(1)).toBe(false);
    const { left, top } = screen.getByTestId('box').getBoundingClientRect();
    const seen = document.elementFromPoint(left + 50, top + 250);
    expect(seen?.closest('[data-tt="gallery"]')).not.toBeNull();
    expect(seen?.closest('.tt-gap')).toBeNull();
  });

  it('are all in the page where that is wanted', async () => {
    render(<VariantGallery images={images.slice(0, 100)} windowing={false} />);
    await settle();
    expect(items()).toHaveLength(100);
    expect(items()[0]?.hasAttribute('aria-setsize')).toBe(false);
  });
});

describe('more pictures', () => {
  it('are asked for when the end comes near, once', async () => {
    const onLoadMore = vi.fn();
    const { rerender } = render(
      <VariantGallery images={images.slice(0, 200)} onLoadMore={onLoadMore} />,
    );
    await settle();
    expect(onLoadMore).not.toHaveBeenCalled();
    await scrollTo(document.documentElement.scrollHeight);
    await waitFor(() => expect(onLoadMore).toHaveBeenCalledTimes(1));
    rerender(<VariantGallery images={images.slice(0, 200)} onLoadMore={onLoadMore} loading />);
    rerender(<VariantGallery images={images.slice(0, 200)} onLoadMore={onLoadMore} />);
    await scrollTo(0);
    await scrollTo(document.documentElement.scrollHeight);
    expect(onLoadMore).toHaveBeenCalledTimes(1);
    rerender(<VariantGallery images={images.slice(0, 400)} onLoadMore={onLoadMore} />);
    await settle();
    expect(screen.getAllByRole('status')[0]?.textContent).toContain('200 pictures more');
    await scrollTo(document.documentElement.scrollHeight);
    await waitFor(() => expect(onLoadMore).toHaveBeenCalledTimes(2));
  });

  it('can be asked for by a button, also again after a failure', async () => {
    const onLoadMore = vi.fn();
    render(<VariantGallery images={images.slice(0, 3)} onLoadMore={onLoadMore} />);
    await waitFor(() => expect(onLoadMore).toHaveBeenCalledTimes(1));
    act(() => screen.getByRole('button', { name: 'Show more' }).click());
    expect(onLoadMore).toHaveBeenCalledTimes(2);
  });
});
