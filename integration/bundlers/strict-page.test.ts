import path from 'node:path';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { keepBrowser } from './browser.ts';
import { createProject } from './project.ts';
import { complaintsOf, renderIntoPage, servePictures } from './served-page.ts';
import { serveFolder } from './static-site.ts';
import { strictPage } from './strict-page.ts';
import { runTool } from './tool.ts';

const browser = keepBrowser();

test('a page of both components lives where no style stands in markup, from the server to the last dialog', async () => {
  const pictures = await servePictures(200);
  const html = await build(pictures);
  expect(html.rendered).toContain('data-tt="dropzone"');
  expect(html.rendered).toContain('data-tt="gallery"');
  expect(html.rendered).not.toMatch(/\sstyle=/);
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    `img-src 'self' data: blob: ${pictures}`,
    "connect-src 'self'",
    "style-src 'self'",
  ];
  const headers = { 'Content-Security-Policy': policy.join('; ') };
  const page = await browser().newPage();
  const complaints = listen(page);
  await page.goto(await serveFolder(html.folder, headers));
  await useDropzone(page);
  await useGallery(page);
  expect(await page.evaluate(() => window.violations)).toEqual([]);
  expect(complaints).toEqual([]);

  // It would have been heard.
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<b style="color: red"></b>');
  });
  await expect.poll(() => page.evaluate(() => window.violations)).toEqual(['style-src-attr']);
  await page.close();
});

async function build(pictures: string): Promise<{ folder: string; rendered: string }> {
  const project = await createProject(strictPage(pictures));
  const rendered = await renderIntoPage(project);
  await runTool('vite', ['build'], project);
  return { folder: path.join(project, 'dist'), rendered };
}

function listen(page: Page): string[] {
  const complaints = complaintsOf(page);
  void page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      window.violations.push(effectiveDirective);
    });
  });
  return complaints;
}

/** Progress that moves, rows that are left out, another order, every dialog, a drop on the page. */
async function useDropzone(page: Page): Promise<void> {
  const list = page.locator('.tt-items[data-windowed]');
  await list.waitFor();
  const bar = page.getByRole('progressbar', { name: 'Progress of upload-0.jpg' });
  expect(await bar.getAttribute('value')).toBe('0.4');
  await page.getByRole('button', { name: 'Further' }).click();
  await expect.poll(() => bar.getAttribute('value')).toBe('0.8');

  const rows = list.locator('[data-tt="item"]');
  // Scrolls to it, also where it is rendered anew meanwhile.
  await rows.first().hover();
  await page.locator('.tt-grip').first().hover();
  await page.mouse.down();
  await page.mouse.move(200, (await rows.nth(2).boundingBox())?.y ?? 0, { steps: 5 });
  await page.locator('[data-drop]').waitFor();
  await page.mouse.up();
  await expect.poll(() => rows.first().textContent()).toContain('upload-1.jpg');
  await page.getByRole('button', { name: 'Caption and description of upload-1.jpg' }).click();
  await page.getByRole('textbox', { name: 'Caption' }).waitFor();
  await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  await rows.getByText('upload-399.jpg').waitFor();

  await page.getByRole('button', { name: 'From a web address' }).click();
  await page.getByRole('textbox', { name: /address/ }).waitFor();
  await page.getByRole('button', { name: 'Take a photo' }).click();
  await page.locator('dialog[data-tt="camera"] video').waitFor();
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'x.png', { type: 'image/png' }));
    document.body.dispatchEvent(new DragEvent('dragenter', { dataTransfer, bubbles: true }));
  });
  await page.locator('[data-tt="page-drop"]').waitFor();
  await page.evaluate(() => document.dispatchEvent(new DragEvent('dragend')));
}

/** Placeholders, pictures that are left out, what unfolds, the lightbox and its zoom, a deletion. */
async function useGallery(page: Page): Promise<void> {
  const picture = page.locator('[data-tt="image"]').first();
  await picture.hover();
  await picture.locator('canvas').waitFor({ state: 'attached' });
  await picture.and(page.locator('[data-state="shown"]')).waitFor();
  await picture.getByLabel('More about stored-0.png').click();
  await picture.locator('.tt-panel').waitFor();
  await page.keyboard.press('Escape');
  await picture.getByRole('button', { name: 'View stored-0.png' }).click();
  const lightbox = page.locator('dialog[data-tt="lightbox"]');
  await lightbox.waitFor();
  await page.keyboard.press('+');
  await lightbox.and(page.locator('[data-zoomed]')).waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('0');
  await page.keyboard.press('ArrowRight');
  await lightbox.getByText('stored-1.png', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Delete stored-1.png' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.evaluate(() => window.scrollTo({ top: document.body.scrollHeight }));
  await page.locator('.tt-gap').first().waitFor({ state: 'attached' });
  // Rows come and go while the page scrolls: the last of them is another one each time.
  const last = page.locator('[data-id="p199"][data-state="shown"]');
  await expect
    .poll(() => page.evaluate(scrollToLastPicture).then(() => last.count()), { timeout: 30_000 })
    .toBe(1);
}

function scrollToLastPicture(): void {
  [...document.querySelectorAll('[data-tt="image"]')].at(-1)?.scrollIntoView();
}
