import type { prepareImage } from '@tintype/core';
import type { Browser, Page } from 'playwright';

declare global {
  interface Window {
    prepareImage: typeof prepareImage;
    /** All that workers said. */
    said: unknown[];
    violations: string[];
  }
}

/** What a page did when it was given a picture. */
export interface PageCheck {
  picture: { type: string; width: number; height: number };
  /** Whether the picture is what a worker said, and nothing that the page made. */
  isFromWorker: boolean;
  /** Number of workers that started. */
  workers: number;
  /** URLs of scripts that prepare pictures, as far as they were loaded before there was one, … */
  early: string[];
  /** … and once there was. */
  late: string[];
  /** Errors that nobody caught. */
  uncaught: string[];
  /** Errors in the console. */
  logged: string[];
  /** Directives of the content security policy that were violated. */
  violations: string[];
}

/** What a page shows where everything is well. */
export const preparedInWorker = {
  picture: { type: 'image/jpeg', width: 64, height: 32 },
  isFromWorker: true,
  workers: 1,
  early: [],
  uncaught: [],
  logged: [],
  violations: [],
} satisfies Partial<PageCheck>;

/** Texts that stand in the worker pool, and in what a worker runs, however they were bundled. */
const MARKS = ['What the worker said could not be read.', 'EncodingError'];

/** Opens a page that has `window.prepareImage`, and gives it a JPEG of 200 × 100 pixels. */
export async function checkPage(browser: Browser, url: string): Promise<PageCheck> {
  const page = await browser.newPage();
  const seen = { workers: 0, requests: new Set<string>() };
  const uncaught: string[] = [];
  const logged: string[] = [];
  page.on('pageerror', (error) => uncaught.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') logged.push(message.text());
  });
  page.on('worker', () => {
    seen.workers += 1;
  });
  page.on('request', (request) => seen.requests.add(request.url()));
  await page.addInitScript(listen);

  await page.goto(url, { waitUntil: 'networkidle' });
  await page.waitForFunction(() => 'prepareImage' in window);
  const early = [...seen.requests];
  const { isFromWorker, ...picture } = await page.evaluate(prepare);
  const violations = await page.evaluate(() => window.violations);
  const late = [...seen.requests].filter((request) => !early.includes(request));

  const check = {
    picture,
    isFromWorker,
    workers: seen.workers,
    early: await preparing(page, early),
    late: await preparing(page, late),
    uncaught,
    logged,
    violations,
  };
  await page.close();
  return check;
}

async function preparing(page: Page, urls: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const url of urls) {
    if (!url.startsWith('http')) continue;
    const text = await (await page.request.get(url)).text();
    if (MARKS.some((mark) => text.includes(mark))) found.push(url);
  }
  return found;
}

/** Runs in the page, before its own scripts. */
function listen(): void {
  window.said = [];
  window.violations = [];
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
    window.violations.push(effectiveDirective);
  });
  window.Worker = class extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      this.addEventListener('message', ({ data }) => window.said.push(data));
    }
  };
}

/** Runs in the page. */
async function prepare() {
  const canvas = new OffscreenCanvas(200, 100);
  const context = canvas.getContext('2d');
  for (let x = 0; context && x < 200; x += 10) {
    context.fillStyle = `hsl(${x} 80% 50%)`;
    context.fillRect(x, 0, 10, 100);
  }
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 });
  const given = new File([blob], 'picture.jpg', { type: blob.type });
  const { file } = await window.prepareImage(given, { maxSide: 64, type: 'image/jpeg' });
  const { width, height } = await createImageBitmap(file);

  const holds = (said: unknown): boolean =>
    said === file || (typeof said === 'object' && said !== null && Object.values(said).some(holds));
  return { type: file.type, width, height, isFromWorker: window.said.some(holds) };
}
