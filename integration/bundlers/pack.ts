// Packs what the tests install, once for all of them: packing takes longer than most of what they do.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

const packages = path.join(import.meta.dirname, '../../packages');

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with `core.tgz` and `react.tgz`. */
    tarballs: string;
  }
}

/** @throws Error when the packages are not built. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tintype-packed-'));
  for (const name of ['core', 'react']) {
    const cwd = path.join(packages, name);
    if (!existsSync(path.join(cwd, 'dist/index.js'))) {
      throw new Error(`packages/${name} is not built. Run "pnpm run build" first.`);
    }
    const out = path.join(folder, `${name}.tgz`);
    await promisify(execFile)('pnpm', ['pack', '--out', out], { cwd });
  }
  project.provide('tarballs', folder);
  return () => rm(folder, { recursive: true });
}
