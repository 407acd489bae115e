import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from './demo.ts';
import { photos } from './photos.ts';

test('a whole folder can be dropped, with the folders in it', async ({ demo, page }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tintype-holiday-'));
  try {
    mkdirSync(path.join(folder, 'second day'));
    copyFileSync(photos.flower, path.join(folder, 'garden.jpg'));
    copyFileSync(photos.starfish, path.join(folder, 'second day', 'quay.jpg'));
    const box = await demo.dropzone.boundingBox();
    if (!box) throw new Error('The dropzone is not on the screen.');
    const session = await page.context().newCDPSession(page);
    const point = { x: box.x + box.width / 2, y: box.y + 40 };
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, ...point, data });
    }
    await expect(demo.item('garden.jpg')).toHaveAttribute('data-status', 'done');
    await expect(demo.item('quay.jpg')).toHaveAttribute('data-status', 'done');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a caption travels with its picture, and is changed when it is stored', async ({
  demo,
  page,
}) => {
  await demo.choose([photos.flower]);
  const item = demo.item('short-ascii-MM.jpg');
  await expect(item).toHaveAttribute('data-status', 'done');
  await item.getByRole('button', { name: 'Caption and description of short-ascii-MM.jpg' }).click();
  await page.getByRole('textbox', { name: 'Caption' }).fill('In the garden');
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'PATCH'),
    page.keyboard.press('Enter'),
  ]);
  expect((await answer.json()).result.meta).toEqual({ caption: 'In the garden' });
  await expect(item).toContainText('Saved');
});

test('the camera takes a photo that is uploaded', async ({ demo, page }) => {
  await page.getByRole('button', { name: 'Take a photo' }).click();
  await page.getByRole('button', { name: 'Take photo' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: 'Take a photo' })).toBeFocused();
  await expect(demo.item('photo-')).toHaveAttribute('data-status', 'done');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('everything fits, is large enough for fingers, and two pictures of one name are two', async ({
    demo,
    page,
  }) => {
    const file = { name: 'phone.jpg', mimeType: 'image/jpeg', buffer: readFileSync(photos.flower) };
    await demo.choose([file, file]);
    await expect(page.locator('[data-tt="item"][data-status="done"]')).toHaveCount(2);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    for (const button of await demo.dropzone.getByRole('button').all()) {
      const box = await button.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    }
  });
});
