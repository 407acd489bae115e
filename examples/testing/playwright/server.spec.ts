import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { createJPEG } from '@tintype/core/testing';
import { createRelay } from '@tintype/relay';
import { startImagesServer } from '@tintype/server';
import { choose } from './choose.ts';
import { serve } from './relay.ts';

test('shows a picture in the variants that the service has made of it', async ({ page }) => {
  const dir = await mkdtemp(path.join(tmpdir(), 'album-'));
  const account = { accountId: 'an-account', token: 'a-token' };
  const server = await startImagesServer({ ...account, dir, port: 0 });
  const relay = createRelay({
    accountId: account.accountId,
    apiToken: account.token,
    baseURL: server.apiBaseURL,
    authorize: () => ({ creator: 'ann' }),
  });
  try {
    await serve(page, ['**/api/images**'], relay);
    await page.goto('/');
    await choose(page, createJPEG({ name: 'boat.jpg', width: 4000, height: 3000 }));
    const image = page.locator('[data-tt="image"] img');
    await expect(image).toBeVisible();
    const width = () => image.evaluate((element: HTMLImageElement) => element.naturalWidth);
    await expect.poll(width).toBeGreaterThan(0);
    expect(await width()).toBeLessThan(4000);
  } finally {
    await server.close();
    await rm(dir, { recursive: true });
  }
});
