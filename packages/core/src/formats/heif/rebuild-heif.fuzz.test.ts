import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseFile } from '../../../test/case-file.ts';
import { type Decoded, decodeHEIF } from '../../../test/decoded-heif.ts';
import {
  clap,
  gridOf,
  heifFile,
  irot,
  ispe,
  type MadeItem,
  realImage,
} from '../../../test/heif-file.ts';
import { blobOf, bytesOf } from '../../../test/pictures-with-metadata.ts';
import { BrokenFormat } from '../block.ts';
import { readHeader } from '../header.ts';
import { NotUnderstood } from '../rebuild.ts';
import { stripMetadata } from '../strip-metadata.ts';
import { box, fullBox, text } from './box-writer.ts';

const RUNS = 250;
// Behind a length and a header come compressed pixels: decoders make of mistakes in these what they like.
const HEADS = 6;
const SECRET = 'SECRET-51.5007';
const alphaName = 'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha';

/** Tiles, alpha, a turn, and secrets wherever a box can hold one. */
function everything(format: 'heic' | 'avif'): Buffer {
  const { type, data, configuration } = realImage(format);
  const tile = (id: number): MadeItem => ({
    id,
    type,
    data,
    properties: [configuration, ispe(256, 192)],
    name: SECRET,
  });
  const auxC = fullBox('auxC', 0, text(`${alphaName}\0${SECRET}`));
  const grid: MadeItem = {
    id: 3,
    type: 'grid',
    data: gridOf(2, 1, 500, 190),
    inline: true,
    properties: [ispe(500, 190), irot(1), clap(180, 480, 0, 0), fullBox('udes', 0, text(SECRET))],
    references: [{ type: 'dimg', to: [1, 2] }],
  };
  const alpha: MadeItem = {
    ...tile(4),
    properties: [configuration, ispe(256, 192), auxC],
    references: [{ type: 'auxl', to: [3] }],
  };
  const about = [{ type: 'cdsc', to: [3] }];
  const mime: MadeItem = { id: 5, type: 'mime', data: text(SECRET), references: about };
  const exif: MadeItem = {
    id: 6,
    type: 'Exif',
    data: text(`\0\0\0\0${SECRET}`),
    references: about,
  };
  return heifFile({
    items: [tile(1), tile(2), grid, alpha, mime, exif],
    primary: 3,
    brand: format,
    compatible: ['mif1', format, 'miaf'],
    before: [box('free', text(SECRET))],
    inMeta: [box('udta', text(SECRET)), box('xml ', text(SECRET))],
    after: [box('moov', box('udta', text(SECRET))), text(SECRET)],
  });
}

const FILES = [
  ['a HEIC with everything', () => everything('heic')],
  ['an AVIF with everything', () => everything('avif')],
  ['a HEIC', () => caseFile('heic-02-exif-xmp.heic')],
  ['an AVIF', () => caseFile('avif-02-exif-xmp.avif')],
] as const;

type Mutation = (bytes: Buffer, at: number) => Buffer;

const splice = (bytes: Buffer, at: number, removed: number, added: Uint8Array) =>
  Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);

const overwriting: fc.Arbitrary<Mutation> = fc.oneof(
  fc.integer({ min: 1, max: 255 }).map(
    (bits): Mutation =>
      (bytes, at) => {
        const result = Buffer.from(bytes);
        result[at] = (result[at] ?? 0) ^ bits;
        return result;
      },
  ),
  fc
    .constantFrom('00', 'ff', '0000', 'ffff', '00000000', 'ffffffff', '00000001', '66726565')
    .map((hex) => Buffer.from(hex, 'hex'))
    .map(
      (value): Mutation =>
        (bytes, at) =>
          splice(bytes, at, value.length, value),
    ),
);

// Where bytes are missing among the pixels, what follows them becomes a part of them.
const moving: fc.Arbitrary<Mutation> = fc.oneof(
  overwriting,
  fc.constant<Mutation>((bytes, at) => bytes.subarray(0, at)),
  fc.integer({ min: 1, max: 64 }).map(
    (count): Mutation =>
      (bytes, at) =>
        splice(bytes, at, Math.min(count, bytes.indexOf('mdat') - at), Buffer.alloc(0)),
  ),
);

/** What becomes of a file, or `null` where it is not rebuilt. */
async function outcome(bytes: Buffer, type: string): Promise<Buffer | null> {
  try {
    return await bytesOf(await stripMetadata(blobOf(bytes), type, 'all'));
  } catch (error) {
    if (error instanceof BrokenFormat || error instanceof NotUnderstood) return null;
    throw error;
  }
}

const share = fc.integer({ min: 0, max: 9999 });
const lists = (ways: fc.Arbitrary<Mutation>) =>
  fc.array(fc.tuple(ways, share), { minLength: 1, maxLength: 3 });

describe.each(FILES)('%s with mistakes', (name, make) => {
  const original = make();
  const type = name.includes('HEIC') ? 'image/heic' : 'image/avif';
  const mdat = original.indexOf('mdat');

  it.each([
    ['its description', moving, 12, mdat],
    ['the heads of its pixels', overwriting, mdat + 4, mdat + 4 + HEADS],
  ])(
    'in %s shows what it showed before, and nothing that was hidden',
    async (_, ways, from, to) => {
      const property = fc.asyncProperty(lists(ways), async (list) => {
        const bytes = list.reduce((before, [mutate, at]) => {
          const span = Math.max(0, Math.min(to, before.length) - from);
          return mutate(before, from + Math.floor((at / 10_000) * span));
        }, original);
        await readHeader(blobOf(bytes));
        const result = await outcome(bytes, type);
        if (!result) return;
        expect(result.length).toBeLessThanOrEqual(bytes.length);
        expect(result.includes('SECRET')).toBe(false);
        expect(await outcome(result, type)).toEqual(result);
        const before: Decoded = await decodeHEIF(bytes);
        // Where parameters are wrong, this decoder shows what was in memory before.
        const again = await decodeHEIF(bytes);
        if (before.pixels && before.pixels === again.pixels)
          expect(await decodeHEIF(result)).toEqual(before);
      });
      await expect(fc.assert(property, { numRuns: RUNS })).resolves.toBeUndefined();
    },
  );
});
