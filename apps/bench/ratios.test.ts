// Holds our own speed by ratios: ours and a baseline take turns on the same machine at the same time, and
// only how they compare is judged. The bounds leave room for machines that are busy with other tests.
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBrowser, launchArguments } from '../../scripts/browser.ts';
import { bundlePage } from './src/bundle.ts';
import { cameraPhotos, smallPhotos } from './src/photos.ts';
import { openSite, type Site } from './src/site.ts';
import { summarize } from './src/statistics.ts';
import { type Run, runUpload } from './src/upload-run.ts';

interface Comparison {
  baseline: string;
  count: number;
  previews: boolean;
  rounds: number;
}

let browser: Browser;
let site: Site;

beforeAll(async () => {
  for (const name of ['bare', 'handwritten', 'tintype']) {
    await bundlePage(`uploads/${name}`, { fromSource: true });
  }
  browser = await chromium.launch({ executablePath: findBrowser(), args: launchArguments() });
  site = await openSite();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** The median of what ours took, divided by that of the baseline. */
async function compare({
  baseline,
  rounds,
  ...rest
}: Comparison): Promise<Record<keyof Run, number>> {
  const once = (name: string) => runUpload({ browser, site, name, ...rest });
  // The first page of a browser is slower, whoever's it is.
  await once(baseline);
  const pairs: [Run, Run][] = [];
  for (let round = 0; round < rounds; round++) {
    const even = round % 2 === 0;
    const first = await once(even ? 'tintype' : baseline);
    const second = await once(even ? baseline : 'tintype');
    pairs.push(even ? [first, second] : [second, first]);
  }
  const ratioOf = (key: keyof Run) =>
    summarize(pairs.map(([ours]) => ours[key])).median /
    summarize(pairs.map(([, theirs]) => theirs[key])).median;
  const ratios = { wall: ratioOf('wall'), busy: ratioOf('busy'), blocked: 0, memory: 0 };
  console.log(
    `of ${baseline}: time ${ratios.wall.toFixed(2)}, main thread ${ratios.busy.toFixed(2)}`,
  );
  return ratios;
}

it('a queue with a row for each file keeps its distance to XMLHttpRequest alone', async () => {
  site.files = await smallPhotos(5);
  const ratios = await compare({ baseline: 'bare', count: 100, previews: false, rounds: 3 });
  expect(ratios.wall).toBeLessThan(3);
  expect(ratios.busy).toBeLessThan(6);
}, 240_000);

it('previews of camera photos are there sooner than the photos themselves', async () => {
  site.files = await cameraPhotos(1);
  const ratios = await compare({ baseline: 'handwritten', count: 6, previews: true, rounds: 3 });
  expect(ratios.wall).toBeLessThan(1);
}, 240_000);
