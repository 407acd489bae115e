import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Packages of a project that is measured: their names, and what `integration` calls them. */
const PACKAGES: Record<string, string> = {
  '@tanstack/react-query': '@tanstack/react-query',
  '@tintype/core': '@tintype/core',
  '@tintype/react': '@tintype/react',
  next: 'next-16',
  react: 'react',
  'react-dom': 'react-dom',
};

/**
 * Writes a project far from this repository, with the packages as they were built here.
 *
 * @param files - Their texts by their paths.
 * @returns its folder, and what removes it.
 */
export async function createMeasuredProject(
  files: Record<string, string>,
): Promise<{ folder: string; remove: () => Promise<void> }> {
  // Where the temporary folder is a link, bundlers would see two different folders.
  const folder = await mkdtemp(path.join(await realpath(tmpdir()), 'tintype-sizes-'));
  for (const [name, here] of Object.entries(PACKAGES)) {
    const link = path.join(folder, 'node_modules', name);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(path.join(import.meta.dirname, '../node_modules', here), link, 'junction');
  }
  const manifest = JSON.stringify({
    name: 'measured',
    private: true,
    type: 'module',
    // Off by default, to this day.
    '@parcel/resolver-default': { packageExports: true },
  });
  for (const [name, text] of Object.entries({ 'package.json': manifest, ...files })) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return { folder, remove };
}
