import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { createServer, defaultClientConditions } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { findBrowser, launchArguments } from '../../scripts/browser.ts';
import type { StormOptions } from './page/storm-page.ts';

/** A browser, and the page that it opens. */
export interface StormSite {
  browser: Browser;
  /** Whose storage the page uses. */
  origin: string;
  /** Opens the page anew and lets it take up what former ones left. */
  open(page: Page, options: StormOptions): Promise<void>;
  close(): Promise<void>;
}

/** The site for as long as the tests of a file run. */
export function keepStormSite(): Pick<StormSite, 'browser' | 'origin' | 'open'> {
  let site: StormSite | undefined;
  const running = () => {
    if (!site) throw new Error('The site runs only while tests do.');
    return site;
  };
  beforeAll(async () => {
    site = await startStormSite();
  });
  afterAll(() => site?.close());
  // The relay logs each time that it finds the image server gone.
  beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
  afterEach(() => void vi.restoreAllMocks());
  return {
    get browser() {
      return running().browser;
    },
    get origin() {
      return running().origin;
    },
    open: (page, options) => running().open(page, options),
  };
}

async function startStormSite(): Promise<StormSite> {
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: launchArguments(),
  });
  const site = await createServer({
    configFile: false,
    root: path.join(import.meta.dirname, 'page'),
    logLevel: 'error',
    resolve: { conditions: ['@tintype/source', ...defaultClientConditions] },
    // A dependency that is found late would reload the page once more.
    optimizeDeps: { noDiscovery: true },
    server: { port: 0, host: '127.0.0.1', hmr: false, watch: null, fs: { strict: false } },
  });
  await site.listen();
  const url = new URL(site.resolvedUrls?.local[0] ?? '');
  return {
    browser,
    origin: url.origin,
    async open(page, options) {
      await page.goto(url.href);
      await page.waitForFunction(() => 'storm' in window);
      await page.evaluate((given) => window.storm.begin(given), options);
    },
    async close() {
      await browser.close();
      await site.close();
    },
  };
}

/** What is kept in the browser and waits for a next page. */
export function countKept(page: Page): Promise<number> {
  return page.evaluate(async () => {
    // Opening a database that is not there would make an empty one.
    const databases = await indexedDB.databases();
    if (!databases.some(({ name }) => name === 'tintype')) return 0;
    const opening = indexedDB.open('tintype');
    await new Promise((resolve, reject) => {
      opening.onsuccess = resolve;
      opening.onerror = reject;
    });
    const stores = ['states', 'files'];
    const transaction = opening.result.transaction(stores);
    const counts = stores.map((store) => transaction.objectStore(store).count());
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = reject;
    });
    opening.result.close();
    return counts.reduce((sum, { result }) => sum + result, 0);
  });
}
