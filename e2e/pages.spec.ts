import { expect, type Page, test } from '@playwright/test';
import { photos } from './photos.ts';

const PAGES = [
  { path: '/', link: 'Components', heading: 'Pictures go up, variants come back' },
  { path: '/headless', link: 'Headless', heading: 'Headless' },
  { path: '/form', link: 'Form', heading: 'Plain form' },
  { path: '/private', link: 'Private', heading: 'Private images' },
  { path: '/playground', link: 'Playground', heading: 'Playground' },
];

const linkTo = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name });
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

async function choose(page: Page, files: string[]): Promise<void> {
  const [dialog] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByText('Choose pictures', { exact: true }).click(),
  ]);
  await dialog.setFiles(files);
}

test('each page is reached by its link, by its address, and by going back', async ({ page }) => {
  await page.goto('/');
  for (const { path, link, heading: name } of PAGES.slice(1)) {
    await linkTo(page, link).click();
    await expect(page).toHaveURL(path);
    await expect(heading(page, name)).toBeFocused();
    await expect(page).toHaveTitle(`${link}: Tintype`);
    await expect(linkTo(page, link)).toHaveAttribute('aria-current', 'page');
  }
  await page.goBack();
  await expect(heading(page, 'Private images')).toBeVisible();
  await page.reload();
  await expect(heading(page, 'Private images')).toBeVisible();
});

test('each page shows its own source', async ({ page }) => {
  await page.goto('/headless');
  await page.getByText('The source of this page').click();
  await expect(page.locator('pre')).toContainText('export function Headless()');
});

test('pages can be reached by keyboard, and the browser may open one in a tab', async ({
  page,
  context,
}) => {
  await page.goto('/headless');
  await linkTo(page, 'Form').focus();
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Plain form')).toBeFocused();
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    linkTo(page, 'Private').click({ modifiers: ['ControlOrMeta'] }),
  ]);
  await expect(heading(tab, 'Private images')).toBeVisible();
  await expect(heading(page, 'Plain form')).toBeVisible();
});

test('own markup: pictures are chosen, uploaded and removed', async ({ page }) => {
  await page.goto('/headless');
  await page.getByLabel('Add pictures').setInputFiles([photos.flower, photos.starfish]);
  const album = page.locator('.album > [data-status="done"]');
  await expect(album).toHaveCount(2);
  await expect(page.getByRole('status')).toHaveText('2 of 2 uploaded');
  await page.getByRole('button', { name: 'Remove starfish.jpg' }).click();
  await expect(album).toHaveCount(1);
});

test('a plain form asks for a picture, and sends the ids of those that are stored', async ({
  page,
}) => {
  await page.goto('/form');
  const send = page.getByRole('button', { name: 'Send the form' });
  const sent = page.locator('output');
  await page.getByLabel('Title').fill('A bicycle');
  await send.click();
  await expect(sent).toContainText('Nothing yet');
  await choose(page, [photos.flower, photos.starfish]);
  await expect(page.locator('[data-tt="item"][data-status="done"]')).toHaveCount(2);
  await send.click();
  await expect(sent.locator('code')).toHaveText([
    'title=A bicycle',
    /^pictures=.+/,
    /^pictures=.+/,
  ]);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page.locator('[data-tt="item"]')).toHaveCount(0);
  await expect(sent).toContainText('Nothing yet');
});

test('a private picture is shown through a signed URL, and only so', async ({ page }) => {
  await page.goto('/private');
  await choose(page, [photos.flower]);
  await expect(page.locator('[data-tt="item"][data-status="done"]')).toHaveCount(1);
  const picture = page.locator('[data-tt="image"]').first().getByRole('img');
  await expect(picture).toHaveAttribute('src', /[?&]sig=[0-9a-f]{64}/);
  await expect
    .poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth))
    .toBeGreaterThan(0);
  const signed = new URL(await picture.evaluate((img: HTMLImageElement) => img.src));
  expect((await page.request.get(signed.href)).status()).toBe(200);
  expect((await page.request.get(signed.origin + signed.pathname)).status()).toBe(403);
  // Public galleries do not try to show it.
  await linkTo(page, 'Components').click();
  const gallery = page.locator('[data-tt="gallery"]');
  await expect(gallery).toHaveAttribute('aria-busy', 'false');
  const id = signed.pathname.split('/').at(-2);
  await expect(gallery.locator(`[data-id="${id}"]`)).toHaveCount(0);
});

for (const dir of ['ltr', 'rtl']) {
  test(`every page fits on the narrowest phone, ${dir}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    for (const { path, heading: name } of PAGES) {
      await page.goto(path);
      await page.evaluate((value) => {
        document.documentElement.dir = value;
      }, dir);
      await expect(heading(page, name)).toBeVisible();
      const overflow = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      expect(overflow, path).toBe(0);
    }
  });
}
