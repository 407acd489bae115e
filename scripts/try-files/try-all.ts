import { readFile } from 'node:fs/promises';
import puppeteer, { type Page } from 'puppeteer-core';
import { findBrowser, launchArguments } from '../browser.ts';
import { marksIn, metadataLeft } from './metadata-left.ts';
import type { Trial, TrialResult } from './page.ts';
import type { TriedFile } from './report.ts';
import { serveTryPage, type TryPage } from './serve.ts';

/** How files are tried. */
export interface TryOptions {
  options: Trial['options'];
  /** Texts that must not be left. */
  marks: readonly string[];
  onTried?(file: TriedFile): void;
}

// A file that takes longer holds the page up.
const PATIENCE = 120_000;

/** Sends files through intake and preparation in Chromium, and looks at what would be stored. */
export async function tryAll(paths: readonly string[], options: TryOptions): Promise<TriedFile[]> {
  const served = await serveTryPage();
  const browser = await puppeteer.launch({
    executablePath: findBrowser(),
    args: launchArguments(),
    protocolTimeout: 2 * PATIENCE,
  });
  try {
    let page: Page | null = null;
    const tried: TriedFile[] = [];
    for (const [n, file] of paths.entries()) {
      served.files.set(String(n), await readFile(file));
      page ??= await openPage(await browser.newPage(), served);
      const result = await tryOne(page, { file, key: String(n), options: options.options });
      served.files.delete(String(n));
      if (result.stopped) {
        // It may still be busy with the file.
        void page.close().catch(() => undefined);
        page = null;
      }
      const sent = served.received.get(String(n));
      if (sent) result.marks = await marksIn(sent, options.marks);
      options.onTried?.(result);
      tried.push(result);
    }
    const left = await metadataLeft(served.received);
    for (const [n, file] of tried.entries()) file.tags = left && (left.get(String(n)) ?? []);
    return tried;
  } finally {
    await browser.close();
    await served.close();
  }
}

async function openPage(page: Page, { origin }: TryPage): Promise<Page> {
  await page.goto(origin);
  await page.waitForFunction(() => 'tryFile' in window);
  return page;
}

async function tryOne(
  page: Page,
  { file, key, options }: { file: string; key: string; options: Trial['options'] },
): Promise<TriedFile> {
  const name = file.split('/').at(-1) ?? file;
  const nothing = { name, tags: null, marks: [], stopped: null };
  const trial: Trial = {
    file: `/files/${key}`,
    endpoint: `/sent/${key}`,
    name,
    options,
    compare: true,
  };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, PATIENCE, new Error('it held the page up'));
  });
  try {
    const result = page.evaluate((one) => window.tryFile(one), trial) as Promise<TrialResult>;
    return { ...nothing, ...(await Promise.race([result, late])) };
  } catch (error) {
    return { ...nothing, stopped: String(error) };
  } finally {
    clearTimeout(timer);
  }
}
