import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ALL_FORMATS, colourAt, get, quadrants, store, tell, urlOf } from '../../test/delivered.ts';
import { filesOf, photo, type RunningServer, runServer } from '../../test/running-server.ts';

async function makeVariant(server: RunningServer, id: string, options: object): Promise<void> {
  const all = { fit: 'scale-down', width: 100, height: 100, metadata: 'none', ...options };
  await tell(server, 'POST', '/v1/variants', { id, options: all });
}

async function sizeOf(bytes: Buffer): Promise<[number, number]> {
  const { width, height } = await sharp(bytes).metadata();
  return [width, height];
}

describe('fit', () => {
  it.each([
    // A picture of 400 × 200, which is larger, and one of 40 × 20, which is smaller.
    ['scale-down', [100, 50], [40, 20]],
    ['contain', [100, 50], [100, 50]],
    ['cover', [100, 100], [100, 100]],
    ['crop', [100, 100], [40, 20]],
    ['pad', [100, 100], [100, 100]],
  ] as const)(
    '%s makes %j of a larger picture and %j of a smaller one',
    async (fit, large, small) => {
      const server = await runServer();
      await makeVariant(server, 'square', { fit });
      for (const [picture, size] of [
        [await quadrants(400, 200), large],
        [await quadrants(40, 20), small],
      ] as const) {
        const { bytes } = await get(urlOf(server, await store(server, picture), 'square'));
        expect(await sizeOf(bytes)).toEqual(size);
      }
    },
  );

  it('cover crops the sides evenly, pad surrounds the whole with white', async () => {
    const server = await runServer();
    await makeVariant(server, 'cover', { fit: 'cover', width: 100, height: 200 });
    await makeVariant(server, 'pad', { fit: 'pad', width: 100, height: 200 });
    const black = sharp({ create: { width: 400, height: 200, channels: 3, background: '#000' } });
    const image = await store(server, await quadrants(400, 200));
    const covered = await get(urlOf(server, image, 'cover'));
    expect(await colourAt(covered.bytes, 0.02, 0.02)).toBe('red');
    expect(await colourAt(covered.bytes, 0.98, 0.02)).toBe('green');
    const dark = await store(server, await black.png().toBuffer());
    const padded = await get(urlOf(server, dark, 'pad'));
    expect(await colourAt(padded.bytes, 0.5, 0.05)).toBe('white');
    expect(await colourAt(padded.bytes, 0.5, 0.5)).toBe('black');
    expect(await colourAt(padded.bytes, 0.5, 0.95)).toBe('white');
  });
});

describe('metadata', () => {
  const ARTIST = 'Ada Lens';
  const signed = (): Promise<Buffer> =>
    sharp({ create: { width: 60, height: 40, channels: 3, background: '#456' } })
      .withExif({
        IFD0: { Artist: ARTIST, Copyright: '(c) 2026 Ada Lens', Model: 'Box Brownie' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' },
      })
      .jpeg()
      .toBuffer();

  it.each([
    ['keep', true, true],
    ['copyright', true, false],
    ['none', false, false],
  ])('%s of a JPEG: copyright %s, camera %s', async (metadata, copyright, camera) => {
    const server = await runServer();
    await makeVariant(server, 'small', { metadata });
    const { bytes } = await get(urlOf(server, await store(server, await signed()), 'small'));
    const exif = (await sharp(bytes).metadata()).exif?.toString('latin1') ?? '';
    expect(exif.includes('(c) 2026 Ada Lens')).toBe(copyright);
    expect(exif.includes(ARTIST)).toBe(copyright);
    expect(exif.includes('Box Brownie')).toBe(camera);
  });

  it('is never kept in WebP and AVIF', async () => {
    const server = await runServer();
    await makeVariant(server, 'small', { metadata: 'keep' });
    const url = urlOf(server, await store(server, await signed()), 'small');
    for (const Accept of ['image/webp', ALL_FORMATS]) {
      const { bytes } = await get(url, { headers: { Accept } });
      expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    }
  });

  it('that is kept does not turn the picture a second time', async () => {
    const server = await runServer();
    await makeVariant(server, 'kept', { metadata: 'keep', width: 480, height: 640 });
    const { bytes } = await get(urlOf(server, await store(server, photo('right.jpg')), 'kept'));
    const { width, height, orientation = 1, exif } = await sharp(bytes).metadata();
    expect([width, height, orientation]).toEqual([480, 640, 1]);
    expect(exif).toBeDefined();
  });
});

it('blurs all frames of an animation', async () => {
  const server = await runServer();
  await makeVariant(server, 'blurred', { blur: 40 });
  const frames = [await quadrants(80, 80), await quadrants(80, 80)];
  frames[1] = await sharp(frames[1]).flop().png().toBuffer();
  const gif = await sharp(frames, { join: { animated: true } })
    .gif({ delay: [50, 50] })
    .toBuffer();
  const image = await store(server, gif);
  const { bytes } = await get(urlOf(server, image, 'blurred'), {
    headers: { Accept: 'image/webp' },
  });
  expect(await sharp(bytes, { animated: true }).metadata()).toMatchObject({ pages: 2, width: 80 });
});

it('blurs', async () => {
  const server = await runServer();
  await makeVariant(server, 'blurred', { blur: 40 });
  await makeVariant(server, 'sharp', {});
  const image = await store(server, await quadrants(200, 200));
  const contrast = async (variant: string) => {
    const { bytes } = await get(urlOf(server, image, variant));
    const { channels } = await sharp(bytes).stats();
    return channels[0]?.stdev ?? 0;
  };
  expect(await contrast('blurred')).toBeLessThan((await contrast('sharp')) / 2);
});

it('lets browsers keep a picture for as long as its variant says, or else the account', async () => {
  const server = await runServer();
  await makeVariant(server, 'hour', { browser_ttl: 3600 });
  await makeVariant(server, 'plain', {});
  const image = await store(server, await quadrants(20, 20));
  const cachingOf = async (variant: string) =>
    (await get(urlOf(server, image, variant))).response.headers.get('cache-control');
  expect(await cachingOf('hour')).toBe('public, max-age=3600, stale-while-revalidate=7200');
  expect(await cachingOf('plain')).toBe('public, max-age=172800, stale-while-revalidate=7200');
  await tell(server, 'PATCH', '/v1/config', { browser_ttl: 86_400 });
  expect(await cachingOf('hour')).toBe('public, max-age=3600, stale-while-revalidate=7200');
  expect(await cachingOf('plain')).toBe('public, max-age=86400, stale-while-revalidate=7200');
});

it('renders a variant anew when its options change, under another ETag', async () => {
  const server = await runServer();
  await makeVariant(server, 'thing', { width: 50 });
  const url = urlOf(server, await store(server, await quadrants(200, 200)), 'thing');
  const before = await get(url);
  expect(await sizeOf(before.bytes)).toEqual([50, 50]);
  await tell(server, 'PATCH', '/v1/variants/thing', {
    options: { fit: 'scale-down', width: 80, height: 80, metadata: 'none' },
  });
  const etag = before.response.headers.get('etag') ?? '';
  const after = await get(url, { headers: { 'If-None-Match': etag } });
  expect(after.response.status).toBe(200);
  expect(await sizeOf(after.bytes)).toEqual([80, 80]);
});

it('shows a picture that was deleted and stored again under the same id as it is now', async () => {
  const server = await runServer();
  const first = await store(server, await quadrants(40, 20), { id: 'again' });
  const url = urlOf(server, first, 'public');
  const before = await get(url);
  await server.call('/v1/again', { method: 'DELETE' });
  expect((await get(url)).response.status).toBe(404);
  expect(filesOf(server.dir)).toHaveLength(0);
  await store(server, await quadrants(20, 40), { id: 'again' });
  const after = await get(url, {
    headers: { 'If-None-Match': before.response.headers.get('etag') ?? '' },
  });
  expect(await sizeOf(after.bytes)).toEqual([20, 40]);
});

it('leaves nothing of a picture that is deleted while it is rendered', async () => {
  const server = await runServer();
  const image = await store(server, photo('sony-alpha-6000.jpg'));
  const asked = [1, 2, 3].map((n) =>
    get(urlOf(server, image, 'hero'), { headers: { Accept: n === 1 ? 'image/webp' : '*/*' } }),
  );
  await server.call(`/v1/${image.id}`, { method: 'DELETE' });
  for (const { response } of await Promise.all(asked)) {
    expect([200, 404]).toContain(response.status);
  }
  expect((await get(urlOf(server, image, 'hero'))).response.status).toBe(404);
  expect(filesOf(server.dir)).toHaveLength(0);
});

it('gives a still WebP as JPEG or PNG to who cannot read WebP, and an animation as GIF', async () => {
  const server = await runServer();
  const still = (background: string) =>
    sharp({ create: { width: 30, height: 20, channels: 4, background } });
  const frames = await Promise.all(['#f00', '#00f'].map((c) => still(c).png().toBuffer()));
  const animation = sharp(frames, { join: { animated: true } }).webp({ delay: [80, 80] });
  for (const [picture, format] of [
    [await still('#f00').removeAlpha().webp().toBuffer(), 'jpeg'],
    [await still('#ff000080').webp().toBuffer(), 'png'],
    [await animation.toBuffer(), 'gif'],
  ] as const) {
    const { bytes } = await get(urlOf(server, await store(server, picture), 'public'));
    expect((await sharp(bytes).metadata()).format).toBe(format);
  }
});
