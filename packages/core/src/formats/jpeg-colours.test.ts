import { describe, expect, it } from 'vitest';
import {
  blobOf,
  bytesOf,
  drawing,
  photo,
  sharp,
  taken,
} from '../../test/pictures-with-metadata.ts';
import { createByteSource, HEADER_LENGTH } from './byte-source.ts';
import { topColours } from './jpeg-colours.ts';

const COLUMNS = 4;

/** Soft colours from left to right and from above to below, as photos have them. */
function gradient(width: number, height: number) {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [(at % width) / width, Math.floor(at / width) / height];
    pixels.set([220 * x, 40 + 180 * y, 200 - 150 * x * y], 3 * at);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

const coloursOf = (bytes: Uint8Array, options: Partial<Parameters<typeof topColours>[1]> = {}) =>
  topColours(createByteSource(blobOf(bytes)), { columns: COLUMNS, ...options });

/** The same, as another decoder sees it. @param edges - Pixels where columns begin and end. */
async function expectedColours(
  bytes: Uint8Array,
  rows: number,
  edges: number[],
): Promise<number[]> {
  const decoded = sharp(bytes, { failOn: 'none' }).removeAlpha().toColourspace('srgb').raw();
  const { data, info } = await decoded.toBuffer({ resolveWithObject: true });
  return edges.slice(1).flatMap((end, column) => {
    const mean = [0, 1, 2].map((channel) => {
      let sum = 0;
      const start = edges[column] ?? 0;
      for (let y = 0; y < rows; y++)
        for (let x = start; x < end; x++) sum += data[3 * (y * info.width + x) + channel] ?? 0;
      return sum / rows / (end - start);
    });
    const [red = 0, green = 0, blue = 0] = mean;
    // ITU-T T.871, section 7.
    const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
    return [luma, 128 + (blue - luma) / 1.772, 128 + (red - luma) / 1.402];
  });
}

function expectClose(colours: Float32Array | null, expected: number[], tolerance: number): void {
  expect(colours).toHaveLength(expected.length);
  const distances = expected.map((value, at) => Math.abs(value - (colours?.[at] ?? Number.NaN)));
  expect(Math.max(...distances)).toBeLessThanOrEqual(tolerance);
}

const QUARTERS = [0, 64, 128, 192, 256];

describe('the colours along the upper edge', () => {
  it.each([
    ['4:2:0', { chromaSubsampling: '4:2:0' }, 16],
    ['4:4:4', { chromaSubsampling: '4:4:4' }, 8],
    ['4:2:0, progressive', { chromaSubsampling: '4:2:0', progressive: true }, 16],
    ['4:4:4, progressive', { chromaSubsampling: '4:4:4', progressive: true }, 8],
    ['4:2:0, with tables of its own', { chromaSubsampling: '4:2:0', mozjpeg: true }, 16],
    ['4:2:0, coarse', { chromaSubsampling: '4:2:0', quality: 30 }, 16],
    ['4:4:4, fine', { chromaSubsampling: '4:4:4', quality: 100 }, 8],
  ])('are those of the first row of blocks: %s', async (_, options, rows) => {
    const bytes = await gradient(256, 96).jpeg(options).toBuffer();
    expectClose(await coloursOf(bytes), await expectedColours(bytes, rows, QUARTERS), 3);
  });

  it.each([1, 2, 5, 8])('are those of the first %i rows', async (rows) => {
    for (const chromaSubsampling of ['4:4:4', '4:2:0']) {
      const options = { chromaSubsampling, quality: 95 };
      const steep = gradient(256, 16);
      const bytes = await steep.jpeg(options).toBuffer();
      const colours = await coloursOf(bytes, { rows });
      const expected = await expectedColours(bytes, rows, QUARTERS);
      // A row of subsampled colour is two rows of the picture.
      const tolerance = chromaSubsampling === '4:4:4' ? 2 : 6;
      expectClose(colours, expected, tolerance);
      const lumas = (values: ArrayLike<number>) => Array.from(values).filter((_, n) => n % 3 === 0);
      expectClose(Float32Array.from(lumas(colours ?? [])), lumas(expected), 2);
    }
  });

  it('are those of the left part where no more is wanted', async () => {
    const bytes = await gradient(256, 96).jpeg().toBuffer();
    const colours = await coloursOf(bytes, { share: 0.5 });
    expectClose(colours, await expectedColours(bytes, 16, [0, 32, 64, 96, 128]), 3);
  });

  it.each([
    ['exif/test/sony-alpha-6000.jpg', 3],
    ['exif/test/short-ascii-II.jpg', 3],
    ['exif/test/evil1.jpg', 3],
    ['exif-parser/test/starfish.jpg', 3],
    ['jpeg-exif/test/IMG_0001.JPG', 3],
  ])('of %s, a real photo, agree with another decoder', async (file, tolerance) => {
    const bytes = await bytesOf(photo(file));
    const { width, chromaSubsampling } = await sharp(bytes).metadata();
    const block = chromaSubsampling === '4:4:4' ? 8 : 16;
    const units = Math.ceil(width / block);
    const edges = [0, 1, 2, 3, 4].map((n) =>
      Math.min(width, block * Math.ceil((n * units) / COLUMNS)),
    );
    const rows = chromaSubsampling === '4:2:0' ? 16 : 8;
    expectClose(await coloursOf(bytes), await expectedColours(bytes, rows, edges), tolerance);
  });

  it.each([
    ['read', 3072],
    ['given up where they are too far apart', 16_384],
  ])('are %s where a row of blocks takes much space', async (what, width) => {
    const pixels = Buffer.alloc(width * 8 * 3);
    let seed = 1;
    for (let at = 0; at < pixels.length; at++) {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      pixels[at] = seed >> 16;
    }
    const picture = sharp(pixels, { raw: { width, height: 8, channels: 3 } });
    const bytes = await picture.jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer();
    expect(bytes.length).toBeGreaterThan(50 * 1024);
    const colours = await coloursOf(bytes);
    if (what !== 'read') expect(colours).toBeNull();
    else {
      const edges = QUARTERS.map((edge) => (edge * width) / 256);
      expectClose(colours, await expectedColours(bytes, 8, edges), 3);
    }
  });

  it('are read behind metadata of any length', async () => {
    const plain = await gradient(256, 96).jpeg().toBuffer();
    const before = await coloursOf(plain);
    const filler = Buffer.alloc(0xffff + 2);
    filler.set([0xff, 0xe5, 0xff, 0xff]);
    const long = Buffer.concat([plain.subarray(0, 2), filler, filler, plain.subarray(2)]);
    expect(long.length).toBeGreaterThan(2 * HEADER_LENGTH);
    expect(await coloursOf(long)).toEqual(before);
  });
});

describe('restarts', () => {
  /** Two blocks of pixels with a restart in between, written by hand: all coefficients are zero. */
  function withRestarts(scan: string, width = 16): Buffer {
    const quanta = `ffdb0043 00${'01'.repeat(64)}`;
    const frame = `ffc00011 08 0008 ${width.toString(16).padStart(4, '0')} 03 011100 021100 031100`;
    // One code of one bit for the number 0, and one of two bits for 8.
    const means = `ffc40015 00 0101${'00'.repeat(14)} 0008`;
    const others = `ffc40014 10 01${'00'.repeat(15)} 00`;
    const header = `${quanta}${frame}${means}${others}ffdd00040001 ffda000c 03 010002000300 003f00`;
    return Buffer.from(`ffd8${header}${scan}`.replaceAll(' ', ''), 'hex');
  }
  // Three components of "0" for the mean and "0" for the rest, and the rest of the byte.
  const ZERO = '03';
  // In the first, "10" for eight bits, and all of these set.
  const BRIGHT = (0b1011111111000001).toString(16);

  it('begin anew with the means', async () => {
    const same = await coloursOf(withRestarts(`${ZERO}ffd0${ZERO}ffd9`), { columns: 2 });
    expect(Array.from(same ?? [])).toEqual([128, 128, 128, 128, 128, 128]);
    const other = await coloursOf(withRestarts(`${BRIGHT}ffd0${ZERO}ffd9`), { columns: 2 });
    expect(other?.[0]).toBeCloseTo(128 + 255 / 8);
    expect(other?.[3]).toBe(128);
  });

  it('are missed where they are missing', async () => {
    expect(await coloursOf(withRestarts(`${ZERO}ffd9`), { columns: 2 })).toBeNull();
  });
});

describe('nothing', () => {
  it.each([
    ['grey', () => drawing(256, 64).toColourspace('b-w').jpeg()],
    ['in CMYK', () => drawing(256, 64).toColourspace('cmyk').withIccProfile('cmyk').jpeg()],
    ['narrower than its columns', () => drawing(40, 64).jpeg()],
    ['no JPEG', () => drawing(256, 64).png()],
  ] as const)('is said of what is %s', async (_, make) => {
    expect(await coloursOf(await make().toBuffer())).toBeNull();
  });

  it('is said of a picture that breaks off within its first row, at every length', async () => {
    for (const progressive of [false, true]) {
      const bytes = await taken(drawing(64, 16)).jpeg({ progressive, quality: 90 }).toBuffer();
      const scan = bytes.indexOf(Buffer.from('ffda', 'hex'));
      const last = progressive ? scan + 20 : bytes.length - 40;
      for (let length = 0; length < last; length++) {
        expect(await coloursOf(bytes.subarray(0, length))).toBeNull();
        const ended = Buffer.concat([bytes.subarray(0, length), Buffer.from('ffd9', 'hex')]);
        expect(await coloursOf(ended)).toBeNull();
      }
      expect(await coloursOf(bytes)).not.toBeNull();
    }
  });

  it('is said where the tables are missing', async () => {
    const bytes = await gradient(256, 32).jpeg().toBuffer();
    for (const marker of ['ffdb', 'ffc4', 'ffc0']) {
      const without = Buffer.from(bytes);
      for (
        let at = without.indexOf(marker, 0, 'hex');
        at !== -1;
        at = without.indexOf(marker, 0, 'hex')
      )
        without[at + 1] = 0xef;
      expect(await coloursOf(without)).toBeNull();
    }
  });
});
