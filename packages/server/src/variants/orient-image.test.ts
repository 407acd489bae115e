import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { flexibleServer, get, store, urlOf } from '../../test/delivered.ts';
import { temporaryFolder } from '../../test/running-server.ts';
import { orientImage } from './orient-image.ts';

const SIZE = { width: 48, height: 32 };
const COLOURS = { R: [255, 0, 0], G: [0, 255, 0], B: [0, 0, 255], W: [255, 255, 255] };
/** What is seen of red, green, blue and white quarters, by orientation. */
const SEEN = ['', 'RGBW', 'GRWB', 'WBGR', 'BWRG', 'RBGW', 'BRWG', 'WGBR', 'GWRB'];

function quarters() {
  const { width, height } = SIZE;
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    const isRight = at % width >= width / 2;
    const isBelow = at >= (width * height) / 2;
    pixels.set(Object.values(COLOURS)[(isBelow ? 2 : 0) + (isRight ? 1 : 0)] ?? [], at * 3);
  }
  return sharp(pixels, { raw: { ...SIZE, channels: 3 } });
}

async function seenIn(image: Buffer): Promise<string> {
  const { data, info } = await sharp(image)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const nameAt = (x: number, y: number) => {
    const at = (y * info.width + x) * 3;
    const nearest = Object.entries(COLOURS).map(([name, colour]) => {
      const distance = colour.reduce(
        (sum, part, n) => sum + Math.abs(part - (data[at + n] ?? 0)),
        0,
      );
      return { name, distance };
    });
    return nearest.reduce((one, other) => (other.distance < one.distance ? other : one)).name;
  };
  const [right, below] = [info.width - 4, info.height - 4];
  return nameAt(3, 3) + nameAt(right, 3) + nameAt(3, below) + nameAt(right, below);
}

/** A directory with one entry for each orientation: its type, and its value in two bytes. */
function tiff(...entries: (readonly [type: number, value: number])[]): Buffer {
  const block = Buffer.alloc(8 + 2 + entries.length * 12 + 4);
  block.write('MM\0*', 'latin1');
  block.writeUInt32BE(8, 4);
  block.writeUInt16BE(entries.length, 8);
  for (const [n, [type, value]] of entries.entries()) {
    const at = 10 + 12 * n;
    block.writeUInt16BE(0x0112, at);
    block.writeUInt16BE(type, at + 2);
    block.writeUInt32BE(1, at + 4);
    if (type === LONG) block.writeUInt32BE(value, at + 8);
    else block.writeUInt16BE(value, at + 8);
  }
  return block;
}

const SHORT = 3;
const LONG = 4;

async function jpegWith(exif: Buffer): Promise<Buffer> {
  const jpeg = await quarters().jpeg({ quality: 95 }).toBuffer();
  const length = exif.length + 8;
  const head = Buffer.from([0xff, 0xe1, length >> 8, length & 255, ...Buffer.from('Exif\0\0')]);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

const webpOf = (orientation: number) =>
  quarters().withMetadata({ orientation }).webp({ quality: 95 }).toBuffer();

it.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'turns a JPEG by %i, also where the decoder reads another number',
  async (orientation) => {
    const file = path.join(await temporaryFolder(), 'image');
    for (const exif of [tiff([SHORT, orientation]), tiff([LONG, 3], [SHORT, orientation])]) {
      await writeFile(file, await jpegWith(exif));
      const turned = await (await orientImage(sharp(file), { file, mediaType: 'image/jpeg' }))
        .png()
        .toBuffer();
      expect(await seenIn(turned)).toBe(SEEN[orientation]);
    }
  },
);

it.each<[string, () => Promise<Buffer>, number]>([
  ['a JPEG by a number of a type that browsers pass over', () => jpegWith(tiff([LONG, 6])), 1],
  ['a JPEG by the first of two that is valid', () => jpegWith(tiff([SHORT, 9], [SHORT, 6])), 6],
  ['no WebP', () => webpOf(6), 1],
])('delivers it as a browser shows it: turns %s', async (_, make, orientation) => {
  const server = await flexibleServer();
  const image = await store(server, await make());
  for (const options of ['w=48', 'w=48,metadata=keep', 'w=48,rotate=180', 'w=48,blur=1']) {
    const { bytes } = await get(urlOf(server, image, options));
    const { autoOrient, orientation: said = 1 } = await sharp(bytes).metadata();
    expect(said).toBe(1);
    expect(autoOrient.width > autoOrient.height).toBe(orientation < 5);
    const isTurned = options.includes('rotate');
    const seen = isTurned ? [...(SEEN[orientation] ?? '')].reverse().join('') : SEEN[orientation];
    expect(await seenIn(bytes)).toBe(seen);
  }
});
