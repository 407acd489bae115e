// What apps say of elements in general does not reach ours, whichever stylesheet comes first.

import { cleanup, render } from '@testing-library/react';
import '@tintype/react/testing';
import pico from '@picocss/pico/css/pico.css?inline';
import { createUploadHandle, createUploadItem } from '@tintype/react/testing';
import bootstrap from 'bootstrap/dist/css/bootstrap.css?inline';
import modernNormalize from 'modern-normalize/modern-normalize.css?inline';
import normalize from 'normalize.css/normalize.css?inline';
import sanitizeForms from 'sanitize.css/forms.css?inline';
import sanitize from 'sanitize.css/sanitize.css?inline';
import preflight3 from 'tailwindcss-3/src/css/preflight.css?inline';
import preflight4 from 'tailwindcss-4/preflight.css?inline';
import { afterEach, describe, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { ImageDropzone } from '../src/dropzone/ImageDropzone.tsx';
import { unanswered } from '../src/gallery/pictures.test.support.ts';
import { VariantGallery } from '../src/gallery/VariantGallery.tsx';
import styles from '../src/styles.css?inline';
import { VITE_TEMPLATE } from './vite-template.ts';

const UNIVERSAL = `* { margin: 0; padding: 0; box-sizing: border-box; }
*, *::before, *::after { border: 0 solid; font: inherit; vertical-align: baseline; }
section { padding: 4rem 1rem; } ul { list-style: square; padding-left: 2rem; } p { margin: 1em; }
img { max-width: 100%; height: auto; display: block; } label { display: block; } input { width: 100%; }
[type="button"] { background: none; padding: 0; } [type="checkbox"] { width: 50px; }
`;

/** As it is without a build: the second argument of each call is what counts. */
const withoutBuild = (css: string) =>
  css.replaceAll(/(?:--)?theme\([^,()]+,\s*((?:[^()]|\([^()]*\))+)\)/g, '$1');

const RESETS = {
  'a universal reset': UNIVERSAL,
  'the template of Vite 4 to 7': VITE_TEMPLATE,
  Bootstrap: bootstrap,
  Pico: pico,
  'normalize.css': normalize,
  'modern-normalize': modernNormalize,
  'sanitize.css': sanitize + sanitizeForms,
  "Tailwind 3's preflight": withoutBuild(preflight3),
  "Tailwind 4's preflight": withoutBuild(preflight4),
};

const STATUSES = ['uploading', 'processing', 'done', 'failed', 'rejected'] as const;
const items = STATUSES.map((status) => createUploadItem({ status, name: `${status}.jpg` }));
const images = [
  unanswered('p1', { filename: 'one.jpg' }),
  unanswered('p2', { filename: 'two.jpg' }),
];
const sources = { camera: true, fromURL: true, reorderable: true, editable: true };

afterEach(async () => {
  cleanup();
  document.adoptedStyleSheets = [];
  await emulate([]);
});

/** Nothing on its way from one look to another. */
async function emulate(features: { name: string; value: string }[]): Promise<void> {
  const session = cdp() as unknown as { send(method: string, params: object): Promise<unknown> };
  await session.send('Emulation.setEmulatedMedia', { features });
}

function wear(...sheets: string[]): void {
  document.adoptedStyleSheets = sheets.map((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
}

/** What is inherited from the page is for the page to say. */
const apart = {
  all: 'initial',
  display: 'block',
  inlineSize: '40rem',
  colorScheme: 'light',
} as const;

function show(): void {
  render(
    <div style={apart}>
      <ImageDropzone upload={createUploadHandle({ items: [] })} {...sources} name="a" error="No." />
      <ImageDropzone upload={createUploadHandle({ items, status: 'uploading' })} {...sources} />
      <VariantGallery images={images} onDelete={() => undefined} onLoadMore={() => undefined} />
    </div>,
  );
}

/** Where a component stands is for the app to say. */
const OUTER = /^margin/;
/** What moves nothing by itself, and what Pico says with `!important` to whom wants less motion. */
const TIMES = /^animation-(delay|duration)$/;

function lookOf(element: Element, pseudo?: string): Record<string, string> {
  const style = getComputedStyle(element, pseudo);
  if (pseudo) return { content: style.content };
  const isOuter = (name: string) => element.matches('[data-surroundings]') && OUTER.test(name);
  const names = [...style].filter(
    (name) => !name.startsWith('--') && !isOuter(name) && !TIMES.test(name),
  );
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]));
}

type Look = Map<string, Record<string, string>>;

function looks(): Look {
  // Pico says with `!important` what an invalid field looks like; this one is not seen.
  const elements = [
    ...document.querySelectorAll(
      '[data-surroundings], [data-surroundings] :not(.tt-file-input, path)',
    ),
  ];
  return new Map(
    elements.flatMap((element, number) => {
      const name = `${number} ${element.localName}.${element.getAttribute('class')}`;
      return ['', '::before', '::after'].map((pseudo): [string, Record<string, string>] => [
        name + pseudo,
        lookOf(element, pseudo),
      ]);
    }),
  );
}

/** In words, since whole styles are too long to read. */
function differences(before: Look, after: Look): string[] {
  return [...after].flatMap(([element, look]) =>
    Object.entries(look)
      .filter(([name, value]) => before.get(element)?.[name] !== value)
      .map(([name, value]) => `${element} ${name}: ${before.get(element)?.[name]} -> ${value}`),
  );
}

describe.each(Object.entries(RESETS))('%s', (_, reset) => {
  it.each(['before', 'after'])('changes nothing where it comes %s ours', async (order) => {
    await emulate([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    wear(styles);
    show();
    await expect.poll(() => document.querySelectorAll('[data-tt="item"]').length).toBe(5);
    // Rows are laid out once they are seen.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expectIcons();
    const usual = looks();
    expect(usual.size).toBeGreaterThan(300);
    wear(...(order === 'before' ? [reset, styles] : [styles, reset]));
    expect(differences(usual, looks())).toEqual([]);
    expectFocusRing();
  });
});

function expectFocusRing(): void {
  for (const element of document.querySelectorAll<HTMLElement>('.tt-button, .tt-icon-button')) {
    element.focus({ focusVisible: true } as FocusOptions);
    if (document.activeElement !== element) continue;
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
    expect([outlineStyle, outlineWidth, outlineColor, boxShadow], element.className).toEqual([
      'solid',
      '2px',
      'rgb(29, 95, 209)',
      'none',
    ]);
  }
}

/** What `d` says is a property of styles as well. */
function expectIcons(): void {
  const paths = [...document.querySelectorAll<SVGPathElement>('.tt-icon path')];
  expect(paths.length).toBeGreaterThan(10);
  for (const path of paths) expect(getComputedStyle(path).getPropertyValue('d')).not.toBe('none');
}
