import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseFile } from '../../../test/case-file.ts';
import {
  animation,
  blobOf,
  bytesOf,
  drawing,
  holds,
  pixelsOf,
  sharp,
} from '../../../test/pictures-with-metadata.ts';
import { BrokenFormat } from '../block.ts';
import { NotUnderstood } from '../rebuild.ts';
import { stripMetadata } from '../strip-metadata.ts';

const SECRET = 'SECRET-';
const rebuilt = (bytes: Buffer) => stripMetadata(blobOf(bytes), 'image/webp', 'all');

/** A drawing in which transparency changes. */
function clear() {
  const [width, height] = [61, 47];
  const pixels = Uint8Array.from({ length: width * height * 4 }, (_, at) => (at * at) >> 7);
  return sharp(Buffer.from(pixels), { raw: { width, height, channels: 4 } });
}

/** Data behind the pixels of each chunk, in frames, too. */
function withTails(file: Buffer, from = 12, to = file.length): Buffer {
  const chunks: Buffer[] = [];
  for (let at = from; at + 8 <= to; ) {
    const length = file.readUInt32LE(at + 4);
    const type = file.toString('latin1', at, at + 4);
    const end = at + 8 + length;
    const data = file.subarray(at + 8, end);
    if (type === 'ANMF') {
      chunks.push(chunk(type, data.subarray(0, 16), withTails(file, at + 24, end)));
    } else
      chunks.push(
        chunk(type, data, /VP8[ L]|ALPH/.test(type) ? Buffer.from(SECRET) : data.subarray(0, 0)),
      );
    at = end + (length & 1);
  }
  const body = Buffer.concat(chunks);
  if (from > 12) return body;
  const head = Buffer.from(file.subarray(0, 12));
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

function chunk(type: string, ...data: Buffer[]): Buffer {
  const content = Buffer.concat(data);
  const head = Buffer.from(`${type}    `, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length & 1)]);
}

const EFFORTS = [0, 3, 6] as const;
const QUALITIES = [1, 50, 100] as const;
const MADE = EFFORTS.flatMap((effort) =>
  QUALITIES.flatMap((quality) => [
    ['lossy', () => drawing().webp({ effort, quality }), effort, quality] as const,
    ['lossy with alpha', () => clear().webp({ effort, quality }), effort, quality] as const,
    [
      'coarse alpha',
      () => clear().webp({ effort, quality, alphaQuality: 30 }),
      effort,
      quality,
    ] as const,
    ['lossless', () => clear().webp({ effort, quality, lossless: true }), effort, quality] as const,
    [
      'nearly lossless',
      () => clear().webp({ effort, quality, nearLossless: true }),
      effort,
      quality,
    ] as const,
    [
      'a palette',
      () => drawing(9, 40).threshold().webp({ effort, lossless: true }),
      effort,
      quality,
    ] as const,
    ['animated', () => animation().webp({ effort, quality }), effort, quality] as const,
    [
      'animated, lossless',
      () => animation().webp({ effort, quality, lossless: true }),
      effort,
      quality,
    ] as const,
  ]),
);

describe.each(MADE)('%s', (_, make, effort, quality) => {
  it(`ends where decoders stop: effort ${effort}, quality ${quality}`, async () => {
    const original = await make().toBuffer();
    const pixels = await pixelsOf(blobOf(original));
    expect((await bytesOf(await rebuilt(original))).equals(original)).toBe(true);
    const result = await rebuilt(withTails(original));
    expect(await holds(result, SECRET)).toBe(false);
    expect(result.size).toBeLessThanOrEqual(original.length);
    expect((await pixelsOf(result)).equals(pixels)).toBe(true);
    expect(await rebuilt(await bytesOf(result)).then(bytesOf)).toEqual(await bytesOf(result));
  });
});

it.each([['w41-partition-tails'], ['w42-lossless-tail'], ['w43-frame-tails']])(
  'shows the same without what is behind its pixels: %s',
  async (name) => {
    const original = caseFile(`${name}.webp`);
    expect(await holds(blobOf(original), SECRET)).toBe(true);
    const result = await rebuilt(original);
    expect(await holds(result, SECRET)).toBe(false);
    expect((await pixelsOf(result)).equals(await pixelsOf(blobOf(original)))).toBe(true);
  },
);

it('keeps no byte of lossless pixels that decoders could do without', async () => {
  const result = await bytesOf(await rebuilt(caseFile('w42-lossless-tail.webp')));
  const length = result.readUInt32LE(16);
  const shorter = Buffer.concat([
    result.subarray(0, 12),
    chunk('VP8L', result.subarray(20, 20 + length - 1)),
  ]);
  shorter.writeUInt32LE(shorter.length - 8, 4);
  await expect(pixelsOf(blobOf(shorter))).rejects.toThrow();
  await expect(rebuilt(shorter)).rejects.toThrow(NotUnderstood);
});

it('clears the bits of transparency that mean nothing', async () => {
  const original = await clear().webp({ quality: 40 }).toBuffer();
  const at = original.indexOf('ALPH') + 8;
  const marked = Buffer.from(original);
  marked[at] = (marked[at] ?? 0) | 0x40;
  expect((await bytesOf(await rebuilt(marked))).equals(original)).toBe(true);
});

it('ends an animation before a frame that decoders cannot read', async () => {
  const original = await animation().webp({ lossless: true }).toBuffer();
  const broken = Buffer.from(original);
  // The version of the last frame's pixels.
  const pixels = broken.lastIndexOf('VP8L') + 8;
  broken[pixels + 4] = (broken[pixels + 4] ?? 0) | 0x20;
  const result = await bytesOf(await rebuilt(broken));
  expect((await sharp(result, { animated: true }).metadata()).pages).toBe(2);
});

it.each(['w41-partition-tails', 'w42-lossless-tail', 'w43-frame-tails'])(
  'changes no pixel where there are mistakes: %s',
  async (name) => {
    const original = caseFile(`${name}.webp`);
    const mistakes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 });
    const property = fc.asyncProperty(mistakes, async (list) => {
      const bytes = Buffer.from(original);
      for (const [at, byte] of list) bytes[20 + (at % (bytes.length - 20))] = byte;
      const before = await pixelsOf(blobOf(bytes)).catch(() => null);
      try {
        const result = await rebuilt(bytes);
        expect(
          (await bytesOf(await rebuilt(await bytesOf(result)))).equals(await bytesOf(result)),
        ).toBe(true);
        const after = before && (await pixelsOf(result));
        // Frames whose lengths are wrong may be gone.
        const isShorter =
          name === 'w43-frame-tails' && (after?.length ?? 0) < (before?.length ?? 0);
        if (before && !isShorter) expect(after?.equals(before)).toBe(true);
      } catch (error) {
        if (!(error instanceof BrokenFormat || error instanceof NotUnderstood)) throw error;
      }
    });
    await expect(fc.assert(property, { numRuns: 150 })).resolves.toBeUndefined();
  },
);
