import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';

const run = promisify(execFile);
const packages = path.join(import.meta.dirname, '../../packages');
const oldest = path.join(import.meta.dirname, '../oldest-peers/node_modules');

/** Which end of the promised ranges of React and React Query. */
export type PeerEnd = 'oldest' | 'newest';

interface Manifest {
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/**
 * Puts core and react into a folder `node_modules` as a registry would deliver them: what `pnpm pack`
 * makes of them, and only the dependencies that their manifests name.
 *
 * @param end - Which React and React Query come with them.
 */
export async function installPackedPackages(nodeModules: string, end: PeerEnd): Promise<void> {
  for (const name of ['core', 'react']) await install(name, nodeModules, end);
}

async function install(name: string, nodeModules: string, end: PeerEnd): Promise<void> {
  const source = path.join(packages, name);
  const target = path.join(nodeModules, '@tintype', name);
  await mkdir(target, { recursive: true });
  const tarball = path.join(inject('tarballs'), `${name}.tgz`);
  await run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);

  const manifest: Manifest = JSON.parse(await readFile(path.join(target, 'package.json'), 'utf8'));
  for (const needed of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    if (needed.startsWith('@tintype/')) continue;
    const old = path.join(oldest, needed);
    const from =
      end === 'oldest' && existsSync(old) ? old : path.join(source, 'node_modules', needed);
    await linkPackage(from, path.join(nodeModules, needed));
  }
}

/** What both packages need is linked once: they have the same version of it. */
async function linkPackage(source: string, link: string): Promise<void> {
  if (existsSync(link)) return;
  await mkdir(path.dirname(link), { recursive: true });
  await symlink(source, link, 'junction');
}
