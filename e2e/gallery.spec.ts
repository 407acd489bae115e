import { expect, test } from './demo.ts';
import { photos } from './photos.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('the URL of a variant can be copied, and leads to that variant', async ({ demo, page }) => {
  await demo.choose([photos.starfish]);
  await expect(demo.item('starfish.jpg')).toHaveAttribute('data-status', 'done');
  const stored = demo.stored('starfish.jpg').first();
  await stored.getByRole('radio', { name: 'thumbnail' }).check();
  await stored.getByRole('button', { name: 'Copy URL of starfish.jpg' }).click();
  await expect(stored.getByRole('status')).toHaveText('URL copied');

  const url = await page.evaluate(() => navigator.clipboard.readText());
  expect(url).toMatch(/\/thumbnail$/);
  const response = await page.request.get(url, { headers: { Accept: 'image/webp,*/*' } });
  expect(response.status()).toBe(200);
  expect(response.headers()['content-type']).toBe('image/webp');
});

test('a picture can be deleted, and is gone for good', async ({ demo, page }) => {
  await demo.choose([photos.flower]);
  await expect(demo.item('short-ascii-MM.jpg')).toHaveAttribute('data-status', 'done');
  await demo.expectShown(demo.stored('short-ascii-MM.jpg').first());
  const before = await demo.stored('short-ascii-MM.jpg').count();
  page.on('dialog', (dialog) => dialog.accept());
  await demo
    .stored('short-ascii-MM.jpg')
    .first()
    .getByRole('button', { name: 'Delete short-ascii-MM.jpg' })
    .click();
  await expect(demo.stored('short-ascii-MM.jpg')).toHaveCount(before - 1);
  await page.reload();
  await expect(demo.gallery).toHaveAttribute('aria-busy', 'false');
  await expect(demo.stored('short-ascii-MM.jpg')).toHaveCount(before - 1);
});
