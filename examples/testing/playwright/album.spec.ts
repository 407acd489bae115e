import { expect, test } from '@playwright/test';
import { createImage, createJPEG } from '@tintype/core/testing';
import { createTestRelay } from '@tintype/relay/testing';
import { choose } from './choose.ts';
import { serve } from './relay.ts';

const relay = createTestRelay({ images: [createImage({ filename: 'lighthouse.jpg' })] });

test.beforeEach(async ({ page }) => {
  relay.reset();
  const { endpoint, uploadURL, deliveryURL } = relay;
  await serve(page, [`**${endpoint}**`, `${uploadURL}/**`, `${deliveryURL}/**`], relay.handle);
});

test('shows what is stored, and what is chosen', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByText('1 in the album')).toBeVisible();
  await choose(page, createJPEG({ name: 'boat.jpg', width: 1200, height: 900 }));
  await expect(page.getByText('2 in the album')).toBeVisible();
  await expect(page.getByRole('img', { name: 'boat.jpg' })).not.toHaveJSProperty('naturalWidth', 0);
  expect(relay.images[1]).toMatchObject({ filename: 'boat.jpg', meta: { album: 'holiday' } });
});

test('stores a picture once, although its answer was lost', async ({ page }) => {
  relay.setFaults([{ on: 'upload', cut: 'after', times: 1 }]);
  await page.goto('/');
  await choose(page, createJPEG({ name: 'boat.jpg' }));
  await expect(page.getByText('2 in the album')).toBeVisible();
  expect(relay.images).toHaveLength(2);
});

test('opens the file dialog', async ({ page }) => {
  await page.goto('/');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose pictures' }).click();
  const buffer = Buffer.from(await createJPEG().arrayBuffer());
  await (await chooser).setFiles({ name: 'harbour.jpg', mimeType: 'image/jpeg', buffer });
  await expect(page.getByText('2 in the album')).toBeVisible();
});
