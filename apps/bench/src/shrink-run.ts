import type { Browser } from 'playwright';
import { watchMemory } from './memory.ts';
import type { Site } from './site.ts';

/** What one shrinker did, once: milliseconds, megabytes, and kilobytes of a picture. */
export interface ShrinkRun {
  wall: number;
  blocked: number;
  memory: number;
  kilobytes: number;
}

export interface ShrinkRunOptions {
  browser: Browser;
  site: Site;
  /** A page of `pages/shrink`. */
  name: string;
  count: number;
}

const SIDE = 2048;
// Some stop a little below, where it is half of the photo.
const SMALLEST_SIDE = 0.95 * SIDE;
const QUALITY = 0.8;
const AT_ONCE = 4;

/** @throws Error when a picture has another size than was asked for. */
export async function runShrink({
  browser,
  site,
  name,
  count,
}: ShrinkRunOptions): Promise<ShrinkRun> {
  const page = await browser.newPage();
  try {
    await page.goto(`${site.origin}/shrink/${name}/`);
    await page.waitForFunction(() => 'shrink' in window);
    await page.evaluate(
      async ({ count, different }) => {
        const blobs = await Promise.all(
          Array.from({ length: different }, async (_, n) => (await fetch(`/files/${n}`)).blob()),
        );
        window.chosen = Array.from({ length: count }, (_, n) => {
          const content = blobs[n % different] as Blob;
          return new File([content], `photo-${n}.jpg`, { type: 'image/jpeg' });
        });
      },
      { count, different: site.files.length },
    );
    const memory = await watchMemory(browser);
    const { side, ...run } = await page.evaluate(shrinkAll, {
      side: SIDE,
      quality: QUALITY,
      atOnce: AT_ONCE,
    });
    if (side > SIDE || side < SMALLEST_SIDE)
      throw new Error(`${name} made pictures of ${side} px.`);
    return { ...run, memory: memory.stop() };
  } finally {
    await page.close();
  }
}

/** Runs in the page. */
async function shrinkAll(settings: { side: number; quality: number; atOnce: number }) {
  let blocked = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) blocked += duration - 50;
  }).observe({ type: 'longtask' });
  const queue = [...window.chosen];
  const made: Blob[] = [];
  const lane = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      made.push(await window.shrink(file, settings.side, settings.quality));
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: settings.atOnce }, lane));
  const wall = performance.now() - began;
  await new Promise((resolve) => setTimeout(resolve, 100));
  const { width, height } = await createImageBitmap(made[0] as Blob);
  const bytes = made.reduce((sum, { size }) => sum + size, 0);
  return { wall, blocked, kilobytes: bytes / 1024 / made.length, side: Math.max(width, height) };
}
