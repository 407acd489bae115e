import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startImagesServer } from '@tintype/server';
import type { Browser, Page } from 'playwright';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { keepBrowser } from './browser.ts';
import { NEXT_APP } from './next-app.ts';
import { checkPage, preparedInWorker } from './page-check.ts';
import { createProject } from './project.ts';
import { runTool, serveWithTool } from './tool.ts';

/** What `integration` calls it. */
const NEXT = 'next-16';

const browser = keepBrowser();

// One test, since building the app takes most of the time.
test('an app of Next renders on the server, hands its lists over, and works before scripts do', async () => {
  const environment = await startServer();
  const files = { ...NEXT_APP, '.env': environment };
  const packages = { next: NEXT, '@tintype/relay': '@tintype/relay' };
  const project = await createProject(files, packages);
  await runTool(NEXT, ['build'], project);
  const serving = ['start', '--hostname', '127.0.0.1', '--port', '0'];
  const url = await serveWithTool(NEXT, serving, project);

  const rendered = await (await fetch(url)).text();
  expect(rendered).toContain('data-tt="dropzone"');
  expect(rendered).toContain('data-tt="gallery"');
  const check = await checkPage(browser(), url);
  expect(check).toMatchObject(preparedInWorker);
  expect(check.late.length).toBeGreaterThanOrEqual(2);

  const picture = await sharp({
    create: { width: 1600, height: 1200, channels: 3, background: 'teal' },
  })
    .png()
    .toBuffer();
  const id = await store(url, picture);
  await expectHandedOver(`${url}/prefetched`, id);
  const streamed = await expectHandedOver(`${url}/streamed`, id);
  expect(streamed).toContain('Pictures are coming');
  await expectFormWithoutScripts(browser(), `${url}/advert`, picture);
  await expectFormWithScripts(browser(), `${url}/advert`, picture);
});

/** An Images API of its own, as variables for the app. */
async function startServer(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'tintype-next-'));
  const accountId = '023e105f4ecef8ad9ca31a8372d0c353';
  const token = crypto.randomUUID();
  const server = await startImagesServer({ port: 0, dir, accountId, token });
  onTestFinished(async () => {
    await server.close();
    await rm(dir, { recursive: true, force: true });
  });
  return `CLOUDFLARE_ACCOUNT_ID=${accountId}
CLOUDFLARE_API_TOKEN=${token}
CLOUDFLARE_BASE_URL=${server.apiBaseURL}
`;
}

/** Stores a picture through the relay in the app, and answers with its id. */
async function store(url: string, picture: Buffer): Promise<string> {
  const body = new FormData();
  body.append('metadata', JSON.stringify({ width: 1600, height: 1200 }));
  body.append('file', new File([new Uint8Array(picture)], 'teal.png', { type: 'image/png' }));
  const response = await fetch(`${url}/api/images`, { method: 'POST', body });
  const { result } = await response.json();
  return result.id;
}

/**
 * The server's HTML has the picture with its variants, and the browser takes the list over: it asks for
 * nothing again and has nothing to complain of.
 *
 * @returns the server's HTML.
 */
async function expectHandedOver(url: string, id: string): Promise<string> {
  const html = await (await fetch(url)).text();
  const [element] = /<img[^>]*>/.exec(html) ?? [];
  expect(element).toMatch(new RegExp(` srcSet="http[^"]*/${id}/thumbnail 320w, http[^"]*w"`));

  const page = await browser().newPage();
  const complaints = listen(page);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/images')) asked.push(request.url());
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  const shown = page.locator(`[data-tt="image"][data-id="${id}"][data-state="shown"]`);
  await shown.waitFor();
  // It lives: a button does what it is for.
  await shown.getByRole('button', { name: 'View teal.png' }).click();
  await page.locator('dialog[data-tt="lightbox"]').waitFor();
  expect(asked).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
  return html;
}

/** Warnings, errors and what nobody caught, from now on. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  return complaints;
}

/** A plain input posts the file itself. */
async function expectFormWithoutScripts(browser: Browser, url: string, buffer: Buffer) {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(url);
  const file = { name: 'teal.png', mimeType: 'image/png', buffer };
  await page.getByLabel('Choose pictures').setInputFiles(file);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.waitForURL('**/posted');
  expect(JSON.parse((await page.textContent('body')) ?? '')).toEqual([
    { name: 'teal.png', size: buffer.length },
  ]);
  await page.close();
}

/** Once React has taken over, the file is uploaded and its id is posted. */
async function expectFormWithScripts(browser: Browser, url: string, buffer: Buffer) {
  const page = await browser.newPage();
  const complaints = listen(page);
  await page.goto(url);
  const file = { name: 'teal.png', mimeType: 'image/png', buffer };
  // The plain input has gone by then.
  const button = page.locator('button', { hasText: 'Choose pictures' });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles(file);
  await page.locator('[data-tt="item"][data-status="done"]').waitFor();
  // What comes next is no page of the app, and has no icon.
  expect(complaints).toEqual([]);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.waitForURL('**/posted');
  expect(JSON.parse((await page.textContent('body')) ?? '')).toEqual([expect.any(String)]);
  await page.close();
}
