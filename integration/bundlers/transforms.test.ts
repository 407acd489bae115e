// What bundlers and minifiers make of the stylesheet still means what it meant.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import CleanCSS from 'clean-css';
import cssnano from 'cssnano';
import { build as esbuild, transform as esbuildTransform } from 'esbuild';
import { transform as lightningcss, type Targets } from 'lightningcss';
import type { Page } from 'playwright';
import postcss from 'postcss';
import presetEnv from 'postcss-preset-env';
import { expect, test } from 'vitest';
import { keepBrowser } from './browser.ts';
import { createProject, pageWith } from './project.ts';
import { complaintsOf } from './served-page.ts';
import { serveFolder } from './static-site.ts';
import { strictPage } from './strict-page.ts';

const browser = keepBrowser();

const version = (major: number, minor = 0) => (major << 16) | (minor << 8);
const lightning = (targets: Targets) => (css: string) =>
  lightningcss({
    filename: 'styles.css',
    code: Buffer.from(css),
    targets,
    minify: true,
  }).code.toString();
const lowered = (target: string[]) => async (css: string) =>
  (await esbuildTransform(css, { loader: 'css', minify: true, target })).code;
const byPostcss = (plugin: postcss.AcceptedPlugin) => async (css: string) =>
  (await postcss([plugin]).process(css, { from: undefined })).css;

/** How each tool treats CSS where nobody tells it how. */
const TRANSFORMS: Record<string, (css: string) => string | Promise<string>> = {
  'Vite 8': lightning({
    chrome: version(111),
    edge: version(111),
    firefox: version(114),
    safari: version(16, 4),
  }),
  'Next 16': lightning({
    chrome: version(111),
    edge: version(111),
    firefox: version(111),
    safari: version(16, 4),
  }),
  'Lightning CSS for browsers of 2020': lightning({
    chrome: version(80),
    firefox: version(72),
    safari: version(13),
  }),
  "esbuild, Vite 5's targets": lowered(['chrome87', 'edge88', 'firefox78', 'safari14']),
  'esbuild, the newest': lowered(['esnext']),
  "webpack's css-minimizer": byPostcss(cssnano()),
  'postcss-preset-env': byPostcss(presetEnv()),
  'postcss-preset-env, as in older versions of Next': byPostcss(
    presetEnv({ browsers: ['chrome 64', 'safari 12', 'firefox 67'], stage: 3 }),
  ),
  'clean-css': (css) => new CleanCSS({ level: 2 }).minify(css).styles,
};

/** What the system has, what an app declares, and whether scripts have run. */
const STATES = [
  { system: 'light', declared: '', isBare: false },
  { system: 'light', declared: 'dark', isBare: false },
  { system: 'dark', declared: 'light dark', isBare: false },
  { system: 'light', declared: 'dark', isBare: true },
  { system: 'dark', declared: 'light', isBare: true },
] as const;

// One test, since the page takes most of the time.
test('every transform of the stylesheet leaves each element as it was, light and dark', async () => {
  const { url, css } = await buildPage();
  const page = await browser().newPage({
    reducedMotion: 'reduce',
    viewport: { width: 900, height: 700 },
  });
  const complaints = complaintsOf(page);
  await page.goto(url);
  await page.locator('.tt-items[data-windowed]').waitFor();
  await page.locator('[data-tt="image"]').first().waitFor();
  const usual = await looksOf(page, css);
  const [light, dark] = [usual[0], usual[1]];
  expect(light?.length).toBeGreaterThan(100);
  expect(light).not.toEqual(dark);
  for (const [name, transform] of Object.entries(TRANSFORMS)) {
    const transformed = await transform(css);
    const found = await looksOf(page, transformed);
    expect.soft(differences(usual, found), name).toEqual([]);
  }
  expect(complaints).toEqual([]);
  await page.close();
});

/** The page of another test, whose scripts leave the stylesheet out. */
async function buildPage(): Promise<{ url: string; css: string }> {
  const files = strictPage('data:,');
  const project = await createProject({
    ...files,
    'main.js': (files['main.js'] ?? '')
      .replace("import '@tintype/react/styles.css';", '')
      .replace('hydrateRoot', 'createRoot')
      .replace(/hydrateRoot\(([^,]+), (.*)\);/, 'createRoot($1).render($2);'),
  });
  const folder = path.join(project, 'dist');
  await esbuild({
    entryPoints: [path.join(project, 'main.js')],
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: folder,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const css = await readFile(
    path.join(project, 'node_modules/@tintype/react/dist/styles.css'),
    'utf8',
  );
  const body = `<style>${css}</style><div id="root"></div><script type="module" src="main.js"></script>`;
  await writeFile(path.join(folder, 'index.html'), pageWith(body));
  return { url: await serveFolder(folder), css };
}

/** Once for each state. */
async function looksOf(page: Page, css: string): Promise<string[][]> {
  const looks: string[][] = [];
  await page.evaluate((text) => {
    const element = document.querySelector('style') ?? document.createElement('style');
    element.textContent = text;
    document.head.append(element);
  }, css);
  for (const state of STATES) {
    await page.emulateMedia({ colorScheme: state.system, reducedMotion: 'reduce' });
    looks.push(await page.evaluate(readStyles, state));
  }
  return looks;
}

/** Runs in the page. */
async function readStyles({ declared, isBare }: (typeof STATES)[number]): Promise<string[]> {
  document.documentElement.style.colorScheme = declared;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  for (const root of document.querySelectorAll('[data-surroundings]')) {
    if (isBare) root.removeAttribute('data-surroundings');
  }
  const ours = document.querySelectorAll('[class^="tt-"]');
  // One of each kind.
  const elements = new Map([...ours].map((element) => [element.getAttribute('class'), element]));
  return [...elements.values()].flatMap((element) =>
    ['', '::after'].map((pseudo) => {
      const style = getComputedStyle(element, pseudo);
      const values = [...style]
        .filter((name) => !/^--|^font-feature/.test(name) && (!pseudo || style.content !== 'none'))
        // Tools write `background: 0 0` for none, `left` for `start`, and a feature for tabular figures.
        .map(
          (name) =>
            `${name}: ${style
              .getPropertyValue(name)
              .replaceAll(/\b0%/g, '0px')
              .replace(/^start$/, 'left')}`,
        );
      return `${element.getAttribute('class')}${pseudo} { ${values.join('; ')}`;
    }),
  );
}

/** In words, since whole styles are too long to read. */
function differences(expected: string[][], found: string[][]): string[] {
  return expected
    .flatMap((look, number) =>
      look.flatMap((style, place) => {
        const other = found[number]?.[place] ?? '';
        if (other === style) return [];
        const known = new Set(other.split('; '));
        const lost = style.split('; ').filter((value) => !known.has(value));
        return `${number} ${style.split(' {')[0]} had ${lost.join('; ')}`;
      }),
    )
    .slice(0, 20);
}
