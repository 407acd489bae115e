import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  ALL_FORMATS,
  colourAt,
  flexibleServer,
  get,
  metadataOf,
  quadrants,
  store,
  urlOf,
} from '../../test/delivered.ts';
import { photo } from '../../test/running-server.ts';

describe('formats of flexible variants', () => {
  it.each([
    ['w=20', ALL_FORMATS, 'image/avif'],
    ['w=20,f=auto', 'image/webp', 'image/webp'],
    ['w=20', '*/*', 'image/png'],
    ['w=20,f=jpeg', ALL_FORMATS, 'image/jpeg'],
    ['w=20,f=webp', '*/*', 'image/webp'],
    ['w=20,f=avif', '*/*', 'image/avif'],
    ['w=2000,h=2000,fit=contain,f=avif', '*/*', 'image/webp'],
    ['w=20,compression=fast', ALL_FORMATS, 'image/png'],
  ])('%s for Accept: %s is %s', async (options, Accept, type) => {
    const server = await flexibleServer();
    const image = await store(server, await quadrants(40, 40));
    const { response, bytes } = await get(urlOf(server, image, options), { headers: { Accept } });
    expect(response.headers.get('content-type')).toBe(type);
    const { format, compression } = await metadataOf(bytes);
    expect(`image/${compression === 'av1' ? 'avif' : format}`).toBe(type);
  });

  it('a JPEG is progressive, unless baseline is asked for', async () => {
    const server = await flexibleServer();
    const image = await store(server, photo('short-ascii-MM.jpg'));
    const isProgressive = async (options: string) =>
      (await metadataOf((await get(urlOf(server, image, options))).bytes)).isProgressive;
    expect(await isProgressive('w=100,f=jpeg')).toBe(true);
    expect(await isProgressive('w=100,f=baseline-jpeg')).toBe(false);
  });

  it('a smaller quality needs fewer bytes', async () => {
    const server = await flexibleServer();
    const image = await store(server, photo('short-ascii-MM.jpg'));
    const sizeOf = async (quality: string) =>
      (await get(urlOf(server, image, `w=100,q=${quality},f=jpeg`))).bytes.length;
    const sizes = [await sizeOf('10'), await sizeOf('low'), await sizeOf('high')];
    expect(sizes).toEqual(sizes.toSorted((one, other) => one - other));
    expect(new Set(sizes).size).toBe(3);
  });

  it('anim=false shows the first frame of an animation only', async () => {
    const server = await flexibleServer();
    const frames = await Promise.all(
      ['#f00', '#00f'].map((background) =>
        sharp({ create: { width: 20, height: 20, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const gif = await sharp(frames, { join: { animated: true } })
      .gif({ delay: [50, 50] })
      .toBuffer();
    const image = await store(server, gif);
    const moving = await get(urlOf(server, image, 'w=10'));
    expect((await metadataOf(moving.bytes)).pages).toBe(2);
    for (const Accept of ['*/*', 'image/webp', ALL_FORMATS]) {
      const { bytes } = await get(urlOf(server, image, 'w=10,anim=false'), { headers: { Accept } });
      expect((await metadataOf(bytes)).pages ?? 1).toBe(1);
      expect(await colourAt(bytes, 0.5, 0.5)).toBe('red');
    }
  });
});
