import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { type Configuration, webpack } from 'webpack';
import { keepBrowser } from './browser.ts';
import { checkPage, preparedInWorker } from './page-check.ts';
import { createProject, pageWith, SCRIPT } from './project.ts';
import { serveFolder } from './static-site.ts';

const browser = keepBrowser();

test('what webpack builds prepares pictures in a worker, which it loads for the first one', async () => {
  const project = await createProject({
    'main.js': SCRIPT,
    'dist/index.html': pageWith('<script src="main.js"></script>'),
  });
  const folder = path.join(project, 'dist');
  await build({
    mode: 'production',
    context: project,
    entry: './main.js',
    output: { path: folder },
  });
  const check = await checkPage(browser(), await serveFolder(folder));
  expect(check).toMatchObject(preparedInWorker);
  expect(check.late).toHaveLength(2);
});

async function build(configuration: Configuration): Promise<void> {
  const compiler = webpack(configuration);
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  const { errors, warnings } = stats?.toJson({ all: false, errors: true, warnings: true }) ?? {};
  expect(errors).toEqual([]);
  expect(warnings).toEqual([]);
}
