import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import { serveFolder } from './static-site.ts';

/** Puts what a project's `render.js` writes into its `index.html`. @returns what it has written. */
export async function renderIntoPage(project: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['render.js'], {
    cwd: project,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: undefined },
  });
  const index = path.join(project, 'index.html');
  const written = await readFile(index, 'utf8');
  await writeFile(
    index,
    written.replace('<!--rendered-->', () => stdout),
  );
  return stdout;
}

/** Serves so many pictures, each in two variants, at `/0/public` and so on. They all look the same. */
export async function servePictures(count: number): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tintype-pictures-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const picture = await sharp({
    create: { width: 160, height: 120, channels: 3, background: 'teal' },
  })
    .png()
    .toBuffer();
  for (let number = 0; number < count; number += 1) {
    await mkdir(path.join(folder, String(number)));
    for (const name of ['thumbnail', 'public']) {
      await writeFile(path.join(folder, String(number), name), picture);
    }
  }
  return serveFolder(folder);
}

/** What a page complains of from now on: errors and warnings, also those that nobody catches. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  return complaints;
}
