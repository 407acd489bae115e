import path from 'node:path';
import { expect, test } from 'vitest';
import { keepBrowser } from './browser.ts';
import { checkPage, preparedInWorker } from './page-check.ts';
import { createProject, VITE_PAGE } from './project.ts';
import { serveFolder } from './static-site.ts';
import { runTool, serveWithTool } from './tool.ts';

const browser = keepBrowser();
const serving = ['--host', '127.0.0.1', '--port', '0'];

test('what Vite builds prepares pictures in a worker', async () => {
  const project = await createProject(VITE_PAGE);
  await runTool('vite', ['build'], project);
  const url = await serveFolder(path.join(project, 'dist'));
  expect(await checkPage(browser(), url)).toMatchObject(preparedInWorker);
});

test('what Vite builds loads nothing that prepares pictures before there is one', async () => {
  const project = await createProject(VITE_PAGE);
  await runTool('vite', ['build'], project);
  const url = await serveFolder(path.join(project, 'dist'));
  const { early, late } = await checkPage(browser(), url);
  expect(early).toEqual([]);
  expect(late).toEqual([
    expect.stringMatching(/\/assets\/preparation-/),
    expect.stringMatching(/\/assets\/worker-/),
  ]);
});

test('what Vite builds has the language that a page imports, and no other', async () => {
  const script =
    "import { de } from '@tintype/react/locales';\ndocument.title = de.dropzone.choose;";
  const project = await createProject({ ...VITE_PAGE, 'main.js': script });
  await runTool('vite', ['build'], project);
  const url = await serveFolder(path.join(project, 'dist'));
  const page = await browser().newPage();
  const scripts: string[] = [];
  page.on('response', async (response) => {
    if (response.url().endsWith('.js')) scripts.push(await response.text());
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  expect(await page.title()).toBe('Bilder auswählen');
  await page.close();
  for (const foreign of ['Choose pictures', 'Choisir', 'Elegir', '画像', '图片', 'صور']) {
    expect(scripts.join('')).not.toContain(foreign);
  }
});

test("Vite's dev server finds the worker, though it bundles dependencies before", async () => {
  const project = await createProject(VITE_PAGE);
  const url = await serveWithTool('vite', serving, project);
  const check = await checkPage(browser(), url);
  expect(check).toMatchObject(preparedInWorker);
  expect(check.late).toContainEqual(expect.stringContaining('/.vite/deps/preparation-'));
});

test("Vite's dev server finds the worker where it was told not to bundle the package", async () => {
  const project = await createProject({
    ...VITE_PAGE,
    'vite.config.js': "export default { optimizeDeps: { exclude: ['@tintype/core'] } };",
  });
  const url = await serveWithTool('vite', serving, project);
  const check = await checkPage(browser(), url);
  expect(check).toMatchObject(preparedInWorker);
  expect(check.late).toContainEqual(expect.stringContaining('/dist/preparation/worker-pool.js'));
});
