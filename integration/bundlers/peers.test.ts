import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { startStack } from '../stack.ts';
import { keepBrowser } from './browser.ts';
import type { PeerEnd } from './packed-packages.ts';
import { peersPage } from './peers-page.ts';
import { createProject } from './project.ts';
import { serveFolder } from './static-site.ts';
import { runTool } from './tool.ts';

const browser = keepBrowser();

const ENDS: { end: PeerEnd; react: RegExp; reactQuery: RegExp }[] = [
  { end: 'oldest', react: /^18\.3\./, reactQuery: /^5\.0\.0$/ },
  { end: 'newest', react: /^19\./, reactQuery: /^5\.\d{3}\./ },
];

test.for(ENDS)(
  'the $end React and React Query compile, upload, list, change and delete',
  async ({ end, react, reactQuery }) => {
    const stack = await startStack();
    onTestFinished(() => stack.close());
    const types = { '@types/react': '@types/react', '@types/react-dom': '@types/react-dom' };
    const project = await createProject(peersPage(stack.relayURL), types, end);
    expect(await versionOf('@tanstack/react-query', project)).toMatch(reactQuery);
    await runTool('typescript', ['--project', '.'], project);
    await runTool('vite', ['build'], project);

    const page = await browser().newPage();
    const complaints = listen(page);
    await page.goto(await serveFolder(path.join(project, 'dist')));
    expect(await page.textContent('#version')).toMatch(react);
    await upload(page);
    await changeAndDelete(page);
    expect(complaints).toEqual([]);
    await page.close();
  },
);

async function upload(page: Page): Promise<void> {
  const button = page.locator('button', { hasText: 'Choose pictures' });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  const create = { width: 640, height: 480, channels: 3 as const, background: 'teal' };
  const buffer = await sharp({ create }).png().toBuffer();
  await chooser.setFiles({ name: 'teal.png', mimeType: 'image/png', buffer });
  await page.locator('[data-tt="item"][data-status="done"]').waitFor();
  // By way of the cache: nothing asks for the list again.
  await page.locator('[data-tt="image"][data-state="shown"]').waitFor();
  expect(await page.textContent('#mutations')).toContain('tintype,upload');
}

async function changeAndDelete(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Change' }).click();
  await page.locator('#title', { hasText: 'changed' }).waitFor();
  await page.getByRole('button', { name: 'Delete teal.png' }).click();
  await page.locator('[data-tt="image"]').waitFor({ state: 'detached' });
  await page.locator('#mutations', { hasText: 'tintype,delete' }).waitFor();
  await page.reload({ waitUntil: 'networkidle' });
  expect(await page.locator('[data-tt="image"]').count()).toBe(0);
}

/** Warnings, errors and what nobody caught. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  return complaints;
}

async function versionOf(name: string, project: string): Promise<string> {
  const file = path.join(project, 'node_modules', name, 'package.json');
  return JSON.parse(await readFile(file, 'utf8')).version;
}
