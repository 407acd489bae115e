import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page, test } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { photos } from './photos.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const THEMES = ['light', 'dark'] as const;

interface DemoPage {
  path: string;
  /** Adds a picture, and waits until it is there to see. */
  fill: (page: Page) => Promise<void>;
}

const PAGES: readonly DemoPage[] = [
  { path: '/', fill: fillDropzone },
  { path: '/headless', fill: fillAlbum },
  { path: '/form', fill: fillDropzone },
  { path: '/private', fill: fillDropzone },
  { path: '/playground', fill: fillDropzone },
];

for (const theme of THEMES) {
  for (const { path, fill } of PAGES) {
    test(`${path} has nothing that axe finds, empty and with pictures, ${theme}`, async ({
      page,
    }) => {
      // The demo follows the system.
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await removeAll(page);
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await violations(page), 'empty').toEqual([]);
      await fill(page);
      expect(await violations(page), 'with pictures').toEqual([]);
    });
  }
}

/** A line for each thing that WCAG 2.2 AA or axe's own good practice does not allow. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results: AxeResults = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`),
  );
}

/** Takes away what other tests have stored. */
async function removeAll(page: Page): Promise<void> {
  const list = await page.request.get('/api/images?per_page=100');
  const { result } = (await list.json()) as { result: { images: { id: string }[] } };
  for (const { id } of result.images) await page.request.delete(`/api/images/${id}`);
}

async function fillDropzone(page: Page): Promise<void> {
  const [dialog] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByText('Choose pictures', { exact: true }).click(),
  ]);
  await dialog.setFiles([photos.flower, photos.starfish]);
  await expect(page.locator('[data-tt="item"][data-status="done"]')).toHaveCount(2);
  await expect(page.locator('[data-tt="gallery"][data-state="loading"]')).toHaveCount(0);
}

async function fillAlbum(page: Page): Promise<void> {
  await page.getByLabel('Add pictures').setInputFiles([photos.flower, photos.starfish]);
  await expect(page.locator('.album > [data-status="done"]')).toHaveCount(2);
}
