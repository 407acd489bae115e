import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import '../styles.css';
import type { PicturePartProps } from './gallery-parts.ts';
import { relayPictures } from './pictures.test.support.ts';
import { VariantGallery } from './VariantGallery.tsx';

const { store, takeAway } = relayPictures(inject('relayURL'));

/** Lets the page use the clipboard. */
async function allowClipboard(): Promise<void> {
  const session = cdp() as unknown as { send(method: string, params: object): Promise<unknown> };
  for (const name of ['clipboard-read', 'clipboard-write']) {
    await session.send('Browser.setPermission', { permission: { name }, setting: 'granted' });
  }
}

beforeEach(allowClipboard);
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const user = () => userEvent.setup({ writeToClipboard: false });
const clipboard = () => navigator.clipboard.readText();

async function show(name = 'a [b].png') {
  const image = await store({ name, width: 640, height: 480, metadata: { alt: 'A "boat"' } });
  render(<VariantGallery images={[image]} />);
  const item = screen.getByRole('listitem');
  await waitFor(() => expect(item.dataset.state).toBe('shown'));
  const publicURL = image.variants.find((url) => url.endsWith('/public')) as string;
  return { image, item: within(item), publicURL };
}

describe('what is copied', () => {
  it('is the URL of the variant on show, and of the default while the browser chooses', async () => {
    const { item, publicURL } = await show();
    const note = item.getByRole('status');
    await user().click(item.getByRole('button', { name: 'Copy URL of a [b].png' }));
    await waitFor(() => expect(note.textContent).toBe('URL copied'));
    expect(await clipboard()).toBe(publicURL);
    await user().click(item.getByRole('radio', { name: 'hero' }));
    await user().click(item.getByRole('button', { name: 'Copy URL of a [b].png' }));
    await waitFor(async () => expect(await clipboard()).toBe(publicURL.replace('public', 'hero')));
  });

  it('can be Markdown, and an element that shows the same picture', async () => {
    const { item, publicURL } = await show();
    await user().click(item.getByRole('radio', { name: 'public' }));
    await item.findByText('640 × 480');
    await user().click(item.getByLabelText('More about a [b].png'));
    await user().click(item.getByRole('button', { name: 'Copy Markdown for a [b].png' }));
    await waitFor(async () => expect(await clipboard()).toBe(`![A "boat"](${publicURL})`));
    await user().click(item.getByRole('button', { name: 'Copy HTML for a [b].png' }));
    await waitFor(async () => expect(await clipboard()).toMatch(/^<img /));
    const place = document.createElement('div');
    place.innerHTML = await clipboard();
    const copied = place.querySelector('img') as HTMLImageElement;
    expect([copied.src, copied.alt, copied.width]).toEqual([publicURL, 'A "boat"', 640]);
  });

  it('is not claimed where the browser did not allow it', async () => {
    const { item } = await show();
    const refusal = new DOMException('Write permission denied.', 'NotAllowedError');
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(refusal);
    await user().click(item.getByRole('button', { name: 'Copy URL of a [b].png' }));
    await item.findByText('The browser did not allow copying');
  });
});

describe('a download', () => {
  it('saves the variant on show under the name of the file, with the ending of what came', async () => {
    const { item, publicURL } = await show('boat.jpg');
    const saved = new Promise<{ name: string; blob: Blob }>((resolve) => {
      vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(async function (
        this: HTMLAnchorElement,
      ) {
        resolve({ name: this.download, blob: await (await fetch(this.href)).blob() });
      });
    });
    await user().click(item.getByRole('button', { name: 'Download boat.jpg' }));
    const { name, blob } = await saved;
    const there = await (await fetch(publicURL)).blob();
    expect(blob.size).toBe(there.size);
    expect(name).toBe(`boat.${blob.type.replace('image/', '').replace('jpeg', 'jpg')}`);
  });

  it('says so when it does not succeed', async () => {
    const { image, item } = await show('boat.jpg');
    await takeAway(image);
    vi.spyOn(globalThis, 'fetch').mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await user().click(item.getByRole('button', { name: 'Download boat.jpg' }));
    await item.findByText('It could not be downloaded');
  });
});

it('shows what is known of a picture, but for the hash that is painted', async () => {
  const image = await store({
    metadata: { alt: 'A boat', trip: { year: 2026 }, thumbHash: '0AcOLYZpeHePh4iHiDeHdXdwcwc3' },
  });
  render(<VariantGallery images={[{ ...image, creator: 'ann' }]} />);
  await user().click(screen.getByLabelText('More about small.png'));
  const terms = screen.getAllByRole('term').map((term) => term.textContent);
  expect(terms).toEqual(['Stored', 'Visibility', 'Creator', 'Id', 'alt', 'trip']);
  expect(screen.getByText('{"year":2026}')).toBeDefined();
  expect(screen.getByText(image.id)).toBeDefined();
});

function Heading({ picture }: PicturePartProps) {
  return <h3>{picture.name}</h3>;
}

it('takes other words, class names, components and functions for its parts', async () => {
  const image = await store({ name: 'boat.png' });
  const { container } = render(
    <VariantGallery
      images={[image]}
      labels={{ copy: (name) => `${name} kopieren` }}
      classNames={{ root: 'my-root', frame: 'my-frame', actions: 'my-actions' }}
      components={{ Caption: Heading }}
      render={{
        frame: ({ picture }, standard) => <section aria-label={picture.state}>{standard}</section>,
        variants: () => null,
      }}
    />,
  );
  expect(screen.getByRole('button', { name: 'boat.png kopieren' })).toBeDefined();
  expect(screen.getByRole('heading', { name: 'boat.png' })).toBeDefined();
  await waitFor(() => expect(screen.getByRole('region', { name: 'shown' })).toBeDefined());
  expect(screen.queryByRole('radio')).toBeNull();
  for (const name of ['my-root', 'my-frame', 'my-actions']) {
    expect(container.querySelector(`.${name}[class*="tt-"]`)).not.toBeNull();
  }
});
