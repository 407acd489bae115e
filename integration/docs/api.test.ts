import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { root } from './pages.ts';

const readFolder = (folder: string) =>
  new Map(
    readdirSync(folder).map(
      (name) => [name, readFileSync(path.join(folder, name), 'utf8')] as const,
    ),
  );

it('is in docs/api as the doc comments have it; else run "pnpm docs:api"', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tintype-api-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const script = path.join(root, 'docs/write-api.ts');
  // Without the conditions of the tests, under which TypeDoc would be told of other files.
  const { NODE_OPTIONS, ...env } = process.env;
  await promisify(execFile)(process.execPath, [script, folder], { env });
  const made = readFolder(folder);
  const stored = readFolder(path.join(root, 'docs/api'));
  expect([...stored.keys()]).toEqual([...made.keys()]);
  for (const [name, text] of made) expect(stored.get(name), name).toBe(text);
}, 120_000);
