import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createRelay, type RelayOptions } from '@tintype/relay';
import { toNodeHandler } from '@tintype/relay/node';
import { startImagesServer } from '@tintype/server';
import { chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { findBrowser, launchArguments } from '../scripts/browser.ts';

/** The example with the recipes for styling, built, with a relay and an image server of its own. */
export interface StylingSite {
  /** Path of a real photo. */
  photo: string;
  /** Opens the page of one recipe. It is closed after the test. */
  open(recipe: 'tailwind' | 'shadcn'): Promise<Page>;
}

const folder = path.join(import.meta.dirname, 'styling');
const require = createRequire(import.meta.url);
const photo = require.resolve('exif/test/sony-alpha-6000.jpg');

/** The site for as long as the tests of a file run. */
export function useStylingSite(): StylingSite {
  const ends: (() => Promise<unknown>)[] = [];
  const pages: Page[] = [];
  let open: (recipe: string) => Promise<Page> = () =>
    Promise.reject(new Error('The site runs only while tests do.'));
  beforeAll(async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'tintype-styling-'));
    ends.push(() => rm(directory, { recursive: true, force: true }));
    const built = path.join(directory, 'dist');
    await build(built);
    const site = await serve(built, path.join(directory, 'images'));
    ends.push(site.close);
    const browser = await chromium.launch({
      executablePath: findBrowser(),
      args: launchArguments(),
    });
    ends.push(() => browser.close());
    open = async (recipe) => {
      const page = await browser.newPage({ colorScheme: 'light' });
      pages.push(page);
      await page.goto(`${site.origin}/${recipe}/index.html`);
      return page;
    };
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.close();
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });
  return { photo, open: (recipe) => open(recipe) };
}

/** As a reader would build it, out of the packages as they are built. */
async function build(target: string): Promise<void> {
  if (!existsSync(path.join(import.meta.dirname, '../packages/react/dist/index.js'))) {
    throw new Error('packages/react is not built. Run "pnpm run build" first.');
  }
  const { NODE_ENV, VITEST, ...env } = process.env;
  const vite = 'node_modules/vite/bin/vite.js';
  const options = [vite, 'build', '--outDir', target, '--logLevel', 'warn'];
  await promisify(execFile)(process.execPath, options, { cwd: folder, env });
}

async function serve(built: string, dir: string) {
  const [accountId, apiToken] = ['023e105f4ecef8ad9ca31a8372d0c353', 'a-token-for-tests'];
  const images = await startImagesServer({ port: 0, dir, accountId, token: apiToken });
  const authorize: RelayOptions['authorize'] = (request) =>
    request.headers.get('authorization') === 'Bearer ann'
      ? { creator: 'ann' }
      : new Response('Sign in first', { status: 401 });
  const relay = createRelay({ accountId, apiToken, baseURL: images.apiBaseURL, authorize });
  const handle = toNodeHandler(relay);
  const server = createServer(async (request, response) => {
    if (request.url?.startsWith('/api/')) return handle(request, response);
    const file = path.join(built, new URL(request.url ?? '/', 'http://site').pathname);
    response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'text/plain');
    response.end(await readFile(file).catch(() => ''));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, close: () => Promise.all([stop(server), images.close()]) };
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

async function stop(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
