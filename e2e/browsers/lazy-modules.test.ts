import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { LazyModule } from '@tintype/core/loading';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ENGINES } from './engines.ts';

declare global {
  interface Window {
    part: LazyModule<string>;
  }
}

// Inside the repository, so that packages are found.
const folder = mkdtempSync(path.join(import.meta.dirname, '../../node_modules/.lazy-modules-'));
let server: Server;
let origin: string;
let isBlocked = true;

beforeAll(async () => {
  writeFileSync(path.join(folder, 'index.html'), '<script type="module" src="/main.js"></script>');
  writeFileSync(path.join(folder, 'part.js'), "export const part = 'loaded';");
  writeFileSync(
    path.join(folder, 'main.js'),
    `import { lazyModule } from '@tintype/core/loading';
window.part = lazyModule(() => import('./part.js'), 'part');`,
  );
  await build({ root: folder, configFile: false, logLevel: 'silent' });
  server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://site');
    const name = pathname === '/' ? 'index.html' : pathname;
    const isMissing = isBlocked && name.includes('/part-');
    const body = isMissing
      ? null
      : await readFile(path.join(folder, 'dist', name)).catch(() => null);
    const type = name.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(body ? 200 : 404, { 'Content-Type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server?.close();
  rmSync(folder, { recursive: true });
});

// Firefox up to 154 remembers that a module could not be loaded; others do not.
it.each(ENGINES.filter(({ phone }) => !phone))(
  'loads in $name what could not be loaded before, once it is there',
  async ({ start }) => {
    isBlocked = true;
    const { tab, close } = await start();
    try {
      await tab.goTo(origin);
      const code = await tab.run(async () => {
        for (let n = 0; n < 100 && !window.part; n += 1)
          await new Promise((go) => setTimeout(go, 100));
        return window.part.load().catch((error) => error.code);
      }, undefined);
      expect(code).toBe('part-not-loaded');
      isBlocked = false;
      const value = await tab.run(
        () => new Promise((resolve) => window.part.use(resolve)),
        undefined,
      );
      expect(value).toBe('loaded');
    } finally {
      await close();
    }
  },
);
