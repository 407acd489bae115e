// The requirements of WCAG 2.2 AA and of what teams have published of screen readers, one after the other.

import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { UploadError, type UploadItem } from '@tintype/core';
import { createJPEG } from '@tintype/core/testing';
import { createUploadHandle, createUploadItem, type ItemState } from '@tintype/react/testing';
import axe from 'axe-core';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { cdp } from 'vitest/browser';
import '../styles.css';
import { movingParts, slowTransitions } from '../anatomy/motion.test.support.ts';
import { useImageUpload } from '../upload/use-image-upload.ts';
import { ImageDropzone, type ImageDropzoneProps } from './ImageDropzone.tsx';

const endpoint = inject('relayURL');

/** The browser as somebody has set it up; `undefined` for the usual. */
async function emulate(features: Record<string, string> = {}): Promise<void> {
  const all = Object.entries(features).map(([name, value]) => ({ name, value }));
  // Which commands there are depends on the provider, and is not typed here.
  const browser = cdp() as unknown as { send(method: string, options: object): Promise<void> };
  await browser.send('Emulation.setEmulatedMedia', { features: all });
}

afterEach(async () => {
  cleanup();
  document.documentElement.removeAttribute('dir');
  document.body.removeAttribute('style');
  await emulate();
});

const item = (status: UploadItem['status'], more: Partial<ItemState> = {}) =>
  createUploadItem({ status, name: 'beach.jpg', ...more });

const ALL = [
  item('preparing', { name: 'a.jpg' }),
  item('uploading', { name: 'b.jpg' }),
  item('processing', { name: 'c.jpg' }),
  item('retrying', { name: 'd.jpg' }),
  item('paused', { name: 'e.jpg' }),
  item('done', { name: 'f.jpg' }),
  item('failed', { name: 'g.jpg' }),
  item('canceled', { name: 'h.jpg' }),
  item('rejected', { name: 'i.jpg' }),
];

function show(items: UploadItem[] = [], props: Partial<ImageDropzoneProps> = {}) {
  const upload = createUploadHandle({ items, status: items.length > 0 ? 'uploading' : 'idle' });
  return render(<ImageDropzone {...(props as object)} upload={upload} />);
}

function showAll() {
  return show(ALL, { reorderable: true, editable: true, camera: true, fromURL: true, name: 'p' });
}

it('1: choosing is one stop for the Tab key, and no control stands inside another', async () => {
  show([], { name: 'pictures', required: true });
  await userEvent.tab();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Choose pictures' }));
  await userEvent.tab();
  expect(document.activeElement).toBe(document.body);
  const nested = 'button button, button input, [role="button"] button, label button';
  expect(document.querySelector(nested)).toBeNull();
});

it('2: the button is named by what it shows, and described by limits and errors', () => {
  show([], { error: 'An advert needs a picture.' });
  const button = screen.getByRole('button', { name: 'Choose pictures' });
  expect(button.textContent).toBe('Choose pictures');
  const described = (button.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join(' ');
  expect(described).toMatch(/An advert needs a picture.*10 MB/);
});

it('3: all that dragging does, buttons do', async () => {
  showAll();
  expect(await screen.findByRole('button', { name: 'Move b.jpg up' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Move b.jpg down' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Choose pictures' })).toBeTruthy();
});

function WithInput() {
  const upload = useImageUpload({ endpoint, retry: false });
  return (
    <>
      <input {...upload.getInputProps()} data-testid="input" />
      <ImageDropzone upload={upload} />
    </>
  );
}

describe('4: the live region', () => {
  /** All that is said, in order. */
  function listen(): string[] {
    const region = screen.getByRole('status');
    const said: string[] = [];
    new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    return said;
  }

  it('is there before it is needed, and tells once how many came in, what failed, and how it ended', async () => {
    render(<WithInput />);
    const said = listen();
    const files = [
      createJPEG({ name: 'a.jpg' }),
      createJPEG({ name: 'b.jpg' }),
      new File(['x'], 'notes.jpg', { type: 'image/jpeg' }),
    ];
    await userEvent.upload(screen.getByTestId('input'), files);
    expect(screen.getByRole('status').textContent).toBe('');
    await waitFor(() => expect(said.at(-1)).toBe('2 uploaded, 1 not accepted'), {
      timeout: 10_000,
    });
    expect(said).toHaveLength(3);
    expect(said[0]).toBe('3 pictures added');
    expect(said[1]).toMatch(/^notes\.jpg was not accepted\. .*Choose one of/);
  });
});

it('5: progress is named with its picture, told in words, and without a number while it is unknown', () => {
  showAll();
  const sending = screen.getByRole('progressbar', { name: 'Progress of b.jpg' });
  expect(sending.getAttribute('aria-valuetext')).toBe('Uploading, 40%');
  expect((sending as HTMLProgressElement).value).toBe(0.4);
  const waiting = screen.getByRole('progressbar', { name: 'Progress of c.jpg' });
  expect((waiting as HTMLProgressElement).position).toBe(-1);
  expect(waiting.getAttribute('aria-valuetext')).toBe('Finishing');
  expect(screen.getByRole('list').getAttribute('aria-busy')).toBe('true');
});

it('6: the pictures are a list, and each action is named with its picture', () => {
  showAll();
  const list = screen.getByRole('list', { name: 'Pictures' });
  const rows = within(list).getAllByRole('listitem');
  expect(rows).toHaveLength(ALL.length);
  for (const row of rows) {
    const name = row.querySelector('.tt-item-name')?.textContent ?? '-';
    for (const button of within(row).getAllByRole('button')) {
      expect(button.getAttribute('aria-label')).toContain(name);
    }
  }
});

describe('7: the focus never falls back to the page', () => {
  const names = () => document.activeElement?.getAttribute('aria-label');

  it('after cancel, retry, remove and clear', async () => {
    // Nothing ever comes back from there, so that there is always something to cancel.
    render(<ImageDropzone endpoint={new URL('/script/hold', endpoint).href} name="p" />);
    const zone = screen.getByRole('region');
    const dataTransfer = new DataTransfer();
    for (const name of ['a.jpg', 'b.jpg']) dataTransfer.items.add(createJPEG({ name }));
    act(() => {
      zone.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel a.jpg' }));
    expect(document.activeElement?.getAttribute('data-status')).toBe('canceled');
    await userEvent.click(screen.getByRole('button', { name: 'Retry a.jpg' }));
    expect(document.activeElement?.getAttribute('data-tt')).toBe('item');
    await userEvent.click(await screen.findByRole('button', { name: 'Cancel a.jpg' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Remove a.jpg' }));
    expect(names()).toBe('Cancel b.jpg');
    await userEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(document.activeElement?.textContent).toBe('Choose pictures');
  });
});

describe('8: what is pressed', () => {
  it('is 24 × 24 pixels large at least, and shows when it has the focus', async () => {
    showAll();
    await screen.findByRole('button', { name: 'Move b.jpg up' });
    for (const button of screen.getAllByRole('button')) {
      const { width, height } = button.getBoundingClientRect();
      expect([button.title, width >= 24, height >= 24]).toEqual([button.title, true, true]);
    }
    await userEvent.tab();
    const { outlineStyle, outlineWidth } = getComputedStyle(
      document.activeElement ?? document.body,
    );
    expect([outlineStyle, outlineWidth]).toEqual(['solid', '2px']);
  });
});

describe('9: as people have set up their browsers', () => {
  it.each([
    ['light', {}],
    ['dark', { 'prefers-color-scheme': 'dark' }],
    ['forced colours', { 'forced-colors': 'active' }],
  ])('axe finds nothing in %s', async (_, features) => {
    // Colours that are still fading in are none to measure.
    await emulate({ 'prefers-reduced-motion': 'reduce', ...features });
    document.body.style.colorScheme = 'light dark';
    document.body.style.background = 'Canvas';
    showAll();
    await screen.findByRole('button', { name: 'Move b.jpg up' });
    await userEvent.click(screen.getByRole('button', { name: 'From a web address' }));
    await userEvent.click(screen.getByRole('button', { name: 'Caption and description of f.jpg' }));
    await screen.findByRole('textbox', { name: 'Caption' });
    const { violations } = await axe.run(screen.getByRole('region'));
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  it('nothing is told by a background alone where colours are forced', async () => {
    await emulate({ 'forced-colors': 'active' });
    show([item('uploading')]);
    const zone = screen.getByRole('region');
    const area = zone.querySelector('.tt-area');
    const border = () => getComputedStyle(area ?? zone).borderTopColor;
    const before = border();
    zone.setAttribute('data-dragging', '');
    await waitFor(() => expect(border()).not.toBe(before));
    const bar = screen.getByRole('progressbar', { name: 'Progress of beach.jpg' });
    expect(getComputedStyle(bar).borderTopWidth).toBe('1px');
  });

  it.each([
    ['nothing moves where people want less of it', 'reduce', false],
    ['parts move where nobody minds', 'no-preference', true],
  ])('%s, however slow an app wants it', async (_, preference, moves) => {
    const usual = slowTransitions();
    await emulate({ 'prefers-reduced-motion': preference });
    const { rerender } = showAll();
    await screen.findByRole('button', { name: 'Move b.jpg up' });
    await userEvent.click(screen.getByRole('button', { name: 'Caption and description of f.jpg' }));
    await screen.findByRole('textbox', { name: 'Caption' });
    await userEvent.click(screen.getByRole('button', { name: 'From a web address' }));
    await userEvent.hover(screen.getByRole('button', { name: 'Clear' }));
    const further = ALL.map((one) => (one.progress === 0.4 ? { ...one, progress: 0.8 } : one));
    const upload = createUploadHandle({ items: further, status: 'uploading' });
    rerender(<ImageDropzone upload={upload} reorderable editable camera fromURL disabled />);
    screen.getByRole('region').setAttribute('data-dragging', '');
    expect(movingParts().length > 0, movingParts().join('\n')).toBe(moves);
    usual();
  });

  it.each([1, 2, 4])(
    'everything fits at 320 pixels, and at 1280 enlarged %s times',
    async (zoom) => {
      const page = document.body.appendChild(document.createElement('div'));
      page.style.cssText = `inline-size: 320px; zoom: ${zoom}`;
      const upload = createUploadHandle({ items: ALL, status: 'uploading' });
      const view = <ImageDropzone upload={upload} reorderable editable camera fromURL />;
      render(view, { container: page });
      await screen.findByRole('button', { name: 'Move b.jpg up' });
      const wide = [...page.querySelectorAll('*')].filter(
        (element) => element.getBoundingClientRect().right > page.getBoundingClientRect().right + 1,
      );
      expect(wide.map((element) => element.className)).toEqual([]);
      page.remove();
    },
  );

  it('from right to left, everything is mirrored', async () => {
    document.documentElement.dir = 'rtl';
    showAll();
    const row = screen.getAllByRole('listitem')[1];
    const left = (selector: string) =>
      row?.querySelector(selector)?.getBoundingClientRect().left ?? Number.NaN;
    await screen.findByRole('button', { name: 'Move b.jpg up' });
    expect(left('.tt-item-order')).toBeGreaterThan(left('.tt-thumbnail'));
    expect(left('.tt-thumbnail')).toBeGreaterThan(left('.tt-item-name'));
    expect(left('.tt-item-name')).toBeGreaterThan(left('.tt-item-actions'));
  });
});

it('10: an error is words and an icon, belongs to its control, and stays', () => {
  const error = new UploadError('network', 'No message of the engine.');
  show([item('failed', { error })]);
  const row = screen.getByRole('listitem');
  expect(row.querySelector('.tt-item-status .tt-icon')).not.toBeNull();
  const retry = screen.getByRole('button', { name: 'Retry beach.jpg' });
  const description = document.getElementById(retry.getAttribute('aria-describedby') ?? '');
  expect(description?.textContent).toBe('The connection was lost. Check it and try again.');
});

it('11: thumbnails and icons say nothing that stands beside them already', () => {
  show([item('done', { previewUrl: 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=' })]);
  expect(document.querySelector('.tt-thumbnail img')?.getAttribute('alt')).toBe('');
  for (const icon of document.querySelectorAll('svg')) {
    expect(icon.getAttribute('aria-hidden')).toBe('true');
  }
});
