import { act, cleanup, render } from '@testing-library/react';
import '@tintype/react/testing';
import { createUploadHandle } from '@tintype/react/testing';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { ImageDropzone } from '../src/dropzone/ImageDropzone.tsx';
import { VariantGallery } from '../src/gallery/VariantGallery.tsx';
import styles from '../src/styles.css?inline';

const LIGHT = 'rgb(143, 69, 19)';
const DARK = 'rgb(234, 168, 118)';
const html = document.documentElement;

async function prefer(scheme: 'light' | 'dark'): Promise<void> {
  const session = cdp() as unknown as { send(method: string, params: object): Promise<unknown> };
  const features = [{ name: 'prefers-color-scheme', value: scheme }];
  await session.send('Emulation.setEmulatedMedia', { features });
}

function wear(css = ''): void {
  document.adoptedStyleSheets = [styles, '.tt-dropzone { --tt-duration: 0s }', css].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
}

afterEach(async () => {
  cleanup();
  for (const { name } of [...html.attributes]) html.removeAttribute(name);
  for (const added of document.head.querySelectorAll('[data-added]')) added.remove();
  document.adoptedStyleSheets = [];
  await prefer('light');
});

const upload = createUploadHandle({ items: [] });

function show() {
  render(
    <>
      <ImageDropzone upload={upload} />
      <VariantGallery images={[]} />
    </>,
  );
}

function accent(): string {
  const [button] = document.querySelectorAll('.tt-button-primary');
  return button ? getComputedStyle(button).backgroundColor : 'no button';
}

/** Each way in which an app is dark, or light though the system is dark. */
const WAYS: [string, () => void, 'light' | 'dark', string][] = [
  ['an app that says nothing, on a light system', () => wear(), 'light', LIGHT],
  ['an app that says nothing, on a dark system', () => wear(), 'dark', LIGHT],
  [
    'an app with both schemes, on a light system',
    () => wear(':root { color-scheme: light dark }'),
    'light',
    LIGHT,
  ],
  [
    'an app with both schemes, on a dark system',
    () => wear(':root { color-scheme: light dark }'),
    'dark',
    DARK,
  ],
  ['a dark app on a light system', () => wear(':root { color-scheme: dark }'), 'light', DARK],
  ['a light app on a dark system', () => wear(':root { color-scheme: light }'), 'dark', LIGHT],
  [
    'an only light app on a dark system',
    () => wear(':root { color-scheme: only light }'),
    'dark',
    LIGHT,
  ],
  [
    'a media query without a scheme, on a dark system',
    () =>
      wear('@media (prefers-color-scheme: dark) { body { background: #0a0a0a; color: #ededed } }'),
    'dark',
    DARK,
  ],
  [
    'a media query without a scheme, on a light system',
    () =>
      wear('@media (prefers-color-scheme: dark) { body { background: #0a0a0a; color: #ededed } }'),
    'light',
    LIGHT,
  ],
  [
    'a theme in other words',
    () => wear('body { background: #222; color: oklch(0.9 0.01 200) }'),
    'light',
    DARK,
  ],
  [
    'a class',
    () => {
      wear();
      html.className = 'x dark';
    },
    'light',
    DARK,
  ],
  [
    'a class for light on a dark system',
    () => {
      wear(':root { color-scheme: light dark }');
      html.className = 'light';
    },
    'dark',
    LIGHT,
  ],
  [
    'a data attribute',
    () => {
      wear();
      html.dataset.theme = 'dark';
    },
    'light',
    DARK,
  ],
  [
    'a data attribute for light on a dark system',
    () => {
      wear(':root { color-scheme: light dark }');
      html.dataset.theme = 'light';
    },
    'dark',
    LIGHT,
  ],
  [
    'an inline style',
    () => {
      wear();
      html.style.colorScheme = 'dark';
    },
    'light',
    DARK,
  ],
  [
    'a meta element',
    () => {
      wear();
      document.head.insertAdjacentHTML(
        'beforeend',
        '<meta data-added name="color-scheme" content="dark">',
      );
    },
    'light',
    DARK,
  ],
];

describe.each(WAYS)('%s', (_, dress, system, expected) => {
  it('is followed from the first paint', async () => {
    await prefer(system);
    dress();
    show();
    expect(accent()).toBe(expected);
    for (const root of document.querySelectorAll<HTMLElement>('[data-tt]')) {
      expect(root.dataset.surroundings).toBe(expected === DARK ? 'dark' : 'light');
    }
  });

  it('is followed when it comes later', async () => {
    wear();
    show();
    expect(accent()).toBe(LIGHT);
    await prefer(system);
    dress();
    // Sheets that scripts adopt tell nobody; an app that does so has set an attribute, too.
    html.dataset.changed = '';
    await expect.poll(accent).toBe(expected);
  });
});

it('is followed by what a server has rendered, before scripts run', async () => {
  const place = document.createElement('div');
  place.innerHTML = renderToString(<ImageDropzone upload={upload} />);
  document.body.append(place);
  const area = place.querySelector('.tt-area-mark') as HTMLElement;
  const look = () => {
    const context = document.createElement('canvas').getContext('2d');
    if (!context) throw new Error('There is no canvas.');
    context.fillStyle = getComputedStyle(area).color;
    context.fillRect(0, 0, 1, 1);
    return `rgb(${[...context.getImageData(0, 0, 1, 1).data].slice(0, 3).join(', ')})`;
  };
  const ways = WAYS.filter(([name]) => !/without a scheme, on a dark|other words/.test(name));
  for (const [name, dress, system, expected] of ways) {
    await prefer(system);
    dress();
    expect(look(), name).toBe(expected);
    for (const { name } of [...html.attributes]) html.removeAttribute(name);
    for (const added of document.head.querySelectorAll('[data-added]')) added.remove();
  }
  place.remove();
});

it('is what the nearest element says', () => {
  wear();
  const { container } = render(
    <div className="dark">
      <div data-theme="light">
        <div className="dark">
          <ImageDropzone upload={upload} />
        </div>
        <VariantGallery images={[]} />
      </div>
      <ImageDropzone upload={upload} data-theme="light" />
    </div>,
  );
  const found = [...container.querySelectorAll<HTMLElement>('[data-tt]')];
  expect(found.map(({ dataset }) => dataset.surroundings)).toEqual(['dark', 'light', 'light']);
});

it('is followed out of a shadow root', async () => {
  wear();
  html.className = 'dark';
  const host = document.createElement('div');
  document.body.append(host);
  const shadow = host.attachShadow({ mode: 'open' });
  const root = createRoot(shadow);
  act(() =>
    root.render(
      <StrictMode>
        <ImageDropzone upload={upload} />
      </StrictMode>,
    ),
  );
  const found = shadow.querySelector<HTMLElement>('[data-tt]');
  expect(found?.dataset.surroundings).toBe('dark');
  html.className = '';
  await expect.poll(() => found?.dataset.surroundings).toBe('light');
  act(() => root.unmount());
  host.remove();
});
