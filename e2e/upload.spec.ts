import { readFileSync } from 'node:fs';
import type { Request, Response } from '@playwright/test';
import { Demo, expect, test } from './demo.ts';
import { photos } from './photos.ts';

test('photos that are chosen go up and appear in the gallery in their variants', async ({
  demo,
}) => {
  await demo.choose([photos.sony, photos.flower, photos.starfish]);
  for (const name of ['sony-alpha-6000.jpg', 'short-ascii-MM.jpg', 'starfish.jpg']) {
    await expect(demo.item(name)).toHaveAttribute('data-status', 'done');
  }
  const stored = demo.stored('sony-alpha-6000.jpg').first();
  const image = stored.getByRole('img');
  for (const [variant, width] of [
    ['public', 1152],
    ['original', 6000],
  ] as const) {
    await stored.getByRole('radio', { name: variant, exact: true }).check();
    await expect(image).toHaveAttribute('data-variant', variant);
    await expect
      .poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth))
      .toBe(width);
  }
  for (const variant of ['thumbnail', 'hero']) {
    await stored.getByRole('radio', { name: variant, exact: true }).check();
    await expect
      .poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth))
      .toBeGreaterThan(100);
  }
});

test('photos with an EXIF orientation stand the right way up in every variant', async ({
  demo,
}) => {
  await demo.choose([photos.sideways, photos.mirrored]);
  // Both are drawn 480 wide and 640 high once they are turned.
  for (const name of ['right.jpg', 'down-mirrored.jpg']) {
    await expect(demo.item(name)).toHaveAttribute('data-status', 'done');
    const stored = demo.stored(name).first();
    for (const variant of ['public', 'thumbnail', 'hero', 'original']) {
      await stored.getByRole('radio', { name: variant, exact: true }).check();
      const image = stored.getByRole('img');
      await expect(image).toHaveAttribute('data-variant', variant);
      await expect
        .poll(() =>
          image.evaluate((img: HTMLImageElement) => img.naturalHeight / (img.naturalWidth || 1)),
        )
        .toBeCloseTo(640 / 480, 1);
    }
  }
});

test('photos can be dropped', async ({ demo, page }) => {
  const bytes = readFileSync(photos.flower).toString('base64');
  const dataTransfer = await page.evaluateHandle(async (base64) => {
    const response = await fetch(`data:image/jpeg;base64,${base64}`);
    const transfer = new DataTransfer();
    transfer.items.add(new File([await response.blob()], 'dropped.jpg', { type: 'image/jpeg' }));
    return transfer;
  }, bytes);
  await demo.dropzone.dispatchEvent('dragenter', { dataTransfer });
  await expect(demo.dropzone).toContainText('Let go to add them');
  await demo.dropzone.dispatchEvent('drop', { dataTransfer });
  await expect(demo.item('dropped.jpg')).toHaveAttribute('data-status', 'done');
  await expect(demo.stored('dropped.jpg').first().getByRole('img')).toBeVisible();
});

test('photos can be pasted', async ({ demo, page }) => {
  const bytes = readFileSync(photos.flower).toString('base64');
  await page.getByRole('button', { name: 'Choose pictures' }).focus();
  await demo.dropzone.evaluate(async (zone, base64) => {
    const response = await fetch(`data:image/jpeg;base64,${base64}`);
    const clipboardData = new DataTransfer();
    clipboardData.items.add(
      new File([await response.blob()], 'pasted.jpg', { type: 'image/jpeg' }),
    );
    zone.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, clipboardData }));
  }, bytes);
  await expect(demo.item('pasted.jpg')).toHaveAttribute('data-status', 'done');
});

test.describe('over a slow connection', () => {
  test.beforeEach(async ({ demo, page }) => {
    const session = await page.context().newCDPSession(demo.page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 20,
      downloadThroughput: -1,
      uploadThroughput: 400_000,
    });
  });

  test('progress rises, and the upload can be canceled, tried again and removed', async ({
    demo,
  }) => {
    await demo.choose([photos.sony]);
    const item = demo.item('sony-alpha-6000.jpg');
    await expect(item).toHaveAttribute('data-status', 'uploading');
    const progress = item.getByRole('progressbar');
    const value = () => progress.evaluate((bar: HTMLProgressElement) => bar.value);
    await expect.poll(value).toBeGreaterThan(0.02);
    const early = await value();
    await expect.poll(value).toBeGreaterThan(early);

    await item.getByRole('button', { name: 'Cancel sony-alpha-6000.jpg' }).click();
    await expect(item).toHaveAttribute('data-status', 'canceled');
    await expect(item).toBeFocused();

    await item.getByRole('button', { name: 'Retry sony-alpha-6000.jpg' }).click();
    await expect(item).toHaveAttribute('data-status', 'uploading');
    await demo.page.getByRole('button', { name: 'Pause' }).click();
    await expect(item).toHaveAttribute('data-status', 'paused');
    await demo.page.getByRole('button', { name: 'Resume' }).click();
    await expect(item).toHaveAttribute('data-status', 'uploading');

    await item.getByRole('button', { name: 'Cancel sony-alpha-6000.jpg' }).click();
    await item.getByRole('button', { name: 'Remove sony-alpha-6000.jpg' }).click();
    await expect(item).toHaveCount(0);
    await expect(demo.page.getByRole('button', { name: 'Choose pictures' })).toBeFocused();
  });
});

test('what is not a picture that may come in is rejected with its reason', async ({ demo }) => {
  const png = Buffer.from(
    '89504e470d0a1a0a0000000d494844520000753000007530080200000000000000',
    'hex',
  );
  await demo.choose([
    { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('These are only words.') },
    { name: 'nothing.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) },
    { name: 'bomb.png', mimeType: 'image/png', buffer: png },
    {
      name: 'huge.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.concat([readFileSync(photos.flower), Buffer.alloc(11 * 1024 * 1024)]),
    },
  ]);
  for (const [name, reason] of [
    ['notes.jpg', 'its contents are not those of a picture'],
    ['nothing.jpg', 'nothing.jpg is empty'],
    ['bomb.png', '30000 × 30000 pixels; no side may be over 12000'],
    ['huge.jpg', 'the limit is 10 MB'],
  ] as const) {
    await expect(demo.item(name)).toHaveAttribute('data-status', 'rejected');
    await expect(demo.item(name)).toContainText(reason);
  }
});

test('half a photo is stored as browsers show it', async ({ demo }) => {
  const whole = readFileSync(photos.starfish);
  const buffer = whole.subarray(0, Math.floor(whole.length / 2));
  await demo.choose([{ name: 'torn.jpg', mimeType: 'image/jpeg', buffer }]);
  await expect(demo.item('torn.jpg')).toHaveAttribute('data-status', 'done');
});

/** What was received, and nothing of what the page itself gave up, as StrictMode does with first queries. */
async function textOf(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    if (response.request().failure()?.errorText === 'net::ERR_ABORTED') return '';
    throw error;
  }
}

test('the browser never sends or receives the token or the account id', async ({ demo, page }) => {
  const seen: string[] = [];
  const look = async (request: Request) => {
    seen.push(request.url(), JSON.stringify(await request.allHeaders()));
    const body = request.postDataBuffer();
    if (body) seen.push(body.toString('latin1'));
    const response = await request.response();
    if (!response) return;
    seen.push(JSON.stringify(await response.allHeaders()));
    if (response.url().includes('/api/images')) seen.push(await textOf(response));
  };
  const looks: Promise<void>[] = [];
  const listen = (request: Request) => void looks.push(look(request));
  page.context().on('request', listen);
  await demo.choose([photos.flower]);
  await expect(demo.item('short-ascii-MM.jpg')).toHaveAttribute('data-status', 'done');
  // Another page, and not the same once more: answers cannot be read when theirs has gone.
  const again = new Demo(await page.context().newPage());
  await again.open();
  await expect(again.stored('short-ascii-MM.jpg').first().getByRole('img')).toBeVisible();
  // What is asked for later would still be looked at when the test is over.
  page.context().off('request', listen);
  await Promise.all(looks);

  const all = seen.join('\n');
  expect(all).toContain('/api/images');
  expect(all).not.toMatch(/bearer/i);
  expect(all).not.toMatch(/\/accounts\//);
});

test('two photos with the same name and size are two pictures', async ({ demo, page }) => {
  const file = { name: 'image.jpg', mimeType: 'image/jpeg', buffer: readFileSync(photos.flower) };
  await demo.choose([file, file]);
  await expect(page.locator('[data-tt="item"][data-status="done"]')).toHaveCount(2);
  await page.reload();
  await expect(demo.stored('image.jpg')).toHaveCount(2);
});
