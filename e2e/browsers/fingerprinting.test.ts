import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFirefox } from '../../scripts/firefox.ts';
import type { Trial, TrialResult } from '../../scripts/try-files/page.ts';
import { serveTryPage, type TryPage } from '../../scripts/try-files/serve.ts';
import { ENGINES } from './engines.ts';
import { startWithPuppeteer } from './puppeteer-browser.ts';
import type { Browser } from './tab.ts';

const SIZE = { width: 640, height: 480 };
const STRIPE = 40;

/** Stripes, which noise would not look like. */
async function stripes(): Promise<Buffer> {
  const { width, height } = SIZE;
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    const isRed = Math.floor((at % width) / STRIPE) % 2 === 0;
    pixels.set(isRed ? [200, 30, 30] : [30, 30, 200], at * 3);
  }
  return sharp(pixels, { raw: { ...SIZE, channels: 3 } })
    .withExif({ IFD0: { Artist: 'Wilhelmina Nobody' } })
    .jpeg({ quality: 95 })
    .toBuffer();
}

let page: TryPage;
let browser: Browser;

beforeAll(async () => {
  page = await serveTryPage();
});
afterAll(() => page?.close());

async function tryStripes(
  options: Trial['options'],
): Promise<TrialResult & { sent: Buffer | null }> {
  page.files.set('stripes', await stripes());
  page.received.delete('stripes');
  await browser.tab.goTo(page.origin);
  await expect.poll(() => browser.tab.run(() => 'tryFile' in window, undefined)).toBe(true);
  const result = await browser.tab.run<TrialResult, Trial>((trial) => window.tryFile(trial), {
    file: '/files/stripes',
    endpoint: '/sent/stripes',
    name: 'stripes.jpg',
    options,
    compare: false,
  });
  const sent = page.received.get('stripes');
  return { ...result, sent: sent ? Buffer.from(await sent.arrayBuffer()) : null };
}

/** Whether an image shows the stripes. */
async function showsStripes(image: Buffer | null): Promise<boolean> {
  if (!image) return false;
  const { data, info } = await sharp(image)
    .resize(SIZE.width / STRIPE, 1, { fit: 'fill' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Array.from({ length: info.width }, (_, n) => {
    const [red = 0, , blue = 0] = data.subarray(3 * n, 3 * n + 3);
    return n % 2 === 0 ? red > blue + 60 : blue > red + 60;
  }).every(Boolean);
}

describe('where a browser resists fingerprinting', () => {
  beforeAll(async () => {
    browser = await startWithPuppeteer({
      browser: 'firefox',
      executablePath: findFirefox(),
      extraPrefsFirefox: { 'privacy.resistFingerprinting': true },
    });
  });
  afterAll(() => browser?.close());

  it.each([
    ['as it is', {}],
    ['where it should be shrunk', { prepare: { maxSide: 200 } }],
    ['where it should be another type', { prepare: { convert: 'image/webp' } }],
    ['where it should have a ThumbHash', { prepare: { thumbHash: true } }],
  ] as const)('sends an image and never its noise: %s', async (_, options) => {
    const result = await tryStripes(options);
    expect(result).toMatchObject({ status: 'done', prepared: 'rebuilt', hasPreview: true });
    expect(await showsStripes(result.sent)).toBe(true);
    expect(await sharp(result.sent ?? '').metadata()).toMatchObject({ ...SIZE, format: 'jpeg' });
    expect(result.sent?.includes('Nobody')).toBe(false);
  });

  it('refuses what is over a limit, since it cannot be shrunk', async () => {
    const result = await tryStripes({ prepare: { maxSide: 200 }, maxDimension: 600 });
    expect(result).toMatchObject({ status: 'rejected', code: 'dimensions-too-large', sent: null });
  });
});

describe.each(ENGINES.filter(({ phone }) => !phone))('in $name as it comes', ({ start }) => {
  beforeAll(async () => {
    browser = await start();
  });
  afterAll(() => browser?.close());

  it('images are shrunk', async () => {
    const result = await tryStripes({ prepare: { maxSide: 200 } });
    expect(result).toMatchObject({ status: 'done', prepared: 'encoded' });
    expect((await sharp(result.sent ?? '').metadata()).width).toBeLessThanOrEqual(200);
    expect(await showsStripes(result.sent)).toBe(true);
  });
});
