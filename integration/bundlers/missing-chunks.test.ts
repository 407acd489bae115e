import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { startStack } from '../stack.ts';
import { keepBrowser } from './browser.ts';
import { lazyChunks } from './lazy-chunks.ts';
import type { PeerEnd } from './packed-packages.ts';
import { createProject } from './project.ts';
import { renderIntoPage, servePictures } from './served-page.ts';
import { serveFolder } from './static-site.ts';
import { runTool } from './tool.ts';
import { wholePage } from './whole-page.ts';

const browser = keepBrowser([
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
]);
const require = createRequire(import.meta.url);

const FAILED = 'could not be loaded';
/** What is missed by nobody, or only as a preview is: it is loaded again without a word. */
const SILENT = /^(PageDrop|damaged-preview|run-task|thumbhash|upload-events|worker)-/;
// Chunks that are blocked at the same time, each in a page of its own.
const PAGES = 4;
const PATIENCE = 40_000;

test('every part whose file is missing says so, loses nothing, and comes once the file is there', {
  timeout: 600_000,
}, async () => {
  const { url, chunks } = await build({ rendered: false, end: 'newest' });
  expect(chunks.length).toBeGreaterThan(10);
  const left = [...chunks];
  const work = async () => {
    for (let name = left.shift(); name; name = left.shift()) await block(url, [name]);
  };
  await Promise.all(Array.from({ length: PAGES }, work));
});

test.for<{ rendered: boolean; end: PeerEnd }>([
  { rendered: true, end: 'newest' },
  { rendered: true, end: 'oldest' },
  { rendered: false, end: 'oldest' },
])('without any of its files, a page says so and loses nothing: %o', async (options) => {
  const { url, chunks } = await build(options);
  await block(url, chunks);
});

async function build({ rendered, end }: { rendered: boolean; end: PeerEnd }) {
  const stack = await startStack();
  onTestFinished(() => stack.close());
  const pictures = await servePictures(1);
  const project = await createProject(wholePage(stack.relayURL, pictures), {}, end);
  if (rendered) await renderIntoPage(project);
  await runTool('vite', ['build'], project);
  const folder = path.join(project, 'dist');
  return { url: await serveFolder(folder), chunks: await lazyChunks(folder) };
}

/** Uses everything on a page while some of its scripts are missing, and then once they are there. */
async function block(url: string, names: string[]): Promise<void> {
  const what = names.length === 1 ? String(names[0]) : `${names.length} chunks`;
  const { page, uncaught } = await open();
  const requested = new Map<string, number>();
  let isBlocked = true;
  await page.route(
    ({ pathname }) => names.some((name) => pathname.endsWith(`/${name}`)),
    async (route) => {
      const name = path.basename(new URL(route.request().url()).pathname);
      requested.set(name, (requested.get(name) ?? 0) + 1);
      if (isBlocked) await route.fulfill({ status: 404, body: 'Not found' });
      else await route.continue();
    },
  );
  const uploads = countUploads(page);
  await page.goto(url);
  await doEverything(page);

  const isAsked = () => names.every((name) => (requested.get(name) ?? 0) > 1);
  if (names.length === 1)
    await expect.poll(isAsked, { message: `Nothing uses ${what}.`, timeout: PATIENCE }).toBe(true);
  if (!names.every((name) => SILENT.test(name))) {
    await expect
      .poll(() => countNotices(page), { message: what, timeout: PATIENCE })
      .toBeGreaterThan(0);
  }
  expect(await page.getByText('was moved, changed or deleted').count(), what).toBe(0);
  await press(page, 'Pressed 0');
  await page.getByRole('button', { name: 'Pressed 1', includeHidden: true }).waitFor();

  isBlocked = false;
  // What was not asked for by itself again is, by whoever presses the button, or by the browser.
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expectEverything(page, what);
  await expect
    .poll(() => uploads.size, { message: what, timeout: PATIENCE })
    .toBeGreaterThanOrEqual(FILES.length + 1);
  expect(uncaught, what).toEqual([]);
  await page.close();
}

async function open(): Promise<{ page: Page; uncaught: string[] }> {
  const page = await browser().newPage();
  onTestFinished(() => page.close());
  const uncaught: string[] = [];
  page.on('pageerror', (error) => uncaught.push(String(error)));
  return { page, uncaught };
}

/** Keys of the images that have arrived: each was sent once. */
function countUploads(page: Page): Set<string> {
  const keys = new Set<string>();
  page.on('response', (response) => {
    const request = response.request();
    if (request.method() !== 'POST' || !response.ok()) return;
    const key = request.headers()['idempotency-key'] ?? '';
    expect(keys.has(key)).toBe(false);
    keys.add(key);
  });
  return keys;
}

const FILES = ['photo-1.jpg', 'photo-2.jpg', 'drawing.svg'];
/** It breaks off, and may be sent or not; but as much as there is can be seen. */
const BROKEN = 'broken.jpg';
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>';

async function doEverything(page: Page): Promise<void> {
  const choose = page.locator('button', { hasText: 'Choose pictures' }).first();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), choose.click()]);
  const photo = await readFile(require.resolve('exif/test/test1.jpg'));
  await chooser.setFiles(
    [...FILES, BROKEN].map((name) => {
      const isDrawing = name.endsWith('.svg');
      const mimeType = isDrawing ? 'image/svg+xml' : 'image/jpeg';
      const whole = isDrawing ? Buffer.from(SVG) : photo;
      const buffer = name === BROKEN ? whole.subarray(0, whole.length / 2) : whole;
      return { name, mimeType, buffer };
    }),
  );
  await page.evaluate(async (bytes) => {
    const transfer = new DataTransfer();
    const binary = Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0));
    transfer.items.add(new File([binary], 'dropped.jpg', { type: 'image/jpeg' }));
    const event = new DragEvent('drop', {
      bubbles: true,
      cancelable: true,
      dataTransfer: transfer,
    });
    document.querySelector('[data-tt="dropzone"] p')?.dispatchEvent(event);
  }, photo.toString('base64'));
  await press(page, 'From a web address');
  await press(page, 'Caption and description of first.png').catch(() => undefined);
  await press(page, 'View plain.png');
  await press(page, 'Take a photo');
}

async function countNotices(page: Page): Promise<number> {
  return page.getByText(FAILED).or(page.getByLabel(FAILED)).count();
}

/** By script, for a dialog may lie above it. */
async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true, includeHidden: true });
  await button.first().dispatchEvent('click', {}, { timeout: 3000 });
}

async function expectEverything(page: Page, what: string): Promise<void> {
  const options = { message: what, timeout: PATIENCE };
  await expect.poll(() => countNotices(page), options).toBe(0);
  await page.locator('dialog[data-tt="lightbox"]').waitFor();
  await page.locator('dialog[data-tt="camera"]').waitFor();
  await page.locator('.tt-actions button').first().waitFor();
  await page.getByLabel('Web address of the picture').waitFor();
  const details = page.getByLabel('Caption', { exact: true });
  // The rows may only have come now.
  if ((await details.count()) === 0) await press(page, 'Caption and description of first.png');
  await details.waitFor();
  await page.locator('[data-windowed]').waitFor();
  await page.locator('.tt-order-step').first().waitFor();
  await page.locator('[data-tt="item"]', { hasText: 'drawing.svg' }).locator('img').waitFor();
  for (const name of [...FILES, 'dropped.jpg']) {
    const row = page.locator('[data-tt="item"]', { hasText: name });
    await expect
      .poll(() => row.getAttribute('data-status'), {
        message: `${what}: ${name}`,
        timeout: PATIENCE,
      })
      .toBe('done');
  }
}
