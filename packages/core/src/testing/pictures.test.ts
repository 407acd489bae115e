import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { bytesOf, sharp } from '../../test/pictures-with-metadata.ts';
import { readHeader } from '../formats/header.ts';
import { stripMetadata } from '../formats/strip-metadata.ts';
import { createGIF } from './gif.ts';
import { createHEIC } from './heic.ts';
import { createJPEG } from './jpeg.ts';
import { createPNG } from './png.ts';
import { createSVG } from './svg.ts';
import { createWebP } from './webp.ts';

const require = createRequire(import.meta.url);
const exifParser = require('exif-parser');

const FACTORIES = {
  JPEG: createJPEG,
  PNG: createPNG,
  WebP: createWebP,
  GIF: createGIF,
  SVG: createSVG,
};
const SIZES = [
  [1, 1],
  [64, 48],
  [333, 17],
  [7, 1201],
] as const;

/** The colour in the middle, as sharp decodes it. */
async function colourOf(file: File): Promise<number[]> {
  const picture = sharp(await bytesOf(file), { failOn: 'warning' });
  const { width, height } = await picture.metadata();
  const spot = { left: Math.floor(width / 2), top: Math.floor(height / 2), width: 1, height: 1 };
  const pixel = await picture.extract(spot).toColourspace('srgb').raw().toBuffer();
  return [...pixel.subarray(0, 3)];
}

function expectNear(actual: readonly number[], expected: readonly number[]): void {
  actual.forEach((value, n) => {
    expect(Math.abs(value - (expected[n] ?? 0)), `${actual}`).toBeLessThanOrEqual(2);
  });
}

describe.each(Object.entries(FACTORIES))('a %s', (_, create) => {
  it.each(SIZES)('of %i × %i pixels decodes to its size and colour', async (width, height) => {
    const color = [200, 30, 90] as const;
    const file = create({ width, height, color });
    const header = await sharp(await bytesOf(file)).metadata();
    expect(header).toMatchObject({ width, height });
    expectNear(await colourOf(file), color);
    if (file.type === 'image/svg+xml') return;
    expect(await readHeader(file)).toMatchObject({ mediaType: file.type, width, height });
  });

  it('has the size in bytes that is wanted, and decodes all the same', async () => {
    const file = create({ size: 100_000 });
    expect(file.size).toBe(100_000);
    if (file.type === 'image/svg+xml') return;
    expectNear(await colourOf(file), [70, 110, 160]);
  });

  it('cannot have sides and colours that are none', () => {
    expect(() => create({ width: 0 })).toThrow('width must be a whole number');
    expect(() => create({ height: 1.5 })).toThrow('height must be a whole number');
    expect(() => create({ color: [0, 0, 300] })).toThrow('color must be three numbers');
  });
});

describe('every colour of a JPEG', () => {
  it.each([
    [0, 0, 0],
    [255, 255, 255],
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [128, 128, 128],
    [1, 254, 127],
  ] as const)('%i %i %i is decoded as it is', async (...color) => {
    // One block alone, and several.
    for (const width of [8, 100]) {
      expectNear(await colourOf(createJPEG({ width, height: 8, color })), color);
    }
  });
});

describe('what a camera says', () => {
  const gps = { latitude: -33.8568, longitude: 151.2153 };
  const FORMATS = { JPEG: createJPEG, PNG: createPNG, WebP: createWebP };

  it.each([
    ['JPEG', createJPEG],
    ['PNG', createPNG],
  ])('turns a %s', async (_, create) => {
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8] as const) {
      const file = create({ width: 40, height: 30, orientation });
      expect(await readHeader(file)).toMatchObject({ width: 40, height: 30, orientation });
      const upright = await sharp(await bytesOf(file))
        .autoOrient()
        .toBuffer({ resolveWithObject: true });
      expect(upright.info).toMatchObject({ width: 40, height: 30 });
    }
  });

  it('does not turn a WebP, as no browser does', async () => {
    const file = createWebP({ width: 40, height: 30, orientation: 6 });
    expect(await readHeader(file)).toMatchObject({ width: 40, height: 30, orientation: 1 });
    expect(await sharp(await bytesOf(file)).metadata()).toMatchObject({
      width: 40,
      orientation: 6,
    });
  });

  it.each(Object.entries(FORMATS))('can be stripped of a %s', async (_, create) => {
    const file = create({ gps, artist: 'Wilhelmina Nobody', orientation: 6 });
    expect((await bytesOf(file)).includes('Wilhelmina')).toBe(true);
    expect((await readHeader(file))?.metadata).toContain('exif');
    const bare = await stripMetadata(file, file.type, 'all');
    expect((await bytesOf(bare)).includes('Wilhelmina')).toBe(false);
    expect((await readHeader(bare))?.orientation).toBe((await readHeader(file))?.orientation);
  });

  it('is a place that other readers find', async () => {
    const tags = exifParser.create(await bytesOf(createJPEG({ gps, artist: 'Ann' }))).parse().tags;
    expect(tags.Artist).toBe('Ann');
    expect(tags.GPSLatitude).toBeCloseTo(gps.latitude, 4);
    expect(tags.GPSLongitude).toBeCloseTo(gps.longitude, 4);
  });

  it('is a thumbnail, which decodes', async () => {
    for (const more of [{}, { gps, artist: 'Ann', orientation: 8 as const }]) {
      const file = createJPEG({ thumbnail: true, ...more });
      const place = (await readHeader(file))?.thumbnail;
      const thumbnail = file.slice(place?.start, place?.end);
      const facts = await sharp(await bytesOf(thumbnail)).metadata();
      expect(facts).toMatchObject({ format: 'jpeg', width: 16, height: 12 });
      expectNear(await colourOf(file), [70, 110, 160]);
    }
  });

  it('is whatever block a test brings itself', async () => {
    const exif = new TextEncoder().encode('MM\0*\0\0\0\x08\0\0\0\0\0\0and more');
    const file = createJPEG({ exif });
    expect((await bytesOf(file)).includes('and more')).toBe(true);
  });
});

describe('animations', () => {
  it.each([
    ['GIF', createGIF],
    ['WebP', createWebP],
  ])('of %s have as many pictures as are wanted', async (_, create) => {
    const file = create({ frames: 4, width: 20, height: 10 });
    expect(await readHeader(file)).toMatchObject({ frames: 4, width: 20, height: 10 });
    const facts = await sharp(await bytesOf(file), { animated: true }).metadata();
    expect(facts).toMatchObject({ pages: 4, width: 20, height: 40, pageHeight: 10 });
    await sharp(await bytesOf(file), { animated: true })
      .raw()
      .toBuffer();
  });
});

describe('transparency', () => {
  it.each([
    ['PNG', createPNG],
    ['WebP', createWebP],
  ])('of a %s is there if it is wanted', async (_, create) => {
    expect((await readHeader(create()))?.hasAlpha).toBe(false);
    const file = create({ transparent: true });
    expect((await readHeader(file))?.hasAlpha).toBe(true);
    const pixels = await sharp(await bytesOf(file))
      .ensureAlpha()
      .raw()
      .toBuffer();
    expect(pixels[3]).toBe(128);
  });
});

it('a HEIC says what it is, and where it was taken', async () => {
  const file = createHEIC({ name: 'IMG_1.HEIC' });
  expect(file).toMatchObject({ name: 'IMG_1.HEIC', type: 'image/heic' });
  expect(await readHeader(file)).toMatchObject({ mediaType: 'image/heic', width: 64, height: 48 });
  expect((await bytesOf(file)).includes('Jane Doe')).toBe(true);
});

it('files are the same in each run', async () => {
  const [one, other] = [createJPEG({ name: 'a.jpg' }), createJPEG({ name: 'a.jpg' })];
  expect(one.lastModified).toBe(other.lastModified);
  expect(await bytesOf(one)).toEqual(await bytesOf(other));
});
