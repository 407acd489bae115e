import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright';
import * as vite from 'vite';
import { findBrowser, launchArguments } from '../../scripts/browser.ts';
import { listen, startStack } from '../stack.ts';
import { createMeasuredProject } from './measured-project.ts';

/** Bytes of all scripts that a visit has loaded by then, with gzip; without React and React Query. */
export interface Visit {
  /** Once it is there. */
  atOnce: number;
  /** Once the page has had nothing to do for a while. */
  idle: number;
  /** Once an image is uploaded and shown. */
  uploaded: number;
  /** Once that is shown in the lightbox; `null` without a gallery. */
  lightbox: number | null;
}

const require = createRequire(import.meta.url);
const VENDOR = 'vendor';

const BOTH = `import { useInfiniteQuery } from '@tanstack/react-query';
import { ImageDropzone, imageQueries, VariantGallery } from '@tintype/react';
export function Measured({ endpoint }) {
  const { data } = useInfiniteQuery(imageQueries.list({ endpoint }));
  const images = data?.pages.flatMap((page) => page.images) ?? [];
  return createElement(Fragment, null,
    createElement(ImageDropzone, { endpoint }),
    createElement(VariantGallery, { images }));
}`;

const HOOK = `import { useImageUpload } from '@tintype/react';
export function Measured({ endpoint }) {
  const upload = useImageUpload({ endpoint });
  return createElement(Fragment, null,
    createElement('button', { onClick: () => upload.open() }, 'Choose pictures'),
    upload.items.map((item) => createElement('p', { key: item.id, 'data-tt': 'item', 'data-status': item.status }, item.status)));
}`;

function files(code: string, endpoint: string): Record<string, string> {
  return {
    'index.html':
      '<!doctype html><link rel="icon" href="data:,"><div id="root"></div><script type="module" src="/main.js"></script>',
    'main.js': `import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Measured } from './measured.js';
createRoot(document.querySelector('#root')).render(createElement(QueryClientProvider,
  { client: new QueryClient() }, createElement(Measured, { endpoint: ${JSON.stringify(endpoint)} })));
`,
    'measured.js': `import { createElement, Fragment } from 'react';\n${code}\n`,
  };
}

/** Measures a visit to a page that Vite has built, in Chromium. */
export async function measureVisit(what: 'hook' | 'both'): Promise<Visit> {
  const stack = await startStack();
  const project = await createMeasuredProject(files(what === 'hook' ? HOOK : BOTH, stack.relayURL));
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: launchArguments(),
  });
  const site = createServer(async ({ url = '/' }, response) => {
    const name = url === '/' ? 'index.html' : url;
    const body = await readFile(path.join(project.folder, 'dist', name)).catch(() => null);
    const type = name.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(body ? 200 : 404, { 'Content-Type': type }).end(body);
  });
  try {
    await build(project.folder);
    return await visit(browser, await listen(site), what === 'both');
  } finally {
    await browser.close();
    site.closeAllConnections();
    site.close();
    await project.remove();
    await stack.close();
  }
}

async function build(folder: string): Promise<void> {
  const test = /node_modules\/(react|react-dom|scheduler|@tanstack\/(react-query|query-core))\//;
  const groups = [{ name: VENDOR, test }];
  await vite.build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    build: { rolldownOptions: { output: { codeSplitting: { groups } } } },
  });
}

async function visit(browser: Browser, url: string, hasGallery: boolean): Promise<Visit> {
  const page = await browser.newPage();
  const scripts = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.endsWith('.js') || pathname.includes(`/${VENDOR}-`)) return;
    scripts.set(
      pathname,
      response.body().then((body) => gzipSync(body, { level: 9 }).length),
    );
  });
  const sum = async () => {
    const sizes = await Promise.all(scripts.values());
    return sizes.reduce((total, size) => total + size, 0);
  };
  await page.addInitScript(holdIdle);
  await page.goto(url, { waitUntil: 'networkidle' });
  const atOnce = await sum();
  await page.evaluate(() => window.releaseIdle());
  await settle(page);
  const idle = await sum();
  await upload(page);
  if (hasGallery) await page.locator('[data-tt="image"][data-state="shown"]').waitFor();
  await settle(page);
  const uploaded = await sum();
  if (!hasGallery) return { atOnce, idle, uploaded, lightbox: null };
  await page.locator('.tt-view').click();
  await page.locator('dialog[data-tt="lightbox"]').waitFor();
  await settle(page);
  return { atOnce, idle, uploaded, lightbox: await sum() };
}

async function upload(page: Page): Promise<void> {
  const button = page.locator('button', { hasText: 'Choose pictures' });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles(require.resolve('exif/test/test1.jpg'));
  await page.locator('[data-tt="item"][data-status="done"]').waitFor();
}

/** What is loaded when a page is idle may load more when it is idle again. */
async function settle(page: Page): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    await page.waitForLoadState('networkidle');
  }
}

declare global {
  interface Window {
    /** From now on, the page is idle now and then. */
    releaseIdle(): void;
  }
}

/** Runs in the page, before its own scripts: it is never idle, until it is told so. */
function holdIdle(): void {
  const original = window.requestIdleCallback;
  const held: IdleRequestCallback[] = [];
  window.requestIdleCallback = (callback) => held.push(callback);
  window.releaseIdle = () => {
    window.requestIdleCallback = original;
    for (const callback of held) original(callback);
  };
}
