import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { photo, temporaryFolder } from '../../test/running-server.ts';
import { inspectPicture } from './inspect-picture.ts';

async function inspect(bytes: Uint8Array | string) {
  const file = path.join(await temporaryFolder(), 'picture');
  await writeFile(file, bytes);
  return inspectPicture(file);
}

const heic = readFileSync(path.join(import.meta.dirname, '../../test/fixtures/quadrants.heic'));
const CASES = path.join(import.meta.dirname, '../../../core/test/cases');
const drawing = sharp({ create: { width: 6, height: 4, channels: 3, background: '#888' } });

/** A PNG of a few bytes that says it is of this size. */
async function png(width: number, height: number): Promise<Buffer> {
  const bytes = await drawing.clone().png().toBuffer();
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

/** A JPEG of a few bytes whose frame header says that it is of this size. */
async function jpeg(width: number, height: number): Promise<Buffer> {
  const bytes = await drawing.clone().jpeg().toBuffer();
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
}

/** A small animation whose header says that its frames are of this size. */
async function animation(frames: number, side: number, format: 'gif' | 'webp'): Promise<Buffer> {
  const pictures = await Promise.all(
    Array.from({ length: frames }, (_, n) =>
      sharp({ create: { width: 8, height: 8, channels: 3, background: n % 2 ? '#000' : '#fff' } })
        .png()
        .toBuffer(),
    ),
  );
  const bytes = await sharp(pictures, { join: { animated: true } })
    .toFormat(format)
    .toBuffer();
  if (format === 'gif') for (const at of [6, 8]) bytes.writeUInt16LE(side, at);
  // The chunk VP8X: flags, then width and height, minus one, in three bytes each.
  else for (const at of [24, 27]) bytes.writeUIntLE(side - 1, at, 3);
  return bytes;
}

const refusedWith = (status: number, code: number, reason: string) =>
  expect.objectContaining({ status, code, message: expect.stringContaining(reason) });

describe('a picture', () => {
  it.each([
    ['image/jpeg', () => drawing.clone().jpeg().toBuffer()],
    ['image/png', () => drawing.clone().png().toBuffer()],
    ['image/gif', () => drawing.clone().gif().toBuffer()],
    ['image/webp', () => drawing.clone().webp().toBuffer()],
  ])('of the type %s is known by its bytes', async (mediaType, make) => {
    expect(await inspect(await make())).toEqual({ mediaType, width: 6, height: 4 });
  });

  it('has the size that is seen, when it lies on its side', async () => {
    const turned = await drawing.clone().jpeg().withMetadata({ orientation: 6 }).toBuffer();
    expect(await inspect(turned)).toMatchObject({ width: 4, height: 6 });
  });

  it('may be HEIC', async () => {
    const { width, height } = await inspect(heic);
    expect(width * height).toBeGreaterThan(0);
    expect((await inspect(heic)).mediaType).toBe('image/heic');
  });

  it.each([
    ['AVIF', () => drawing.clone().avif().toBuffer()],
    ['TIFF', () => drawing.clone().tiff().toBuffer()],
    ['HTML', async () => Buffer.from('<html><script>alert(1)</script></html>')],
    ['nothing', async () => Buffer.alloc(0)],
  ])('is not %s', async (_, make) => {
    await expect(inspect(await make())).rejects.toEqual(refusedWith(415, 5455, 'image/jpeg'));
  });
});

describe('a decompression bomb', () => {
  it('as a HEIC of 900 large tiles is refused by its description', async () => {
    const bomb = readFileSync(path.join(CASES, 'heic-70-grid-900-one-tile.heic'));
    await expect(inspect(bomb)).rejects.toEqual(refusedWith(413, 5413, 'more pixels'));
  });

  it.each([
    ['PNG', png],
    ['JPEG', jpeg],
  ])('as a %s is refused by its header', async (_, make) => {
    await expect(inspect(await make(30_000, 30_000))).rejects.toEqual(
      refusedWith(413, 5413, 'no side may be over 12000'),
    );
    await expect(inspect(await make(12_000, 12_000))).rejects.toEqual(
      refusedWith(413, 5413, '144.0 megapixels'),
    );
  });

  it.each(['gif', 'webp'] as const)(
    'of many frames as a %s is refused',
    async (format) => {
      const bytes = await animation(26, 2000, format);
      await expect(inspect(bytes)).rejects.toEqual(
        refusedWith(413, 5413, '104.0 megapixels over its 26 frames'),
      );
    },
    20_000,
  );

  it('as a WebP that says it is larger than it is', async () => {
    const bytes = await drawing.clone().webp({ lossless: true }).toBuffer();
    // VP8L: the signature, then 14 bits each of width and height, minus one.
    const at = bytes.indexOf('VP8L') + 9;
    bytes.writeUInt32LE(16_383 | (16_383 << 14), at);
    await expect(inspect(bytes)).rejects.toEqual(refusedWith(413, 5413, '16384 × 16384'));
  });

  it('as a HEIC that says it is larger than it is', async () => {
    const bytes = Buffer.from(heic);
    for (let at = bytes.indexOf('ispe'); at !== -1; at = bytes.indexOf('ispe', at + 1)) {
      bytes.writeUInt32BE(100_000, at + 8);
      bytes.writeUInt32BE(100_000, at + 12);
    }
    await expect(inspect(bytes)).rejects.toEqual(refusedWith(413, 5413, '100000 × 100000'));
  });
});

describe('a file that breaks off', () => {
  it.each([
    ['JPEG', async () => photo('test1.jpg'), [0.01, 0.02]],
    ['PNG', () => drawing.clone().resize(300).png({ compressionLevel: 0 }).toBuffer(), [0.0001]],
    ['GIF', () => animation(3, 8, 'gif'), [0.05]],
    ['WebP', () => animation(3, 8, 'webp'), [0.5, 0.9, 0.99]],
    ['HEIC', async () => heic, [0.5, 0.9, 0.99]],
  ])('as a %s is refused where browsers show nothing of it', async (_, make, parts) => {
    const bytes = await make();
    await expect(inspect(bytes)).resolves.toBeTruthy();
    for (const part of parts) {
      const cut = bytes.subarray(0, Math.max(40, Math.floor(bytes.length * part)));
      await expect(inspect(cut)).rejects.toEqual(refusedWith(415, 9422, 'Decode error'));
    }
  });

  it.each([
    ['JPEG', async () => photo('test1.jpg')],
    ['PNG', () => drawing.clone().resize(300).png({ compressionLevel: 0 }).toBuffer()],
    ['GIF', () => animation(3, 8, 'gif')],
  ])('as a %s is taken where browsers show a part of it', async (_, make) => {
    const bytes = await make();
    for (const part of [0.7, 0.9, 0.99]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * part));
      await expect(inspect(cut)).resolves.toMatchObject({ mediaType: expect.any(String) });
    }
  });

  it.each([
    ['JPEG', async () => photo('test1.jpg')],
    ['PNG', () => drawing.clone().png().toBuffer()],
    ['HEIC', async () => heic],
  ])('is not a %s with something behind it', async (_, make) => {
    // Phones put films and depth maps there.
    const behind = Buffer.alloc(200_000, 'SEFT');
    await expect(inspect(Buffer.concat([await make(), behind]))).resolves.toBeTruthy();
  });
});

describe('a drawing', () => {
  const svg = (attributes: string, content = '', before = '') =>
    `${before}<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`;

  it.each([
    ['width="40" height="30"', 40, 30],
    ["width='40px' height='30px'", 40, 30],
    ['width="1in" height="2.54cm"', 96, 96],
    ['viewBox="0 0 24 12"', 24, 12],
    ['width="100%" viewBox="0,0,24,12"', 24, 12],
    ['', 300, 150],
  ])('of the attributes %s has a size', async (attributes, width, height) => {
    expect(await inspect(svg(attributes))).toEqual({ mediaType: 'image/svg+xml', width, height });
  });

  it('may have a prologue', async () => {
    const prologue = `<?xml version="1.0"?><!-- <svg> -->
      <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">`;
    expect(await inspect(svg('width="4" height="3"', '', prologue))).toMatchObject({ width: 4 });
  });

  const laughs = `<!ENTITY a0 "lol">${Array.from({ length: 9 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join('')}`;
  it.each([
    ['entities of entities without end', `${laughs}<!ENTITY a "&a9;">`],
    ['a long entity that is used often', `<!ENTITY a "${'x'.repeat(50_000)}">`],
    ['an entity from a file', '<!ENTITY a SYSTEM "file:///etc/passwd">'],
    ['an entity from elsewhere', '<!ENTITY a PUBLIC "x" "http://169.254.169.254/">'],
    ['an entity of the document type', '<!ENTITY % a "x">'],
    ['an entity in a circle', '<!ENTITY a "&b;"><!ENTITY b "&a;">'],
  ])('with %s is refused', async (_, entities) => {
    const text = svg(
      'width="4" height="3"',
      `<text>${'&a;'.repeat(30)}</text>`,
      `<!DOCTYPE svg [${entities}]>`,
    );
    await expect(inspect(text)).rejects.toEqual(refusedWith(415, 9422, 'entit'));
  });

  it('with entities as drawing programs declare them is taken', async () => {
    const entities =
      '<!ENTITY ns "http://www.w3.org/2000/svg"><!ENTITY w "40"><!ENTITY box "<g/>">';
    const text = `<!DOCTYPE svg [${entities}]><svg xmlns="&ns;" width="&w;" height="30">&box;</svg>`;
    expect(await inspect(text)).toMatchObject({ width: 40, height: 30 });
  });

  it('of a size over the limit is refused', async () => {
    await expect(inspect(svg('width="1000000" height="10"'))).rejects.toEqual(
      refusedWith(413, 5413, '1000000 × 10'),
    );
    await expect(inspect(svg('width="12000" height="12000"'))).rejects.toEqual(
      refusedWith(413, 5413, 'megapixels'),
    );
  });

  it('that breaks off is refused', async () => {
    await expect(inspect('<svg xmlns="http://www.w3.org/2000/svg"><g>')).rejects.toEqual(
      refusedWith(415, 9422, 'breaks off'),
    );
  });

  it.each([
    ['tags without an end', '<svg '.repeat(1_500_000)],
    ['comments without an end', `<svg ${'<!--'.repeat(2_000_000)}`],
    ['declarations without an end', `<svg>${'<!ENTITY a '.repeat(800_000)}`],
    ['quotes without an end', `<svg>${"<!ENTITY a '".repeat(800_000)}`],
    ['references', `<svg>${'&'.repeat(9_000_000)}`],
    ['white space', `<svg width${' '.repeat(9_000_000)}`],
  ])('made of %s takes no longer than its length', async (_, text) => {
    // A pattern that goes back and forth over this would not end within the time of the test.
    await expect(inspect(text)).rejects.toMatchObject({ status: 415 });
  });
});
