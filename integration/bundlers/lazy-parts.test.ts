import path from 'node:path';
import type { Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { keepBrowser } from './browser.ts';
import { lazyPage } from './lazy-page.ts';
import { createProject } from './project.ts';
import { complaintsOf, renderIntoPage, servePictures } from './served-page.ts';
import { serveFolder } from './static-site.ts';
import { runTool } from './tool.ts';

const browser = keepBrowser();

const ROWS = /DropzoneRows-[^/]*\.js$/;
const ACTIONS = /GalleryActions-[^/]*\.js$/;
const READER = /DropReader-[^/]*\.js$/;

test('what a server has rendered stays on the screen until its code is there, and lives then', async () => {
  const { url, html } = await build({ rendered: true });
  for (const text of [
    'stored-1.png',
    'Remove stored-0.png',
    'Copy URL of stored-2.png',
    '2 of 2',
  ]) {
    expect(html).toContain(text);
  }
  const { page, complaints } = await open();
  const release = await holdBack(page, ROWS, ACTIONS);
  await page.goto(url);
  // React has taken over what is there from the start.
  await page.getByRole('button', { name: 'Choose pictures' }).waitFor();
  await page.getByRole('button', { name: 'Pressed 0' }).click();
  await page.getByRole('button', { name: 'Pressed 1' }).waitFor();
  const rows = page.locator('[data-tt="item"]');
  const copies = page.getByRole('button', { name: /Copy URL/ });
  expect(await rows.count()).toBe(2);
  expect(await copies.count()).toBe(3);
  const shifts = await shiftsOf(page);

  await release();
  await page.waitForLoadState('networkidle');
  expect(await shiftsOf(page)).toBe(shifts);
  await page.getByRole('button', { name: 'Remove stored-0.png' }).click();
  await expect.poll(() => rows.count()).toBe(1);
  await page.getByRole('button', { name: 'Delete stored-2.png' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => copies.count()).toBe(3);
  expect(complaints).toEqual([]);
});

test('what begins in a browser waits for its code: a press, a picture, a drop', async () => {
  const { url } = await build({ rendered: false });
  const { page, complaints } = await open();
  const release = await holdBack(page, ROWS, ACTIONS, READER);
  await page.goto(url);
  const rows = page.locator('[data-tt="item"]');
  const region = page.getByRole('region', { name: 'Upload pictures' });
  await page.getByRole('button', { name: 'View stored-0.png' }).click();
  await drag(page, 'dragenter');
  await region.and(page.locator('[data-dragging]')).waitFor();
  await drag(page, 'dragleave');
  await expect.poll(() => region.getAttribute('data-dragging')).toBeNull();
  await drag(page, 'drop', 'dropped.png');
  await drag(page, 'drop', 'dropped-next.png');
  await drag(page, 'paste', 'pasted.png');
  const height = await heightOfCard(page);
  expect(await rows.count()).toBe(0);

  await release();
  for (const name of ['stored-0', 'stored-1', 'dropped', 'dropped-next', 'pasted']) {
    await rows.getByText(`${name}.png`, { exact: true }).waitFor();
  }
  expect(await rows.count()).toBe(5);
  await page.locator('dialog[data-tt="lightbox"]').waitFor();
  await page.keyboard.press('Escape');
  expect(await heightOfCard(page)).toBe(height);
  expect(complaints).toEqual([]);
});

test('what cannot be loaded is tried again', async () => {
  const { url } = await build({ rendered: false });
  const { page } = await open();
  let refused = 0;
  await page.route(ROWS, (route) => {
    refused += 1;
    return refused === 1 ? route.abort() : route.continue();
  });
  await page.goto(url);
  await page.locator('[data-tt="item"]').first().waitFor();
  expect(refused).toBeGreaterThan(1);
});

async function build({ rendered }: { rendered: boolean }): Promise<{ url: string; html: string }> {
  const project = await createProject(lazyPage(await servePictures(3)));
  const html = rendered ? await renderIntoPage(project) : '';
  await runTool('vite', ['build'], project);
  return { url: await serveFolder(path.join(project, 'dist')), html };
}

async function open(): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser().newPage();
  onTestFinished(() => page.close());
  const complaints = complaintsOf(page);
  await page.addInitScript(() => {
    window.shifts = 0;
    new PerformanceObserver((list) => {
      window.shifts += list.getEntries().length;
    }).observe({ type: 'layout-shift' });
  });
  return { page, complaints };
}

/** Lets the scripts of these names wait. @returns what lets them come. */
async function holdBack(page: Page, ...names: RegExp[]): Promise<() => Promise<void>> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let asked = 0;
  for (const name of names) {
    await page.route(name, async (route) => {
      asked += 1;
      await promise;
      await route.continue();
    });
  }
  return async () => {
    await expect.poll(() => asked).toBeGreaterThanOrEqual(names.length);
    resolve();
  };
}

/** How often something has moved by itself, once what is to be painted was painted. */
function shiftsOf(page: Page): Promise<number> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    return window.shifts;
  });
}

async function heightOfCard(page: Page): Promise<number | undefined> {
  return (await page.locator('[data-tt="image"]').first().boundingBox())?.height;
}

/** As browsers tell it, with a file that is really there. */
function drag(page: Page, type: string, name = 'x.png'): Promise<void> {
  return page.evaluate(
    ([type, name]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['x'], name, { type: 'image/png' }));
      const facts = { bubbles: true, cancelable: true };
      const event =
        type === 'paste'
          ? new ClipboardEvent(type, { ...facts, clipboardData: transfer })
          : new DragEvent(type, { ...facts, dataTransfer: transfer });
      document.querySelector('[data-tt="dropzone"] p')?.dispatchEvent(event);
    },
    [type, name] as const,
  );
}

declare global {
  interface Window {
    shifts: number;
  }
}
