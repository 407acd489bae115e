import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const packages = path.join(import.meta.dirname, '../../packages');

interface PackedPackage {
  manifest: { name: string; version: string };
  tarball: Buffer;
}

/** A registry of the packages as they are now. */
export interface PackageRegistry {
  url: string;
  close(): Promise<void>;
}

/**
 * Packs the four packages and serves them as a registry of the scope `@tintype`, so that `npm install`
 * in a guide gets what would be published.
 *
 * @throws Error when a package is not built.
 */
export async function startRegistry(): Promise<PackageRegistry> {
  const packed = new Map<string, PackedPackage>();
  for (const name of ['core', 'react', 'relay', 'server']) {
    const one = await pack(path.join(packages, name));
    packed.set(one.manifest.name, one);
  }
  const server = createServer((request, response) => {
    const [name = '', tarball] = decodeURIComponent(request.url ?? '')
      .slice(1)
      .split('/-/');
    const found = packed.get(name);
    if (!found) return response.writeHead(404).end('{}');
    if (tarball) return response.end(found.tarball);
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(describePackage(found, `http://${request.headers.host}`)));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await promisify(server.close.bind(server))();
    },
  };
}

async function pack(directory: string): Promise<PackedPackage> {
  if (!existsSync(path.join(directory, 'dist/index.js'))) {
    throw new Error(`${directory} is not built. Run "pnpm run build" first.`);
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'tintype-registry-'));
  try {
    const file = path.join(folder, 'package.tgz');
    await run('pnpm', ['pack', '--out', file], { cwd: directory });
    const { stdout } = await run('tar', ['-xzOf', file, 'package/package.json']);
    return { manifest: JSON.parse(stdout), tarball: await readFile(file) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What npm calls a packument. */
function describePackage({ manifest, tarball }: PackedPackage, origin: string) {
  const { name, version } = manifest;
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const dist = { tarball: `${origin}/${name}/-/${version}.tgz`, integrity };
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
}
