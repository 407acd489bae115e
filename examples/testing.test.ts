import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../scripts/browser.ts';

const here = path.join(import.meta.dirname, 'testing');

interface Outcome {
  ok: boolean;
  output: string;
}

/** Runs a tool of the example as its readers would, without what this test runner has set. */
function run(
  command: readonly string[],
  environment: Record<string, string> = {},
): Promise<Outcome> {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, CI: 'true', NO_COLOR: '1', ...environment };
  const child = spawn(process.execPath, [...command], { cwd: here, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ ok: code === 0, output }));
  });
}

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

describe('the tests that docs/testing.md shows', () => {
  beforeAll(() => {
    for (const name of ['core', 'react', 'relay', 'server']) {
      const built = path.join(here, '../../packages', name, 'dist/index.js');
      if (!existsSync(built))
        throw new Error(`packages/${name} is not built. Run "pnpm run build".`);
    }
  });

  it.each(['jsdom', 'happy-dom'])('pass in Vitest with %s', { timeout: 120_000 }, async (dom) => {
    const vitest = 'node_modules/vitest/vitest.mjs';
    const { ok, output } = await run([vitest, 'run', '--environment', dom]);
    expect(ok, output).toBe(true);
    expect(output).toMatch(/Tests {2}9 passed/);
  });

  it('pass in Jest with jsdom', { timeout: 120_000 }, async () => {
    const jest = 'node_modules/jest/bin/jest.js';
    const { ok, output } = await run(['--experimental-vm-modules', jest]);
    expect(ok, output).toBe(true);
    expect(output).toContain('3 passed, 3 total');
  });

  it('pass in Playwright, with a service in memory and with a real one', {
    timeout: 180_000,
  }, async () => {
    const playwright = 'node_modules/@playwright/test/cli.js';
    const environment = { CHROMIUM: findBrowser(), PORT: await freePort() };
    const { ok, output } = await run([playwright, 'test', '--reporter=list'], environment);
    expect(ok, output).toBe(true);
    expect(output).toContain('4 passed');
  });
});

describe('docs/testing.md', () => {
  const text = readFileSync(path.join(here, '../../docs/testing.md'), 'utf8');
  // A line that ends in a link to a file, and the piece of it.
  const pieces = [
    ...text.matchAll(/\((\.\.\/examples\/testing\/[^)]+)\)[^\n]*\n\n```\w+\n(.*?)```/gs),
  ];

  it('shows no code but that of the files that it links', () => {
    expect(pieces.length).toBe(text.match(/^```\w/gm)?.length);
    for (const [, file = '', code = ''] of pieces) {
      const source = readFileSync(path.join(here, '../../docs', file), 'utf8');
      expect(source, file).toContain(code);
    }
  });
});
