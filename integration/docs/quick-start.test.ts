import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { startImagesServer } from '@tintype/server';
import react from '@vitejs/plugin-react';
import { chromium } from 'playwright';
import { createServer, defaultClientConditions } from 'vite';
import { afterAll, expect, it } from 'vitest';
import { findBrowser, launchArguments } from '../../scripts/browser.ts';
import { codeBlocksOf } from './code-block.ts';
import { readPage, root } from './pages.ts';

const photo = createRequire(import.meta.url).resolve('exif/test/sony-alpha-6000.jpg');
const section = readPage('README.md')
  .text.split(/^## /m)
  .find((part) => part.startsWith('Quick start'));
const text = section ?? '';
const [server, client] = codeBlocksOf({ file: 'README.md', text }).map(({ code }) => code);

const ends: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

it('has at most 22 lines, server and page together', () => {
  const lines = `${server}${client}`.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.length).toBeLessThanOrEqual(22);
});

it('takes a photo up and shows a variant, as it stands in the README', async () => {
  const folder = await writeProject();
  const images = await startImages(path.join(folder, 'images'));
  const relay = await startServer(folder, images);
  const page = await openPage(await startVite(folder, relay));
  const button = page.getByRole('button', { name: 'Choose pictures' });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles(photo);
  const shown = page.locator('[data-tt="image"][data-state="shown"] img');
  await shown.waitFor();
  const seen = await shown.evaluate(({ currentSrc, naturalWidth }: HTMLImageElement) => ({
    origin: new URL(currentSrc).origin,
    variant: currentSrc.split('/').at(-1),
    naturalWidth,
  }));
  expect(seen.origin).toBe(new URL(images.deliveryBaseURL).origin);
  expect(['public', 'thumbnail', 'hero']).toContain(seen.variant);
  expect(seen.naturalWidth).toBeGreaterThan(100);
}, 120_000);

/** Beside the tests, so that packages are found; what is under `node_modules` Node would not run. */
async function writeProject(): Promise<string> {
  const here = path.join(root, 'integration/.quick-start');
  await mkdir(here, { recursive: true });
  const folder = await mkdtemp(path.join(here, 'run-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  const main = `import { createRoot } from 'react-dom/client';
import App from './App.tsx';
createRoot(document.body.appendChild(document.createElement('div'))).render(<App />);`;
  const html =
    '<!doctype html><html lang="en"><title>Pictures</title><body><script type="module" src="main.tsx"></script>';
  const files = { 'server.ts': server, 'App.tsx': client, 'main.tsx': main, 'index.html': html };
  for (const [name, code] of Object.entries(files)) {
    await writeFile(path.join(folder, name), code ?? '');
  }
  return folder;
}

async function startImages(dir: string) {
  const images = await startImagesServer({ port: 0, dir, accountId: 'dev', token: 'secret' });
  ends.push(() => images.close());
  return images;
}

/** The README's server, as a process of its own. */
async function startServer(folder: string, { apiBaseURL }: { apiBaseURL: string }) {
  const port = await freePort();
  const child = spawn(process.execPath, ['--conditions=@tintype/source', 'server.ts'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...{ PATH: process.env.PATH, PORT: String(port), CLOUDFLARE_BASE_URL: apiBaseURL },
      ...{ CLOUDFLARE_ACCOUNT_ID: 'dev', CLOUDFLARE_API_TOKEN: 'secret' },
    },
  });
  ends.push(() => stop(child));
  const origin = `http://localhost:${port}`;
  await expect
    .poll(
      () =>
        fetch(origin).then(
          () => true,
          () => false,
        ),
      { timeout: 30_000 },
    )
    .toBe(true);
  return origin;
}

/** With the proxy that the README asks for. */
async function startVite(root: string, relay: string): Promise<string> {
  const [, path = ''] = /proxy: \{ '([^']+)': 'http:\/\/localhost:3000' \}/.exec(text) ?? [];
  const vite = await createServer({
    ...{ root, configFile: false, logLevel: 'warn', plugins: [react()] },
    cacheDir: `${root}/cache`,
    resolve: { conditions: ['@tintype/source', ...defaultClientConditions] },
    server: { port: 0, host: 'localhost', proxy: { [path]: relay } },
  });
  ends.push(() => vite.close());
  await vite.listen();
  return vite.resolvedUrls?.local[0] ?? '';
}

async function openPage(url: string) {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: launchArguments() });
  ends.push(() => browser.close());
  const page = await browser.newPage();
  await page.goto(url);
  return page;
}

async function freePort(): Promise<number> {
  const probe = createHttpServer().listen(0, 'localhost');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
