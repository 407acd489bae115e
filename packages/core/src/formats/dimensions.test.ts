import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { HEADER_LENGTH, readDimensions } from './dimensions.ts';

const require = createRequire(import.meta.url);
const photo = (file: string) => new Blob([readFileSync(require.resolve(file))]);
const read = async (blob: Blob, type: string) =>
  readDimensions(blob, type, await blob.slice(0, HEADER_LENGTH).arrayBuffer());
const bytes = (hex: string) => new Blob([Buffer.from(hex.replaceAll(' ', ''), 'hex')]);

it.each([
  ['exif/test/sony-alpha-6000.jpg', 6000, 4000],
  ['exif/test/short-ascii-II.jpg', 4208, 3120],
  // As stored: the orientation is not applied here.
  ['exif/test/right.jpg', 640, 480],
  ['exif/test/evil1.jpg', 640, 480],
  ['exif/test/lens_info.jpg', 1, 1],
  ['exif-parser/test/starfish.jpg', 1278, 720],
  ['jpeg-exif/test/IMG_0001.JPG', 2448, 2448],
])('reads %s as %i × %i', async (file, width, height) => {
  expect(await read(photo(file), 'image/jpeg')).toEqual({ width, height });
});

it.each([
  ['image/png', '89504e470d0a1a0a 0000000d49484452 00007530 00007530 0802000000', 30_000, 30_000],
  ['image/gif', '474946383961 4001 f000 f70000', 320, 240],
  ['image/webp', '52494646 00000000 57454250 56503820 00000000 000000 9d012a 4001 f000', 320, 240],
  [
    'image/webp',
    '52494646 00000000 57454250 5650384c 00000000 2f 3f c13b 00 000000000000',
    320,
    240,
  ],
  ['image/webp', '52494646 00000000 57454250 56503858 0a000000 00000000 3f0100 ef0000', 320, 240],
])('reads a header of %s: %s', async (type, header, width, height) => {
  expect(await read(bytes(header), type)).toEqual({ width, height });
});

describe('what is broken or says nothing', () => {
  it('is null at every length of a photo’s beginning, and never an error', async () => {
    const whole = photo('exif/test/short-ascii-MM.jpg');
    for (let length = 0; length < 400; length++) {
      expect(await read(whole.slice(0, length), 'image/jpeg')).toBeNull();
    }
  });

  it.each([
    ['image/png', '89504e47'],
    ['image/png', '89504e470d0a1a0a 0000000d49484452 00000000 00000000 08'],
    ['image/gif', '4749'],
    ['image/webp', '52494646'],
    ['image/jpeg', 'ffd8 ffe0 0002 0000'],
    ['image/heic', '000000206674797068656963'],
    ['image/svg+xml', '3c7376673e'],
  ])('%s %s', async (type, header) => {
    expect(await read(bytes(header), type)).toBeNull();
  });

  it('ends where segments never do', async () => {
    const endless = `ffd8${'ffe00002'.repeat(5000)}`;
    expect(await read(bytes(endless), 'image/jpeg')).toBeNull();
    const stuck = `ffd8${'ff'.repeat(9000)}`;
    expect(await read(bytes(stuck), 'image/jpeg')).toBeNull();
    const backwards = `ffd8 ${'ffe0 0000'.repeat(3000)}`;
    expect(await read(bytes(backwards), 'image/jpeg')).toBeNull();
  });
});
