import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright';
import { expect, it, onTestFinished, vi } from 'vitest';
import { countKept, keepStormSite, type StormSite } from './storm-site.ts';
import { startStormStack } from './storm-stack.ts';

const require = createRequire(import.meta.url);
const photo = [...readFileSync(require.resolve('exif/test/test2.jpg'))];
const FILES = 8;

const site = keepStormSite();

/** A stack whose image server is not there yet, so that pictures wait. */
async function startWaiting() {
  const stack = await startStormStack({ seed: 1, share: 0 });
  await stack.server.kill();
  const context = await site.browser.newContext();
  onTestFinished(() => context.close());
  return { ...stack, context, options: { endpoint: stack.endpoint, user: randomUUID() } };
}

function add(page: Page): Promise<void> {
  return page.evaluate(([bytes, files]) => window.storm.add(bytes, 1, files), [
    photo,
    FILES,
  ] as const);
}

const report = (page: Page) => page.evaluate(() => window.storm.report());
const untilKept = (page: Page, count: number) =>
  expect.poll(() => countKept(page), { timeout: 10_000 }).toBe(count);
const untilIdle = (page: Page) =>
  expect.poll(async () => (await report(page)).status, { timeout: 15_000 }).toBe('idle');

async function openTab(context: BrowserContext, options: Parameters<StormSite['open']>[1]) {
  const page = await context.newPage();
  await site.open(page, options);
  return page;
}

it('goes on after the page has crashed, and leaves nothing behind', async () => {
  const { server, images, context, options } = await startWaiting();
  const page = await openTab(context, options);
  await add(page);
  await untilKept(page, 2 * FILES);
  // Playwright waits for a navigation that never ends.
  const crashed = page.waitForEvent('crash');
  void page.goto('chrome://crash').catch(() => undefined);
  await crashed;

  await server.start();
  const next = await openTab(context, options);
  await untilKept(next, 0);
  await untilIdle(next);
  expect(await images.ids()).toHaveLength(FILES);
});

it('goes on in one tab only: what lives is left alone, what is gone is taken over once', async () => {
  const { server, images, context, options } = await startWaiting();
  const first = await openTab(context, options);
  await add(first);
  await untilKept(first, 2 * FILES);
  const second = await openTab(context, options);
  // Longer than it waits for a page that is being closed.
  await second.waitForTimeout(2000);
  expect((await report(second)).items).toBe(0);

  await first.close();
  const tabs = await Promise.all([openTab(context, options), openTab(context, options)]);
  const counts = () => Promise.all(tabs.map(async (tab) => (await report(tab)).items));
  await expect
    .poll(async () => (await counts()).toSorted(), { timeout: 10_000 })
    .toEqual([0, FILES]);
  await server.start();
  await Promise.all(tabs.map(untilIdle));
  await untilKept(second, 0);
  expect(await images.ids()).toHaveLength(FILES);
});

it('keeps the queues of two users apart', async () => {
  const { context, options } = await startWaiting();
  const first = await openTab(context, options);
  await add(first);
  await untilKept(first, 2 * FILES);
  await site.open(first, { ...options, user: randomUUID() });
  await first.waitForTimeout(500);
  expect((await report(first)).items).toBe(0);
  await untilKept(first, 2 * FILES);
});

it('says so where the storage is full, and uploads all the same', async () => {
  const { server, images, context, options } = await startWaiting();
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  // Before the page stores anything: set after that, it was seen to count for nothing for half a minute.
  await devtools.send('Storage.overrideQuotaForOrigin', {
    origin: site.origin,
    quotaSize: 20_000,
  });
  await site.open(page, options);
  await add(page);
  await expect
    .poll(async () => (await report(page)).warning, { timeout: 30_000 })
    .toMatch(/the browser has no more room.*Keep this page open/);
  await server.start();
  await untilIdle(page);
  expect(await images.ids()).toHaveLength(FILES);
  await untilKept(page, 0);
});

it.each([
  [
    'IndexedDB is forbidden',
    () => Object.defineProperty(window, 'indexedDB', { value: undefined }),
  ],
  ['there are no Web Locks', () => Object.defineProperty(navigator, 'locks', { value: undefined })],
])('says so where %s, and uploads all the same', async (_, forbid) => {
  const { server, images, context, options } = await startWaiting();
  await context.addInitScript(forbid);
  const page = await openTab(context, options);
  await add(page);
  await expect
    .poll(async () => (await report(page)).warning, { timeout: 10_000 })
    .toMatch(/keeps no files for this page/);
  await server.start();
  await untilIdle(page);
  expect(await images.ids()).toHaveLength(FILES);
});

it('asks before the page is left while pictures are on their way, and not afterwards', async () => {
  const { server, context, options } = await startWaiting();
  const page = await openTab(context, options);
  const asked = vi.fn();
  page.on('dialog', (dialog) => {
    asked(dialog.type());
    void dialog.dismiss();
  });
  // Browsers ask only on pages that somebody has used.
  await page.mouse.click(5, 5);
  await add(page);
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked.mock.calls, { timeout: 5000 }).toEqual([['beforeunload']]);
  expect(page.isClosed()).toBe(false);
  await server.start();
  await untilIdle(page);
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => page.isClosed(), { timeout: 5000 }).toBe(true);
  expect(asked).toHaveBeenCalledOnce();
});
