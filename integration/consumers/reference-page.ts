import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

/**
 * Builds the page that all others must look like: with the published stylesheet as it is.
 *
 * @param project - A folder with the files of `plainApp`.
 * @param modules - The folder `node_modules` with the packages.
 * @returns The folder to serve.
 */
export async function buildReference(
  project: string,
  modules: string = path.join(project, 'node_modules'),
): Promise<string> {
  const folder = path.join(project, 'reference');
  await build({
    entryPoints: [path.join(project, 'src/main.tsx')],
    outdir: folder,
    ...{ bundle: true, splitting: true, format: 'esm', jsx: 'automatic' },
    loader: { '.css': 'empty' },
    nodePaths: [modules],
  });
  const styles = path.join(modules, '@tintype/react/dist/styles.css');
  await copyFile(styles, path.join(folder, 'styles.css'));
  await writeFile(path.join(folder, 'index.html'), PAGE);
  return folder;
}

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Reference</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="styles.css" />
  </head>
  <body>
    <div id="root" style="max-width: 50rem"></div>
    <script type="module" src="main.js"></script>
  </body>
</html>
`;
