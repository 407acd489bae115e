import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it, onTestFinished } from 'vitest';
import type { StormOptions } from './page/storm-page.ts';
import { stormPicture } from './storm-picture.ts';
import { countKept, keepStormSite } from './storm-site.ts';
import { digest, startStormStack } from './storm-stack.ts';

// `pnpm storm` sends more, and takes any seed.
const FILES = Number(process.env.STORM_FILES ?? 75);
const SEED = Number(process.env.STORM_SEED ?? 20_261_124);
const SHARE = 0.3;
const RELOADS = 5;
const KILLS = 2;
const DOWN_FOR = 300;
const PATIENCE = 60_000 + FILES * 300;

const require = createRequire(import.meta.url);
const photo = readFileSync(require.resolve('exif/test/test2.jpg'));

const site = keepStormSite();

it.each<[string, Pick<StormOptions, 'mode' | 'requireSignedURLs'>]>([
  ['public pictures', {}],
  ['private pictures', { requireSignedURLs: true }],
  ['direct uploads', { mode: 'direct' }],
])(
  `stores each of ${FILES} %s once, byte by byte, while 30 % of requests go wrong, the server is killed ${KILLS} times and the page reloaded ${RELOADS} times (STORM_SEED=${SEED})`,
  async (_, way) => {
    const { server, proxy, endpoint, images } = await startStormStack({ seed: SEED, share: SHARE });
    const page = await (await site.browser.newContext()).newPage();
    onTestFinished(() => page.context().close());
    const options = { ...way, endpoint, user: randomUUID() };

    await site.open(page, options);
    await page.evaluate(([bytes, seed, files]) => window.storm.add(bytes, seed, files), [
      [...photo],
      SEED,
      FILES,
    ] as const);
    // Blows fall when so many pictures are stored: kills between reloads.
    const blows = Array.from({ length: RELOADS + KILLS }, (_, index) => {
      return { at: (FILES * (index + 1)) / (RELOADS + KILLS + 1), isKill: index % 3 === 1 };
    });
    for (const { at, isKill } of blows) {
      await expect
        .poll(async () => (await images.ids()).length, { timeout: PATIENCE, interval: 30 })
        .toBeGreaterThanOrEqual(at);
      if (isKill) {
        await server.kill();
        await new Promise((resolve) => setTimeout(resolve, DOWN_FOR));
        await server.start();
      } else {
        await site.open(page, options);
      }
    }
    const outcome = async () => ({
      kept: await countKept(page),
      ...(await page.evaluate(() => window.storm.report())),
    });
    await expect
      .poll(outcome, { timeout: PATIENCE, interval: 100 })
      .toMatchObject({ kept: 0, status: 'idle', warning: null, failed: [] });
    // What was given up may still arrive.
    await new Promise((resolve) => setTimeout(resolve, 500));

    const stored = await Promise.all((await images.ids()).map(images.digestOf));
    const sent = Array.from({ length: FILES }, (_, index) =>
      digest(stormPicture(photo, SEED, index)),
    );
    expect(stored).toHaveLength(FILES);
    expect(new Set(stored)).toEqual(new Set(sent));
    expect([...proxy.struck.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  },
  900_000,
);
