import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import '@tintype/react/testing';
import axe from 'axe-core';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { cdp, page } from 'vitest/browser';
import '../styles.css';
import { movingParts, slowTransitions } from '../anatomy/motion.test.support.ts';
import { relayPictures, unanswered } from './pictures.test.support.ts';
import { VariantGallery, type VariantGalleryProps } from './VariantGallery.tsx';

const NAMES = ['Beach.jpg', 'A name as long as the way home from the mountains in the rain.jpg'];
const VARIANTS = ['thumbnail', 'public', 'hero', 'original'];
const images = NAMES.map((filename, number) =>
  unanswered(`p${number}`, {
    filename,
    requireSignedURLs: true,
    variants: VARIANTS.map((name) => `https://host.invalid/h/${number}/${name}`),
  }),
);
const held = {
  images,
  signUrl: () => new Promise<string>(() => undefined),
  onDelete: () => undefined,
  onLoadMore: () => undefined,
};

afterEach(async () => {
  cleanup();
  document.documentElement.removeAttribute('style');
  document.documentElement.dir = '';
  await emulate({});
  await page.viewport(414, 896);
});

async function emulate(features: Record<string, string>): Promise<void> {
  const session = cdp() as unknown as {
    send(method: string, params: object): Promise<unknown>;
  };
  await session.send('Emulation.setEmulatedMedia', {
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  });
}

async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document.body, {
    // Rules for whole pages, of which this is a part.
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

function show(props: Partial<VariantGalleryProps> = {}) {
  return render(<VariantGallery {...held} {...props} />);
}

/** All that can be pressed or checked, with the place that takes the press. */
function controls(root: ParentNode = document): { element: HTMLElement; place: HTMLElement }[] {
  const all = [...root.querySelectorAll<HTMLElement>('button, a, input, summary')];
  return all.map((element) => ({ element, place: element.closest('label') ?? element }));
}

it('is a list whose every control is named with the picture that it acts on', async () => {
  show();
  expect(screen.getByRole('list', { name: 'Stored pictures' }).tagName).toBe('UL');
  for (const [place, item] of screen.getAllByRole('listitem').entries()) {
    const name = NAMES[place] as string;
    const { getAllByRole, getByRole } = within(item);
    for (const control of [...getAllByRole('button'), getByRole('checkbox')]) {
      expect(control.getAttribute('aria-label')).toContain(name);
    }
    expect(getByRole('group', { name: `Variant of ${name}` })).toBeDefined();
    expect(item.querySelector('summary')?.getAttribute('aria-label')).toBe(`More about ${name}`);
    for (const icon of item.querySelectorAll('svg, canvas')) {
      expect(icon.getAttribute('aria-hidden')).toBe('true');
    }
  }
});

it('has targets of at least 24 by 24 pixels', async () => {
  show();
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select Beach.jpg' }));
  await userEvent.click(screen.getByLabelText('More about Beach.jpg'));
  await userEvent.click(screen.getByRole('button', { name: `View ${NAMES[1]}` }));
  await screen.findByRole('dialog');
  const found = controls();
  expect(found.length).toBeGreaterThan(20);
  for (const { element, place } of found) {
    const { width, height } = place.getBoundingClientRect();
    expect(Math.min(width, height), element.outerHTML.slice(0, 80)).toBeGreaterThanOrEqual(24);
  }
});

describe.each([
  ['light', { 'prefers-color-scheme': 'light' }],
  ['dark', { 'prefers-color-scheme': 'dark' }],
  ['forced colours', { 'forced-colors': 'active' }],
])('in %s', (_, features) => {
  it('axe finds nothing in the gallery, in what it unfolds, and in the lightbox', async () => {
    document.documentElement.style.colorScheme = 'light dark';
    document.documentElement.style.background = 'light-dark(#fff, #131110)';
    await emulate(features);
    show();
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select Beach.jpg' }));
    await userEvent.click(screen.getByLabelText('More about Beach.jpg'));
    await settled();
    expect(await violations()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'View Beach.jpg' }));
    await screen.findByRole('dialog');
    await settled();
    expect(await violations()).toEqual([]);
  }, 30_000);
});

/** Until nothing moves any more: axe measures colours as they are at that moment. */
async function settled(): Promise<void> {
  const moving = () =>
    document.getAnimations().filter(({ timeline, effect }) => {
      const ends = effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
      return timeline === document.timeline && ends;
    });
  await Promise.all(moving().map(({ finished }) => finished.catch(() => undefined)));
}

it('shows the focus of every control, also in forced colours', async () => {
  for (const features of [{}, { 'forced-colors': 'active' }]) {
    await emulate(features as Record<string, string>);
    const { unmount } = show();
    const seen = new Set<Element>();
    const { length } = controls();
    for (let tabs = 0; tabs < length; tabs += 1) {
      await userEvent.tab();
      const { activeElement } = document;
      if (!activeElement || activeElement === document.body) break;
      seen.add(activeElement);
      // Some fade in.
      await settled();
      const marked = activeElement.matches('[type="radio"]')
        ? (activeElement.nextElementSibling as Element)
        : activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(marked);
      expect(outlineStyle, marked.outerHTML.slice(0, 80)).not.toBe('none');
      expect(Number.parseFloat(outlineWidth)).toBeGreaterThanOrEqual(2);
      // A box that only shows itself to pointers would hide the focus.
      expect(
        getComputedStyle(activeElement.closest('.tt-select') ?? activeElement).opacity,
      ).not.toBe(activeElement.matches('.tt-select input') ? '0' : '');
    }
    // Five in each of two pictures, for radio buttons are one, then "Select all" and "Show more".
    expect(seen.size).toBe(12);
    unmount();
  }
});

it('tells what is chosen by more than a background, where colours are forced', async () => {
  await emulate({ 'forced-colors': 'active' });
  show();
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select Beach.jpg' }));
  const [one, other] = screen.getAllByRole('listitem').map((item) => {
    const plate = item.querySelector('.tt-plate') as HTMLElement;
    return getComputedStyle(plate).outlineStyle;
  });
  expect(one).toBe('solid');
  expect(other).toBe('none');
  const border = (name: string) =>
    getComputedStyle(
      within(screen.getAllByRole('listitem')[0] as HTMLElement).getByRole('radio', { name })
        .nextElementSibling as Element,
    ).borderTopColor;
  expect(border('public')).not.toBe(border('hero'));
});

it.each([
  ['moves nothing for people who want less motion', 'reduce', false],
  ['moves for those who do not mind', 'no-preference', true],
])('%s, in any state', async (_, preference, moves) => {
  const { store } = relayPictures(inject('relayURL'));
  const real = [await store({ width: 300, height: 200 }), await store()];
  const usual = slowTransitions();
  const expectMotion = () => expect(movingParts().length > 0, movingParts().join('\n')).toBe(moves);
  await emulate({ 'prefers-reduced-motion': preference });

  const loading = show({ images: [], loading: true });
  expectMotion();
  loading.unmount();

  const broken = unanswered('broken', { variants: ['https://host.invalid/h/broken/public'] });
  show({ images: [...real, broken], signUrl: undefined });
  await waitFor(() => expect(screen.getAllByRole('listitem')[0]?.dataset.state).toBe('shown'));
  await userEvent.click(screen.getByLabelText('More about broken.jpg'));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select broken.jpg' }));
  expectMotion();
  await userEvent.click(screen.getByRole('button', { name: 'Delete broken.jpg' }));
  await screen.findByRole('button', { name: 'Undo' });
  expectMotion();
  await userEvent.click(screen.getAllByRole('button', { name: /^View/ })[0] as HTMLElement);
  await screen.findByRole('dialog');
  await userEvent.keyboard('{End}+');
  expectMotion();
  usual();
});

it.each([
  ['on a page of 320 pixels', 320, '100%'],
  ['with text twice as large', 640, '200%'],
  ['with text twice as large on a page of 320 pixels', 320, '200%'],
])('fits %s without scrolling sideways', async (_, width, fontSize) => {
  await page.viewport(width, 700);
  document.documentElement.style.fontSize = fontSize;
  show();
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select Beach.jpg' }));
  await userEvent.click(screen.getByLabelText('More about Beach.jpg'));
  const root = document.documentElement;
  expect(root.scrollWidth).toBeLessThanOrEqual(root.clientWidth);
  await userEvent.keyboard('{Escape}');
  await userEvent.click(screen.getByRole('button', { name: 'Delete Beach.jpg' }));
  expect(root.scrollWidth).toBeLessThanOrEqual(root.clientWidth);
  for (const { element, place } of controls()) {
    if (element.closest('.tt-variants')) continue;
    const { left, right } = place.getBoundingClientRect();
    expect(left, element.outerHTML.slice(0, 90)).toBeGreaterThanOrEqual(0);
    expect(right, element.outerHTML.slice(0, 90)).toBeLessThanOrEqual(root.clientWidth);
  }
});

it('fits the lightbox on a page of 320 pixels', async () => {
  await page.viewport(320, 560);
  show();
  await userEvent.click(screen.getByRole('button', { name: `View ${NAMES[1]}` }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog.scrollHeight).toBeLessThanOrEqual(dialog.clientHeight);
  for (const { element, place } of controls(dialog)) {
    if (element.closest('.tt-variants')) continue;
    const { left, right, top, bottom } = place.getBoundingClientRect();
    const what = element.outerHTML.slice(0, 90);
    expect(Math.min(left, top), what).toBeGreaterThanOrEqual(0);
    expect(right, what).toBeLessThanOrEqual(320);
    expect(bottom, what).toBeLessThanOrEqual(560);
    // And nothing lies over it.
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    expect(place.contains(hit), what).toBe(true);
  }
});

it('is mirrored where people write from right to left', async () => {
  const middle = (element: Element | null) => {
    const { left, width } = (element as Element).getBoundingClientRect();
    return left + width / 2;
  };
  show();
  const item = screen.getAllByRole('listitem')[0] as HTMLElement;
  const sides = () => {
    const { left, width } = item.getBoundingClientRect();
    const isLeft = (selector: string) =>
      middle(item.querySelector(selector)) < left + width / 2 ? 'left' : 'right';
    return ['.tt-select', '.tt-danger', '.tt-icon-button'].map(isLeft);
  };
  expect(sides()).toEqual(['left', 'right', 'left']);
  document.documentElement.dir = 'rtl';
  expect(sides()).toEqual(['right', 'left', 'right']);
});

it('has a live region from the start, and says once what happened', async () => {
  show();
  const region = screen.getAllByRole('status')[0] as HTMLElement;
  expect(region.textContent).toBe('');
  const said: string[] = [];
  const observer = new MutationObserver(() => said.push(region.textContent ?? ''));
  observer.observe(region, { childList: true, characterData: true, subtree: true });
  await userEvent.click(screen.getByRole('button', { name: 'Delete Beach.jpg' }));
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(said).toEqual(['1 picture deleted', '1 picture restored']);
  observer.disconnect();
});

it('unfolds more about a picture, and folds it by Escape and by leaving', async () => {
  show();
  const more = screen.getByLabelText('More about Beach.jpg');
  const copy = () => screen.queryByRole('button', { name: 'Copy Markdown for Beach.jpg' });
  await userEvent.click(more);
  expect(screen.getByText('Private, by signed URLs')).toBeDefined();
  // Nothing to copy before it is signed.
  expect(copy()).toBeNull();
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByText('Private, by signed URLs')).toBeNull();
  expect(document.activeElement).toBe(more);
  await userEvent.click(more);
  act(() => screen.getByRole('button', { name: 'Delete Beach.jpg' }).focus());
  expect(screen.queryByText('Private, by signed URLs')).toBeNull();
});
