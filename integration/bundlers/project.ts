import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { installPackedPackages, type PeerEnd } from './packed-packages.ts';

/**
 * What somebody has who installed Tintype: a folder far from this repository. It goes with the test.
 *
 * @param files - Their texts by their paths.
 * @param packages - Besides Tintype: their names, and what `integration` calls them.
 * @param end - Which React and React Query it has.
 */
export async function createProject(
  files: Record<string, string>,
  packages: Record<string, string> = {},
  end: PeerEnd = 'newest',
): Promise<string> {
  // Where the temporary folder is a link, bundlers would see two different folders.
  const project = await mkdtemp(path.join(await realpath(tmpdir()), 'tintype-bundlers-'));
  onTestFinished(() => rm(project, { recursive: true, force: true, maxRetries: 5 }));
  const nodeModules = path.join(project, 'node_modules');
  await installPackedPackages(nodeModules, end);
  for (const [name, here] of Object.entries(packages)) {
    const source = path.join(import.meta.dirname, '../node_modules', here);
    const link = path.join(nodeModules, name);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(source, link, 'junction');
  }
  const manifest = JSON.stringify({ name: 'project', private: true, type: 'module' });
  for (const [name, text] of Object.entries({ 'package.json': manifest, ...files })) {
    const file = path.join(project, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return project;
}

/** Gives what `checkPage` calls. */
export const SCRIPT = `import { prepareImage } from '@tintype/core';
window.prepareImage = prepareImage;
`;

/** A page with one script. */
export function pageWith(script: string): string {
  // Without an icon the browser would ask for one, and log that there is none.
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Project</title>
    <link rel="icon" href="data:," />
  </head>
  <body>
    ${script}
  </body>
</html>
`;
}

/** The files of a page that Vite serves and builds without being told how. */
export const VITE_PAGE = {
  'index.html': pageWith('<script type="module" src="/main.js"></script>'),
  'main.js': SCRIPT,
};
