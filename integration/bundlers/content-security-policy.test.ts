import path from 'node:path';
import { expect, test } from 'vitest';
import { keepBrowser } from './browser.ts';
import { checkPage, type PageCheck, preparedInWorker } from './page-check.ts';
import { createProject, VITE_PAGE } from './project.ts';
import { serveFolder } from './static-site.ts';
import { runTool } from './tool.ts';

const browser = keepBrowser();

test('pictures are prepared in a worker under a strict content security policy', async () => {
  expect(await checkPolicy("worker-src 'self'")).toMatchObject(preparedInWorker);
});

test('pictures are prepared on the page where the policy allows no workers', async () => {
  const check = await checkPolicy("worker-src 'none'");
  expect(check).toMatchObject({
    picture: preparedInWorker.picture,
    isFromWorker: false,
    uncaught: [],
    violations: ['worker-src'],
  });
});

async function checkPolicy(workers: string): Promise<PageCheck> {
  const project = await createProject(VITE_PAGE);
  await runTool('vite', ['build'], project);
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    workers,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "style-src 'self'",
  ];
  const headers = { 'Content-Security-Policy': policy.join('; ') };
  return checkPage(browser(), await serveFolder(path.join(project, 'dist'), headers));
}
