import path from 'node:path';
import type { Browser, Page } from 'playwright';
import { compareLooks, type Look, readLook } from './look.ts';

type Theme = 'light' | 'dark';

/** What the components look like where nothing has touched their stylesheet. */
export type Reference = Record<Theme, { empty: Look; filled: Look }>;

interface AppToCheck {
  url: string;
  /** Path of a photo to upload. */
  photo: string;
  /** What the app is on a dark system. */
  onDarkSystem: Theme;
  /** Where pictures of the app go, without `-light.png` and `-dark.png`. */
  picture?: string;
}

/** Opens the page with the published stylesheet as it is, and reads it in both themes. */
export async function readReference(
  browser: Browser,
  url: string,
  photo: string,
): Promise<Reference> {
  const read = async (theme: Theme) => {
    const page = await openPage(browser, theme);
    await show(page, url);
    await page.evaluate((scheme) => {
      document.documentElement.style.colorScheme = scheme;
    }, theme);
    await page.locator(`[data-tt="gallery"][data-surroundings="${theme}"]`).waitFor();
    const empty = await readLook(page, 'empty');
    await upload(page, photo);
    const filled = await readLook(page, 'filled');
    await page.close();
    return { empty, filled };
  };
  return { light: await read('light'), dark: await read('dark') };
}

/**
 * Opens an app on a light and on a dark system, looks at it, and uploads a photo.
 *
 * @returns All that is wrong, in words.
 */
export async function checkApp(
  browser: Browser,
  reference: Reference,
  app: AppToCheck,
): Promise<string[]> {
  const findings: string[] = [];
  for (const system of ['light', 'dark'] as const) {
    const expected = reference[system === 'dark' ? app.onDarkSystem : 'light'];
    const page = await openPage(browser, system);
    const add = (...found: string[]) => findings.push(...found.map((text) => `${system}: ${text}`));
    page.on('pageerror', (error) => add(String(error)));
    page.on('console', (message) => {
      // Templates name icons that they do not have, and fonts of other sites.
      const { url } = message.location();
      const isOfTemplate = /\.(ico|svg)$|^https:/.test(url);
      if (['error', 'warning'].includes(message.type()) && !isOfTemplate) add(message.text());
    });
    await show(page, app.url);
    add(...compareLooks(expected.empty, await readLook(page, 'empty')));
    add(...(await narrowOnes(page)));
    await upload(page, app.photo);
    add(...compareLooks(expected.filled, await readLook(page, 'filled')));
    add(...(await narrowOnes(page)));
    if (app.picture) {
      await page.screenshot({ path: `${app.picture}-${system}.png`, fullPage: true });
    }
    await page.close();
  }
  return findings;
}

function openPage(browser: Browser, colorScheme: Theme): Promise<Page> {
  // Without transitions, of which a look could catch the middle.
  return browser.newPage({ colorScheme, reducedMotion: 'reduce' });
}

async function show(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.locator('[data-tt="gallery"][data-surroundings]').waitFor();
  await page.locator('button.tt-button-primary').waitFor();
  // Away from what looks another way under the pointer.
  await page.mouse.move(0, 0);
}

async function upload(page: Page, photo: string): Promise<void> {
  const button = page.locator('button.tt-button-primary');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles(photo);
  await page.locator('[data-tt="item"][data-status="done"]').waitFor();
  await page.locator('[data-tt="image"][data-state="shown"]').waitFor();
  await page.locator('[data-tt="image"] .tt-icon-button').first().waitFor();
  await page.mouse.move(0, 0);
  await page.getByText(path.basename(photo)).first().waitFor();
}

/** Components that are too narrow to be used. */
async function narrowOnes(page: Page): Promise<string[]> {
  const roots = await page.locator('[data-surroundings]').all();
  const sizes = await Promise.all(roots.map((root) => root.boundingBox()));
  return sizes.flatMap((box) => (box && box.width >= 256 ? [] : `${box?.width} pixels wide`));
}
