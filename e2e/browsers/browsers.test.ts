import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { photos } from '../photos.ts';
import { deleteStoredPictures } from '../stored-pictures.ts';
import { type DemoProcess, startDemo } from './demo-process.ts';
import { ENGINES } from './engines.ts';
import { type HeldNetwork, startHeldNetwork } from './held-network.ts';
import { collectProgress, readOverflow, readTargets } from './readings.ts';
import type { Browser } from './tab.ts';
import { patient, Visitor } from './visitor.ts';

interface ExifParser {
  create(bytes: Buffer): { parse(): { tags?: Record<string, unknown> } };
}
const exifParser: ExifParser = createRequire(import.meta.url)('exif-parser');

let demo: DemoProcess;
let network: HeldNetwork;
const album = mkdtempSync(path.join(tmpdir(), 'tintype-album-'));

beforeAll(async () => {
  demo = await startDemo('--built');
  network = await startHeldNetwork(demo.port);
});
afterAll(async () => {
  await network?.close();
  await demo?.stop();
  rmSync(album, { recursive: true });
});

/** A photo under a name of its own, so that each test finds its picture among all that are stored. */
let copies = 0;
function photo(kind: keyof typeof photos): string {
  copies += 1;
  const file = path.join(album, `${kind}-${copies}.jpg`);
  copyFileSync(photos[kind], file);
  return file;
}

const UPRIGHT = 640 / 480;

describe.each(ENGINES)('in $name', ({ start, phone }) => {
  let browser: Browser;
  let visitor: Visitor;

  beforeAll(async () => {
    browser = await start();
    visitor = new Visitor(browser.tab, network.origin);
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    await deleteStoredPictures(network.origin);
    await fetch(`${network.origin}/api/playground/state`, { method: 'PUT', body: '{"faults":[]}' });
  });
  afterEach(async () => {
    network.release();
    expect(await browser.tab.run(() => window.pageErrors, undefined)).toEqual([]);
  });

  describe('on the page of the components', () => {
    beforeEach(() => visitor.open());

    it('photos that are chosen go up, and the gallery shows each of their variants', async () => {
      const files = [photo('flower'), photo('starfish')];
      await visitor.choose(...files);
      for (const name of files.map((file) => path.basename(file))) {
        await visitor.expectStatus(name, 'done');
        await visitor.preview(name);
        await visitor.expectStoredOnce(name);
        const [stored] = await visitor.stored(name);
        expect(stored?.variants.toSorted()).toEqual(['hero', 'original', 'public', 'thumbnail']);
        for (const variant of stored?.variants ?? []) await visitor.show(name, variant);
      }
    });

    it('photos that are dropped go up', async () => {
      const file = photo('flower');
      expect(await visitor.drop(file)).toContain('Let go to add them');
      await visitor.expectStatus(path.basename(file), 'done');
      await visitor.expectStoredOnce(path.basename(file));
    });

    it('photos that are pasted go up', async () => {
      const file = photo('flower');
      await visitor.paste(file);
      await visitor.expectStatus(path.basename(file), 'done');
      await visitor.expectStoredOnce(path.basename(file));
    });

    it('photos that lie on their side stand upright, as a preview and in the gallery', async () => {
      const files = [photo('sideways'), photo('mirrored')];
      await visitor.choose(...files);
      const names = files.map((file) => path.basename(file));
      // Each that comes moves those before it, and what is pressed just then is another place.
      for (const name of names) await visitor.expectStatus(name, 'done');
      for (const name of names) {
        const { height, width } = await visitor.preview(name);
        expect(height / width).toBeCloseTo(UPRIGHT, 1);
        for (const variant of ['public', 'original']) {
          const { pixels } = await visitor.show(name, variant);
          expect((pixels?.height ?? 0) / (pixels?.width ?? 1)).toBeCloseTo(UPRIGHT, 1);
        }
      }
    });

    it('where a photo was taken does not leave the device', async () => {
      const file = photo('starfish');
      expect(locationIn(file)).toEqual(['GPSLatitude', 'GPSLongitude']);
      const originals = path.join(demo.dir, 'originals');
      const before = new Set(readdirSync(originals));
      await visitor.choose(file);
      await visitor.expectStatus(path.basename(file), 'done');
      const keys = readdirSync(originals).filter((key) => !before.has(key));
      expect(keys).not.toEqual([]);
      for (const key of keys) {
        const stored = path.join(originals, key);
        expect(locationIn(stored)).toEqual([]);
        expect(readFileSync(stored).includes('Nokia')).toBe(false);
      }
      expect(readFileSync(file).includes('Nokia')).toBe(true);
    });

    it('progress is what has been sent, and all of it only when the picture is stored', async () => {
      const file = photo('sony');
      await browser.tab.run(collectProgress, undefined);
      network.hold();
      await visitor.choose(file);
      const seen = () => browser.tab.run(() => window.progressSeen ?? [], undefined);
      await expect.poll(async () => Math.max(...(await seen())), patient).toBeGreaterThan(0);
      const name = path.basename(file);
      expect((await visitor.listed(name))?.status).toBe('uploading');
      network.release();
      await visitor.expectStatus(name, 'done');
      const values = await seen();
      expect(values.filter((value) => value > 0 && value < 1)).not.toEqual([]);
      expect(Math.max(...values)).toBeLessThanOrEqual(1);
      expect(values.toSorted((a, b) => a - b)).toEqual(values);
      await visitor.expectStoredOnce(name);
    });

    it('an upload that is under way can be canceled, and started again', async () => {
      const file = photo('sony');
      const name = path.basename(file);
      network.hold();
      await visitor.choose(file);
      await visitor.expectStatus(name, 'uploading');
      await visitor.press(`Cancel ${name}`);
      await visitor.expectStatus(name, 'canceled');
      network.release();
      expect(await visitor.stored(name)).toEqual([]);
      await visitor.press(`Retry ${name}`);
      await visitor.expectStatus(name, 'done');
      await visitor.expectStoredOnce(name);
      await visitor.press(`Remove ${name}`);
      await expect.poll(() => visitor.listed(name), patient).toBeNull();
    });

    it('what is under way goes on after a reload, and nothing is lost or stored twice', async () => {
      const files = [photo('sony'), photo('starfish')];
      const names = files.map((file) => path.basename(file));
      network.hold();
      await visitor.choose(...files);
      for (const name of names) await visitor.expectStatus(name, /uploading|processing/);
      await visitor.reload();
      for (const name of names) await visitor.expectStatus(name, /queued|uploading|processing/);
      network.release();
      for (const name of names) {
        await visitor.expectStatus(name, 'done');
        await visitor.expectStoredOnce(name);
      }
    });

    if (!phone) return;

    it('everything fits on a phone, and is large enough for fingers', async () => {
      const hand = await browser.tab.run(
        () => ({
          fingers: navigator.maxTouchPoints > 0 && matchMedia('(pointer: coarse)').matches,
          density: devicePixelRatio,
          width: innerWidth,
        }),
        undefined,
      );
      expect(hand).toEqual({ fingers: true, density: 3, width: 390 });
      const file = photo('flower');
      await visitor.choose(file);
      await visitor.expectStatus(path.basename(file), 'done');
      for (const page of ['/', '/headless', '/form', '/private', '/playground']) {
        if (page !== '/') await visitor.open(page);
        expect(await browser.tab.run(readOverflow, undefined), page).toBe(0);
        const targets = await browser.tab.run(readTargets, undefined);
        expect(targets).not.toEqual([]);
        // WCAG 2.2, 2.5.8.
        expect(
          targets.filter(({ width, height }) => Math.min(width, height) < 24),
          page,
        ).toEqual([]);
      }
    });
  });

  describe('on the playground', () => {
    beforeEach(() => visitor.open('/playground'));

    it('a picture that fails says why, and goes up when the network is back', async () => {
      const file = photo('flower');
      const name = path.basename(file);
      await visitor.turn('Offline', true);
      await visitor.choose(file);
      await visitor.expectStatus(name, 'retrying');
      expect((await visitor.listed(name))?.text).toContain('connection');
      await visitor.turn('Offline', false);
      await visitor.retryUntilDone(name);
      await visitor.expectText('All are there, each of them once.');
      await visitor.press('Start over');
    });

    it('a picture whose answer was lost is found, and not stored twice', async () => {
      const file = photo('flower');
      await visitor.turn('Cut after storing', true);
      await visitor.choose(file);
      await visitor.expectStatus(path.basename(file), 'done');
      await visitor.expectText('All are there, each of them once.');
      await visitor.press('Start over');
    });
  });
});

function locationIn(file: string): string[] {
  const { tags } = exifParser.create(readFileSync(file)).parse();
  return ['GPSLatitude', 'GPSLongitude'].filter((tag) => tags?.[tag] !== undefined);
}
