import { createRequire } from 'node:module';
import type { Browser } from 'playwright';
import { expect } from 'vitest';

const photo = createRequire(import.meta.url).resolve('exif/test/sony-alpha-6000.jpg');

/**
 * Opens what a guide has led to, uploads a photo, sees it in the gallery, and sees it there again after
 * a reload.
 *
 * @param stored - How many photos are there already.
 */
export async function uploadAndReload(
  browser: Browser,
  url: string,
  stored: number,
): Promise<void> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  try {
    await page.goto(url);
    const button = page.getByRole('button', { name: /^choose/i });
    await button.waitFor({ timeout: 60_000 });
    // The development server may still be making the page ready for its first reader.
    await page.waitForLoadState('networkidle');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
    await chooser.setFiles(photo);
    const shown = page.locator('[data-tt="image"][data-state="shown"] img');
    await expect.poll(() => shown.count(), { timeout: 60_000 }).toBe(stored + 1);
    await page.reload();
    await expect.poll(() => shown.count(), { timeout: 60_000 }).toBe(stored + 1);
    expect(complaints).toEqual([]);
  } catch (error) {
    throw new Error(`${url} says: ${complaints.join('\n') || 'nothing'}`, { cause: error });
  } finally {
    await page.close();
  }
}
