import sharp from 'sharp';
import { expect, it } from 'vitest';
import { ALL_FORMATS, colourAt, fixture, get, store, tell, urlOf } from '../../test/delivered.ts';
import { runServer } from '../../test/running-server.ts';

const QUADRANTS = fixture('quadrants.heic');
const TURNED = fixture('quadrants-turned.heic');

it.each([
  ['*/*', 'image/jpeg'],
  ['image/webp', 'image/webp'],
  [ALL_FORMATS, 'image/avif'],
])('a HEIC is shown to Accept: %s as %s, in its own colours', async (Accept, type) => {
  const server = await runServer();
  const image = await store(server, QUADRANTS);
  const { response, bytes } = await get(urlOf(server, image, 'public'), { headers: { Accept } });
  expect(response.headers.get('content-type')).toBe(type);
  const { width, height, hasAlpha } = await sharp(bytes).metadata();
  expect([width, height, hasAlpha]).toEqual([48, 32, false]);
  // The corners of a picture in sRGB that was stored in Display P3.
  const pixels = await sharp(bytes).raw().toBuffer();
  for (const [place, colour] of [
    [0, [224, 0, 0]],
    [47, [0, 192, 0]],
  ] as const) {
    for (const [channel, value] of colour.entries()) {
      expect(Math.abs((pixels[place * 3 + channel] ?? -99) - value)).toBeLessThan(12);
    }
  }
});

it('a HEIC that says how it is turned is turned', async () => {
  const server = await runServer();
  const { bytes } = await get(urlOf(server, await store(server, TURNED), 'public'));
  const { width, height } = await sharp(bytes).metadata();
  expect([width, height]).toEqual([32, 48]);
  const [red = 0, green = 0] = await sharp(bytes).raw().toBuffer();
  expect(green).toBeGreaterThan(red + 100);
});

it('a HEIC that says which part of it is shown is cropped', async () => {
  const server = await runServer();
  const image = await store(server, fixture('quadrants-cropped.heic'));
  const { bytes } = await get(urlOf(server, image, 'public'));
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([24, 16]);
  const isRed = (x: number) => {
    const [red = 0, , blue = 0] = data.subarray((8 * info.width + x) * info.channels);
    return red > blue;
  };
  expect([2, 7, 12, 21].map(isRed)).toEqual([true, true, false, false]);
});

it('a HEIC is shown whatever stands beside its image', async () => {
  const server = await runServer();
  // The decoder alone refuses a second description, and one that is cut off.
  const second = Buffer.from([0, 0, 0, 16, ...Buffer.from('metaSECR'), 0, 0, 0, 0]);
  const image = await store(server, Buffer.concat([QUADRANTS, second]));
  expect((await get(urlOf(server, image, 'public'))).response.status).toBe(200);
});

it('a HEIC comes as it is where the original is asked for', async () => {
  const server = await runServer();
  const { response, bytes } = await get(urlOf(server, await store(server, QUADRANTS), 'original'));
  expect(response.headers.get('content-type')).toBe('image/heic');
  expect(bytes.equals(QUADRANTS)).toBe(true);
});

it('flexible variants take it like any other', async () => {
  const server = await runServer();
  await tell(server, 'PATCH', '/v1/config', { flexible_variants: true });
  const image = await store(server, QUADRANTS);
  const { bytes } = await get(urlOf(server, image, 'trim=0;24;16;0,w=12,format=png'));
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 12, height: 8, format: 'png' });
  expect(await colourAt(bytes, 0.5, 0.5)).toBe('red');
});

it('a HEIC whose pixels are broken is answered as such, and others go on', async () => {
  const server = await runServer();
  const broken = Buffer.from(QUADRANTS);
  // Behind the header of their only unit, so that they look whole.
  broken.fill(0xff, broken.indexOf('mdat') + 10);
  const image = await store(server, broken);
  const { response, text } = await get(urlOf(server, image, 'public'));
  expect([response.status, text]).toEqual([415, 'ERROR 9520: The image could not be decoded\n']);
  const good = await get(urlOf(server, await store(server, QUADRANTS), 'public'));
  expect(good.response.status).toBe(200);
});
