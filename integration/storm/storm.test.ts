import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHTTPServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRelay } from '@tintype/relay';
import { toNodeHandler } from '@tintype/relay/node';
import { type Browser, chromium, type Page } from 'playwright';
import { createServer, defaultClientConditions, type ViteDevServer } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { findBrowser, launchArguments } from '../../scripts/browser.ts';
import { listen } from '../stack.ts';
import { startFaultyProxy } from './faulty-proxy.ts';
import { prepareServer } from './killable-server.ts';
import type { StormOptions } from './page/storm-page.ts';
import { stormPicture } from './storm-picture.ts';

// `pnpm storm` sends more, and takes any seed.
const FILES = Number(process.env.STORM_FILES ?? 150);
const SEED = Number(process.env.STORM_SEED ?? 20_261_124);
const SHARE = 0.3;
const RELOADS = 5;
const KILLS = 2;
const DOWN_FOR = 300;
const PATIENCE = 60_000 + FILES * 300;

const accountId = '023e105f4ecef8ad9ca31a8372d0c353';
const require = createRequire(import.meta.url);
const photo = readFileSync(require.resolve('exif/test/test2.jpg'));

let browser: Browser;
let site: ViteDevServer;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: launchArguments() });
  site = await createServer({
    configFile: false,
    root: path.join(import.meta.dirname, 'page'),
    logLevel: 'error',
    resolve: { conditions: ['@tintype/source', ...defaultClientConditions] },
    // A dependency that is found late would reload the page once more.
    optimizeDeps: { noDiscovery: true },
    server: { port: 0, host: '127.0.0.1', hmr: false, watch: null, fs: { strict: false } },
  });
  await site.listen();
});
// The relay logs each time that it finds the image server gone.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => void vi.restoreAllMocks());
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** The relay and the image server, behind a proxy that breaks what passes. */
async function startStack() {
  const dir = await mkdtemp(path.join(tmpdir(), 'tintype-storm-'));
  const token = randomUUID();
  let publicURL = '';
  const server = await prepareServer({ dir, accountId, token, publicURL: () => publicURL });
  const relay = createRelay({
    accountId,
    apiToken: token,
    baseURL: `${server.origin}/client/v4`,
    allowedOrigins: () => true,
    authorize: (request) => ({
      creator: request.headers.get('authorization')?.replace('User ', '') ?? '',
    }),
  });
  const relaySite = createHTTPServer(toNodeHandler(relay));
  const relayOrigin = await listen(relaySite);
  const proxy = await startFaultyProxy({
    target: (url) => (url.startsWith('/api/images') ? relayOrigin : server.origin),
    seed: SEED,
    share: SHARE,
  });
  publicURL = proxy.origin;
  await server.start();
  onTestFinished(async () => {
    await proxy.close();
    relaySite.closeAllConnections();
    await new Promise((resolve) => relaySite.close(resolve));
    await server.kill();
    await rm(dir, { recursive: true, force: true });
  });
  return { server, proxy, token };
}

/** All that the image server has, asked for at its own door. */
function imagesAPI(origin: string, token: string) {
  const call = (rest: string) =>
    fetch(`${origin}/client/v4/accounts/${accountId}/images${rest}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
  const ids = async (): Promise<string[]> => {
    const { result } = await (await call('/v2?per_page=10000')).json();
    return result.images.map(({ id }: { id: string }) => id);
  };
  const digestOf = async (id: string) => {
    const blob = await call(`/v1/${encodeURIComponent(id)}/blob`);
    return digest(new Uint8Array(await blob.arrayBuffer()));
  };
  return { ids, digestOf };
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function open(page: Page, options: StormOptions): Promise<void> {
  await page.goto(site.resolvedUrls?.local[0] ?? '');
  await page.waitForFunction(() => 'storm' in window);
  await page.evaluate((given) => window.storm.begin(given), options);
}

/** What is kept in the browser and waits for a next page. */
function countKept(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('tintype');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const stores = ['states', 'files'];
          const transaction = opening.result.transaction(stores);
          const counts = stores.map((store) => transaction.objectStore(store).count());
          transaction.oncomplete = () => {
            opening.result.close();
            resolve(counts.reduce((sum, { result }) => sum + result, 0));
          };
        };
      }),
  );
}

it.each<[string, Pick<StormOptions, 'mode' | 'requireSignedURLs'>]>([
  ['public pictures', {}],
  ['private pictures', { requireSignedURLs: true }],
  ['direct uploads', { mode: 'direct' }],
])(
  `stores each of ${FILES} %s once, byte by byte, while 30 % of requests go wrong, the server is killed ${KILLS} times and the page reloaded ${RELOADS} times (STORM_SEED=${SEED})`,
  async (_, way) => {
    const { server, proxy, token } = await startStack();
    const api = imagesAPI(server.origin, token);
    const page = await (await browser.newContext()).newPage();
    onTestFinished(() => page.context().close());
    const options = { ...way, endpoint: `${proxy.origin}/api/images`, user: randomUUID() };

    await open(page, options);
    await page.evaluate(([bytes, seed, files]) => window.storm.add(bytes, seed, files), [
      [...photo],
      SEED,
      FILES,
    ] as const);
    // Blows fall when so many pictures are stored: kills between reloads.
    const blows = Array.from({ length: RELOADS + KILLS }, (_, index) => {
      return { at: (FILES * (index + 1)) / (RELOADS + KILLS + 1), isKill: index % 3 === 1 };
    });
    for (const { at, isKill } of blows) {
      await expect
        .poll(async () => (await api.ids()).length, { timeout: PATIENCE, interval: 30 })
        .toBeGreaterThanOrEqual(at);
      if (isKill) {
        await server.kill();
        await new Promise((resolve) => setTimeout(resolve, DOWN_FOR));
        await server.start();
      } else {
        await open(page, options);
      }
    }
    const outcome = async () => ({
      kept: await countKept(page),
      ...(await page.evaluate(() => window.storm.report())),
    });
    await expect
      .poll(outcome, { timeout: PATIENCE, interval: 100 })
      .toEqual({ kept: 0, status: 'idle', warning: null, failed: [] });
    // What was given up may still arrive.
    await new Promise((resolve) => setTimeout(resolve, 500));

    const stored = await Promise.all((await api.ids()).map(api.digestOf));
    const sent = Array.from({ length: FILES }, (_, index) =>
      digest(stormPicture(photo, SEED, index)),
    );
    expect(stored).toHaveLength(FILES);
    expect(new Set(stored)).toEqual(new Set(sent));
    expect([...proxy.struck.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  },
  900_000,
);
