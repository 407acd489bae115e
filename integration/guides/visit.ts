import { createRequire } from 'node:module';
import { createGIF } from '@tintype/core/testing';
import type { Browser } from 'playwright';
import type { ExpectStatic } from 'vitest';

// Development servers build a page when it is first asked for, and other tests run beside this one.
const PATIENCE = 180_000;
const photo = createRequire(import.meta.url).resolve('exif/test/sony-alpha-6000.jpg');

/** What a visit is told. */
export interface VisitContext {
  /** That of the test, since several run at the same time. */
  expect: ExpectStatic;
  /** How many photos are there already. */
  stored: number;
  /** Whether the gallery still has its images after a reload. @default true */
  keepsImages?: boolean;
}

/**
 * Opens what a guide has led to, uploads a photo, sees it in the gallery, and sees it there again after
 * a reload.
 */
export async function uploadAndReload(
  browser: Browser,
  url: string,
  { expect, stored, keepsImages = true }: VisitContext,
): Promise<void> {
  await warmUp(browser, url);
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // Some templates have no icon, which browsers ask for.
    if (message.location().url.endsWith('/favicon.ico')) return;
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  try {
    await page.goto(url, { timeout: PATIENCE });
    const button = page.getByRole('button', { name: /^choose/i });
    await button.waitFor({ timeout: PATIENCE });
    // The development server may still be making the page ready for its first reader.
    await page.waitForLoadState('networkidle');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
    await chooser.setFiles(photo);
    const shown = page.locator('[data-tt="image"][data-state="shown"] img');
    await expect.poll(() => shown.count(), { timeout: PATIENCE }).toBe(stored + 1);
    if (keepsImages) await page.reload();
    await expect.poll(() => shown.count(), { timeout: PATIENCE }).toBe(stored + 1);
    expect(complaints).toEqual([]);
  } catch (error) {
    throw new Error(`${url} says: ${complaints.join('\n') || 'nothing'}`, { cause: error });
  } finally {
    await page.close();
  }
}

/** Chooses a GIF, which the backend of the guide refuses, and reads the backend's own message. */
export async function seeRefusal(browser: Browser, url: string): Promise<void> {
  const gif = createGIF({ name: 'wave.gif' });
  const page = await browser.newPage();
  await page.goto(url, { timeout: PATIENCE });
  const button = page.getByRole('button', { name: /^choose/i });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  const buffer = Buffer.from(await gif.arrayBuffer());
  await chooser.setFiles({ name: gif.name, mimeType: gif.type, buffer });
  await page.getByText('GIFs are not allowed in this album.').waitFor();
  await page.close();
}

/** Chooses one photo after the other, and finds the last of them alone, also after a reload. */
export async function replaceAvatar(
  browser: Browser,
  url: string,
  { expect }: VisitContext,
): Promise<void> {
  const page = await browser.newPage();
  await page.goto(url, { timeout: PATIENCE });
  const input = page.getByLabel('Choose a photo of Ann');
  for (let times = 0; times < 2; times += 1) {
    const [stored] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      input.setInputFiles(photo),
    ]);
    expect(stored.status()).toBe(200);
    const { result } = await stored.json();
    const ids = () =>
      page.evaluate(async () => {
        const response = await fetch('/api/images');
        const { result } = await response.json();
        return result.images.map(({ id }: { id: string }) => id);
      });
    await expect.poll(ids).toEqual([result.id]);
  }
  await page.reload();
  const shown = page.getByRole('img', { name: 'Ann' });
  await expect
    .poll(() => shown.evaluate(({ naturalWidth }: HTMLImageElement) => naturalWidth))
    .toBe(320);
  await page.close();
}

/** The first visit makes a development server look for dependencies, and reload the page with them. */
async function warmUp(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto(url, { timeout: PATIENCE });
  await page.getByRole('button', { name: /^choose/i }).waitFor({ timeout: PATIENCE });
  await page.waitForLoadState('networkidle');
  await page.close();
}
