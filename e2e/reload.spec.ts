import { expect, test } from './demo.ts';
import { photos } from './photos.ts';

// The relay is asked for pictures that have not arrived.
test.use({ expectedErrors: [/404/] });

test('goes on with the queue after a reload', async ({ demo, page }) => {
  // Nothing gets through, as in a tunnel.
  await page.route('**/api/images', (route) =>
    route.request().method() === 'POST' ? undefined : route.continue(),
  );
  // No byte leaves before it is kept.
  const sending = page.waitForRequest((request) => request.method() === 'POST');
  await demo.choose([photos.flower, photos.starfish]);
  await sending;
  const [flower, starfish] = [demo.item('short-ascii-MM.jpg'), demo.item('starfish.jpg')];
  await page.reload();
  await expect(flower).toHaveAttribute('data-status', /uploading|processing/);
  await expect(starfish).toHaveAttribute('data-status', /uploading|processing/);
  await page.unroute('**/api/images');
  await expect(flower).toHaveAttribute('data-status', 'done');
  await expect(starfish).toHaveAttribute('data-status', 'done');
  await page.reload();
  await expect(demo.dropzone).toBeVisible();
  await expect(page.locator('[data-tt="item"]')).toHaveCount(0);
});
