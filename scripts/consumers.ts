// Creates apps with the tools of their makers, installs the packed packages into each, builds and opens it on a
// light and on a dark system, compares the look, and uploads a photo. It needs a registry of npm packages.
// `node scripts/consumers.ts next vite` checks these two only; `--pictures folder` keeps a picture of each.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import { plainApp, withUploads } from '../integration/consumers/app-files.ts';
import { checkApp, type Reference, readReference } from '../integration/consumers/check-app.ts';
import { buildReference } from '../integration/consumers/reference-page.ts';
import { type ServedApp, serveStatic } from '../integration/consumers/static-server.ts';
import { uploadsComponent } from '../integration/consumers/uploads-component.ts';
import { startStack } from '../integration/stack.ts';
import { findOrInstallBrowser, launchArguments } from './browser.ts';

interface App {
  /** Creates it in a folder that does not exist yet. */
  create(folder: string): Promise<void>;
  /** Module with a component that ours are added to, and where the module with ours is seen from there. */
  page: { file: string; uploads: string; from: string };
  serve(folder: string): Promise<ServedApp>;
  onDarkSystem: 'light' | 'dark';
}

const root = path.join(import.meta.dirname, '..');
const require = createRequire(path.join(root, 'package.json'));
const photo = require.resolve('exif/test/sony-alpha-6000.jpg');

const APPS: Record<string, App> = {
  vite: {
    create: (folder) =>
      run(
        'npm',
        [
          'create',
          '--yes',
          'vite@latest',
          '--',
          path.basename(folder),
          '--template',
          'react-ts',
          '--no-interactive',
        ],
        path.dirname(folder),
      ),
    page: { file: 'src/App.tsx', uploads: 'src/Uploads.tsx', from: './Uploads.tsx' },
    serve: (folder) => serveStatic(path.join(folder, 'dist')),
    onDarkSystem: 'dark',
  },
  next: {
    create: (folder) =>
      run(
        'npx',
        [
          '--yes',
          'create-next-app@latest',
          path.basename(folder),
          '--yes',
          '--skip-install',
          '--disable-git',
        ],
        path.dirname(folder),
      ),
    page: { file: 'app/page.tsx', uploads: 'app/uploads.tsx', from: './uploads' },
    serve: (folder) => serveByCommand('npx', (port) => ['next', 'start', '--port', port], folder),
    onDarkSystem: 'dark',
  },
  'react-router': {
    // Its creator downloads the template from a site that is not a registry.
    create: (folder) =>
      cp(path.join(root, 'integration/guides/templates/react-router'), folder, { recursive: true }),
    page: { file: 'app/routes/home.tsx', uploads: 'app/uploads.tsx', from: '../uploads' },
    serve: (folder) => serveByCommand('npm', () => ['start'], folder),
    onDarkSystem: 'dark',
  },
  'tanstack-start': {
    create: (folder) =>
      run(
        'npx',
        [
          '--yes',
          '@tanstack/create-start@latest',
          path.basename(folder),
          '--no-install',
          '--no-git',
          '--no-intent',
        ],
        path.dirname(folder),
      ).catch(() => undefined),
    page: {
      file: 'src/routes/index.tsx',
      uploads: 'src/components/Uploads.tsx',
      from: '../components/Uploads',
    },
    serve: (folder) => serveByCommand('node', () => ['.output/server/index.mjs'], folder),
    onDarkSystem: 'dark',
  },
  rspack: {
    create: (folder) =>
      run(
        'npx',
        ['--yes', 'create-rspack@latest', '--dir', path.basename(folder), '--template', 'react-ts'],
        path.dirname(folder),
      ),
    page: { file: 'src/App.tsx', uploads: 'src/Uploads.tsx', from: './Uploads' },
    serve: (folder) => serveStatic(path.join(folder, 'dist')),
    onDarkSystem: 'dark',
  },
};

/** Without asking anything, and without Google's fonts, which only a browser needs. */
const ALONE = {
  CI: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NEXT_FONT_GOOGLE_MOCKED_RESPONSES: path.join(root, 'integration/guides/mocked-fonts.cjs'),
};

const { names, pictures } = readArguments(process.argv.slice(2));
const work = await mkdtemp(path.join(tmpdir(), 'tintype-consumers-'));
const stack = await startStack();
const browser = await chromium.launch({
  executablePath: findOrInstallBrowser(),
  args: launchArguments(),
});
let failed = 0;
try {
  const tarballs = await pack();
  const reference = await lookAtReference();
  for (const name of names) {
    const findings = await check(name, tarballs, reference).catch((error) => [String(error)]);
    failed += findings.length > 0 ? 1 : 0;
    console.log(findings.length > 0 ? `✗ ${name}\n  ${findings.join('\n  ')}` : `✓ ${name}`);
  }
} finally {
  await browser.close();
  await stack.close();
  await rm(work, { recursive: true, force: true });
}
process.exit(failed > 0 ? 1 : 0);

function readArguments(given: string[]): { names: string[]; pictures: string | undefined } {
  const place = given.indexOf('--pictures');
  const pictures = place < 0 ? undefined : path.resolve(given[place + 1] ?? '.');
  const names = given.filter((name) => name in APPS);
  return { names: names.length > 0 ? names : Object.keys(APPS), pictures };
}

/** What a registry would get. */
async function pack(): Promise<string[]> {
  const tarballs: string[] = [];
  for (const name of ['core', 'react']) {
    const tarball = path.join(work, `${name}.tgz`);
    await run('pnpm', ['pack', '--out', tarball], path.join(root, 'packages', name));
    tarballs.push(tarball);
  }
  return tarballs;
}

async function lookAtReference(): Promise<Reference> {
  const folder = path.join(work, 'reference');
  await writeFiles(folder, plainApp(stack.relayURL));
  const modules = path.join(root, 'integration/node_modules');
  const served = await serveStatic(await buildReference(folder, modules));
  const reference = await readReference(browser, served.url, photo);
  await served.stop();
  return reference;
}

async function check(name: string, tarballs: string[], reference: Reference): Promise<string[]> {
  const app = APPS[name];
  if (!app) return ['There is no such app.'];
  const folder = path.join(work, name);
  await app.create(folder);
  await run('npm', ['install', '--no-audit', '--no-fund'], folder);
  await run(
    'npm',
    ['install', '--no-audit', '--no-fund', ...tarballs, '@tanstack/react-query'],
    folder,
  );
  const page = path.join(folder, app.page.file);
  await writeFile(page, withUploads(await readFile(page, 'utf8'), app.page.from));
  await writeFiles(folder, { [app.page.uploads]: uploadsComponent(stack.relayURL) });
  // The template checks its own types as well.
  await run('npm', ['run', 'build'], folder);
  const served = await app.serve(folder);
  try {
    const picture = pictures && path.join(pictures, name);
    if (pictures) await mkdir(pictures, { recursive: true });
    const { onDarkSystem } = app;
    return await checkApp(browser, reference, {
      url: served.url,
      photo,
      onDarkSystem,
      ...(picture && { picture }),
    });
  } finally {
    await served.stop();
  }
}

async function writeFiles(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** As in a terminal of somebody who knows nothing of this repository. */
function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(lifecycle|package|node|command|execpath)|pnpm_|NODE_)/i.test(name),
  );
  return { ...Object.fromEntries(kept), ...ALONE, ...more };
}

async function run(command: string, options: string[], cwd: string): Promise<void> {
  const { status, stdout, stderr } = spawnSync(command, options, {
    cwd,
    env: environment(),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status === 0) return;
  const said = `${stdout}${stderr}`.trim().split('\n').slice(-30).join('\n');
  throw new Error(`${command} ${options.join(' ')} ended with ${status}.\n${said}`);
}

async function serveByCommand(
  command: string,
  options: (port: string) => string[],
  cwd: string,
): Promise<ServedApp> {
  const port = String(await freePort());
  // A group of its own: what it starts ends with it.
  const child = spawn(command, options(port), {
    cwd,
    env: environment({ PORT: port, NODE_ENV: 'production' }),
    stdio: 'ignore',
    detached: true,
  });
  const url = `http://localhost:${port}/`;
  const ends = Date.now() + 60_000;
  while (Date.now() < ends && child.exitCode === null) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    url,
    async stop() {
      if (child.pid && child.exitCode === null) process.kill(-child.pid);
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
