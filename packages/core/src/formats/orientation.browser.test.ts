import { describe, expect, it } from 'vitest';
import {
  type CraftedField,
  type CraftedTIFF,
  craftTIFF,
  orientationField as field,
  LONG,
  pointerField,
  SHORT,
} from '../../test/crafted-exif.ts';
import { look, quarters, SEEN } from '../../test/quarters.ts';
import { type Orientation, orientationOnly } from './exif.ts';
import { readHeader } from './header.ts';
import { pngChunk } from './png.ts';
import { webpChunk } from './webp.ts';

const SIZE = { width: 48, height: 32 };
const ORIENTATIONS: Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];

type Bytes = Uint8Array<ArrayBuffer>;

const joined = (...parts: readonly (Bytes | readonly number[])[]): Bytes => {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};
const text = (value: string): Bytes => Uint8Array.from(value, (one) => one.charCodeAt(0));
const bytesOf = async (blob: Blob): Promise<Bytes> => new Uint8Array(await blob.arrayBuffer());

/** Whether our reader and the browser agree on how an image is turned, and on its size. */
async function expectAgreement(type: string, bytes: Bytes): Promise<Orientation> {
  const file = new Blob([bytes], { type });
  const header = await readHeader(file);
  const { seen, size } = await look(file);
  const shown = ORIENTATIONS.find((one) => SEEN[one] === seen);
  expect({
    orientation: header?.orientation,
    size: `${header?.width}x${header?.height}`,
  }).toEqual({ orientation: shown, size });
  return shown ?? 1;
}

function segment(marker: number, data: Bytes): Bytes {
  const length = data.length + 2;
  return joined([0xff, marker, length >> 8, length & 255], data);
}

const exif = (tiff: Bytes, label = 'Exif\0\0') => segment(0xe1, joined(text(label), tiff));
const six = (): Bytes => orientationOnly(6) as Bytes;
const three = (): Bytes => orientationOnly(3) as Bytes;
const nothing = (): Bytes => craftTIFF([{ ...field(2), tag: 0x0128 }]);

async function jpegWith(...segments: Bytes[]): Promise<Bytes> {
  const jpeg = await bytesOf(await quarters('image/jpeg', SIZE));
  return joined(jpeg.subarray(0, 2), ...segments, jpeg.subarray(2));
}

/** What browsers make of one Exif block. */
const BLOCKS: readonly [string, Orientation, readonly CraftedField[], CraftedTIFF?][] = [
  ['a SHORT', 6, [field(6)]],
  ['a SHORT, little-endian', 6, [field(6)], { head: 'II*\0' }],
  ['a LONG', 1, [field(6, LONG)]],
  ['a LONG, little-endian', 1, [field(6, LONG)], { head: 'II*\0' }],
  ...[0, 1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 0xffff].map(
    (type) => [`type ${type}`, 1, [field(6, type)]] as [string, Orientation, CraftedField[]],
  ),
  ['type 1, its byte first', 1, [{ ...field(6, 1), value: [6, 0, 0, 0] }]],
  ['type 8, as long as a SHORT', 1, [field(6, 8)]],
  ['no value', 1, [field(6, SHORT, 0)]],
  ['two values', 1, [{ ...field(6, SHORT, 2), value: [0, 6, 0, 6] }]],
  ['two values, the first zero', 1, [{ ...field(6, SHORT, 2), value: [0, 0, 0, 6] }]],
  ['very many values', 1, [field(6, SHORT, 0x1000_0001)]],
  ['zero', 1, [field(0)]],
  ['nine', 1, [field(9)]],
  ['a number that ends in six', 1, [field(0x0106)]],
  ['bytes behind a SHORT', 6, [{ ...field(6), value: [0, 6, 255, 255] }]],
  ['another magic number', 1, [field(6)], { head: 'MM\0+' }],
  ['the magic number the wrong way round', 1, [field(6)], { head: 'MM*\0' }],
  ['no magic number', 1, [field(6)], { head: 'II\0\0' }],
  ['a raw file of Olympus', 1, [field(6)], { head: 'IIRO' }],
  ['two byte orders', 1, [field(6)], { head: 'IM\0*' }],
  ['no byte order', 1, [field(6)], { head: 'XX\0*' }],
  ['a directory at an odd offset', 6, [field(6)], { offset: 9, gap: 1 }],
  ['a directory far away', 6, [field(6)], { offset: 60_000, gap: 59_992 }],
  ['a directory beyond the end', 1, [field(6)], { offset: 5000 }],
  ['no directory', 1, [field(6)], { offset: 0 }],
  ['more fields announced than there are', 6, [field(6)], { count: 5 }],
  ['65,535 fields announced', 6, [field(6)], { count: 65_535 }],
  ['no fields announced', 1, [field(6)], { count: 0 }],
  ['fields in no order', 6, [{ ...field(1), tag: 0x8000 }, field(6), { ...field(1), tag: 1 }]],
  ['last of 1,100 fields', 6, [...many(1099), field(6)]],
  ['first of 5,000 fields', 6, [field(6), ...many(4999)]],
  ['two, both valid', 3, [field(3), field(6)]],
  ['two, the first upright', 1, [field(1), field(6)]],
  ['two, the first out of range', 6, [field(9), field(6)]],
  ['two, the first a LONG', 6, [field(3, LONG), field(6)]],
  ['in the Exif directory', 6, [pointerField(26)], { more: [[field(6)]] }],
  ['in the Exif directory, under a type of its own', 1, [pointerField(26, 0x8769, 13)], inExif()],
  ['in the Exif directory, before that of the first', 6, [pointerField(38), field(3)], inExif()],
  ['in the Exif directory, behind that of the first', 3, [field(3), pointerField(38)], inExif()],
  ['in the second of two Exif directories', 1, [pointerField(5000), pointerField(38)], inExif()],
  ['in Exif in Exif', 1, [pointerField(26)], { more: [[pointerField(44)], [field(6)]] }],
  ['in an Exif directory that leads to itself', 6, [pointerField(8), field(6)]],
  ['in the GPS directory', 1, [pointerField(26, 0x8825)], inExif()],
  ['in a sub-directory', 1, [pointerField(26, 0x014a)], inExif()],
  ['in the second directory', 1, [{ ...field(1), tag: 1 }], { ...inExif(), next: 26 }],
  ['in the second directory, and another in the first', 3, [field(3)], { ...inExif(), next: 26 }],
];

function many(count: number): CraftedField[] {
  return Array.from({ length: count }, (_, n) => ({ ...field(1), tag: 0xa500 + (n % 1000) }));
}

function inExif(): CraftedTIFF {
  return { more: [[field(6)]] };
}

describe.each(BLOCKS)('an orientation as %s', (_, expected, fields, options = {}) => {
  it('turns a JPEG as browsers do', async () => {
    const jpeg = await jpegWith(exif(craftTIFF(fields, options)));
    expect(await expectAgreement('image/jpeg', jpeg)).toBe(expected);
  });
});

it('agrees with browsers wherever a block breaks off', async () => {
  for (let length = 0; length <= 26; length++) {
    await expectAgreement('image/jpeg', await jpegWith(exif(six().slice(0, length))));
  }
});

it.each<[string, Orientation, readonly Bytes[]]>([
  ['3, then 6', 3, [exif(three()), exif(six())]],
  ['none, then 6', 1, [exif(nothing()), exif(six())]],
  ['one that is too short, then 6', 1, [exif(text('MM\0')), exif(six())]],
  ['one of another kind, then 6', 1, [exif(text('no TIFF at all')), exif(six())]],
  ['an empty one, then 6', 6, [exif(new Uint8Array()), exif(six())]],
  ['a label alone, then 6', 6, [segment(0xe1, text('Exif\0')), exif(six())]],
  ['6 in lower case', 1, [exif(six(), 'exif\0\0')]],
  ['6 in upper case', 1, [exif(six(), 'EXIF\0\0')]],
  ['6 behind another last byte of the label', 6, [exif(six(), 'Exif\0x')]],
  ['6 behind another byte before it', 1, [exif(six(), 'Exif\xff\0')]],
  ['6 behind half a label', 1, [exif(six(), 'Exif\0')]],
  ['6 in another kind of segment', 1, [segment(0xe2, joined(text('Exif\0\0'), six()))]],
  ['XMP, then 6', 6, [segment(0xe1, text('http://ns.adobe.com/xap/1.0/\0<x/>')), exif(six())]],
  ['2,500 others, then 6', 6, [...Array(2500).fill(segment(0xe1, text('no'))), exif(six())]],
  ['fill bytes, then 6', 6, [Uint8Array.of(255, 255, 255), exif(six())]],
])('Exif segments of a JPEG: %s', async (_, expected, segments) => {
  const jpeg = await jpegWith(...segments);
  expect(await expectAgreement('image/jpeg', jpeg)).toBe(expected);
});

it('reads Exif of a JPEG between any two segments before the pixels, and not behind', async () => {
  const jpeg = await bytesOf(await quarters('image/jpeg', SIZE));
  const view = new DataView(jpeg.buffer);
  const at = (offset: number) =>
    joined(jpeg.subarray(0, offset), exif(six()), jpeg.subarray(offset));
  let offset = 2;
  for (; view.getUint8(offset + 1) !== 0xda; offset += 2 + view.getUint16(offset + 2)) {
    expect(await expectAgreement('image/jpeg', at(offset))).toBe(6);
  }
  expect(await expectAgreement('image/jpeg', at(offset))).toBe(6);
  expect(await expectAgreement('image/jpeg', at(jpeg.length - 2))).toBe(1);
  expect(await expectAgreement('image/jpeg', at(jpeg.length))).toBe(1);
});

describe('PNG', () => {
  const chunkOf = (type: string, data: Bytes) => pngChunk(type, data);
  const damaged = (chunk: Bytes) =>
    chunk.map((byte, at) => (at === chunk.length - 1 ? ~byte : byte));

  async function pngWith(place: 'IDAT' | 'IEND', ...chunks: Bytes[]): Promise<Bytes> {
    const png = await bytesOf(await quarters('image/png', SIZE));
    const name = String.fromCharCode(...png);
    const at = name.indexOf(place) - 4;
    return joined(png.subarray(0, at), ...chunks, png.subarray(at));
  }

  it.each<[string, Orientation, readonly Bytes[]]>([
    ...ORIENTATIONS.map(
      (one) =>
        [`orientation ${one}`, one, [pngChunk('eXIf', orientationOnly(one))]] as [
          string,
          Orientation,
          Bytes[],
        ],
    ),
    ['3, then 6', 3, [pngChunk('eXIf', three()), pngChunk('eXIf', six())]],
    ['none, then 6', 1, [pngChunk('eXIf', nothing()), pngChunk('eXIf', six())]],
    ['an empty one, then 6', 1, [pngChunk('eXIf', new Uint8Array()), pngChunk('eXIf', six())]],
    ['6 with a wrong checksum', 1, [damaged(pngChunk('eXIf', six()))]],
    [
      '6 with a wrong checksum, then 3',
      3,
      [damaged(pngChunk('eXIf', six())), pngChunk('eXIf', three())],
    ],
    [
      '3, then 6 with a wrong checksum',
      3,
      [pngChunk('eXIf', three()), damaged(pngChunk('eXIf', six()))],
    ],
    ['6 behind the label of a JPEG', 1, [pngChunk('eXIf', joined(text('Exif\0\0'), six()))]],
    ['6 as a LONG', 1, [pngChunk('eXIf', craftTIFF([field(6, LONG)]))]],
    ['6 in megabytes', 6, [pngChunk('eXIf', joined(six(), new Uint8Array(2_000_000)))]],
    ['6 under another name', 1, [chunkOf('exIf', six())]],
  ])('with %s before its pixels', async (_, expected, chunks) => {
    const png = await pngWith('IDAT', ...chunks);
    expect(await expectAgreement('image/png', png)).toBe(expected);
  });

  it('is not turned by what comes behind its pixels', async () => {
    expect(await expectAgreement('image/png', await pngWith('IEND', pngChunk('eXIf', six())))).toBe(
      1,
    );
  });
});

describe('WebP', () => {
  const little = (value: number, length: number) =>
    Array.from({ length }, (_, n) => (value >> (8 * n)) & 255);

  async function webpWith(flags: number | null, ...chunks: Bytes[]): Promise<Bytes> {
    const webp = await bytesOf(await quarters('image/webp', SIZE));
    // Chromium writes an extended header of its own, of one chunk, and a profile.
    const name = String.fromCharCode(...webp);
    const pixels = webp.subarray(Math.max(name.indexOf('VP8 '), name.indexOf('VP8L')));
    const size = [...little(SIZE.width - 1, 3), ...little(SIZE.height - 1, 3)];
    const extended =
      flags === null ? [] : [...text('VP8X'), ...little(10, 4), ...little(flags, 4), ...size];
    const body = joined(text('WEBP'), extended, pixels, ...chunks);
    return joined(text('RIFF'), little(body.length, 4), body);
  }

  it.each([
    ['Exif', 8, (tiff: Bytes) => webpChunk('EXIF', tiff)],
    ['Exif that is not announced', 0, (tiff: Bytes) => webpChunk('EXIF', tiff)],
    ['Exif without an extended header', null, (tiff: Bytes) => webpChunk('EXIF', tiff)],
    ['labelled Exif', 8, (tiff: Bytes) => webpChunk('EXIF', joined(text('Exif\0\0'), tiff))],
  ])('is not turned by %s', async (_, flags, chunk) => {
    for (const orientation of ORIENTATIONS) {
      const webp = await webpWith(flags, chunk(orientationOnly(orientation) as Bytes));
      expect(await expectAgreement('image/webp', webp)).toBe(1);
    }
  });
});
