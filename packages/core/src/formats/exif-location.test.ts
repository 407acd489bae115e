import { describe, expect, it } from 'vitest';
import { readExif, TAGS } from './exif.ts';
import { withoutLocation } from './exif-location.ts';

type Entry = [tag: number, type: number, count: number, value: number];

interface Directory {
  at: number;
  entries: Entry[];
  next?: number;
}

const SECRET = 'Nowhere Street 5';
const [ASCII, SHORT, LONG, UNDEFINED] = [2, 3, 4, 7];
const MAKE: Entry = [0x010f, ASCII, 4, 0x4f4b2100];
const TURNED: Entry = [TAGS.orientation, SHORT, 1, 6 << 16];
const SECRET_AT = 400;
const secret = (tag: number): Entry => [tag, UNDEFINED, SECRET.length, SECRET_AT];

/** A TIFF block in the order of Motorola, with directories where they are wanted. */
function tiffOf(directories: Directory[], isLittle = false): DataView {
  const tiff = new DataView(new ArrayBuffer(700));
  tiff.setUint32(0, isLittle ? 0x49492a00 : 0x4d4d002a);
  tiff.setUint32(4, directories[0]?.at ?? 0, isLittle);
  for (const { at, entries, next = 0 } of directories) {
    tiff.setUint16(at, entries.length, isLittle);
    for (const [n, [tag, type, count, value]] of entries.entries()) {
      const entry = at + 2 + 12 * n;
      tiff.setUint16(entry, tag, isLittle);
      tiff.setUint16(entry + 2, type, isLittle);
      tiff.setUint32(entry + 4, count, isLittle);
      const isTurned = isLittle && type === SHORT;
      tiff.setUint32(entry + 8, isTurned ? value >>> 16 : value, isLittle);
    }
    tiff.setUint32(at + 2 + 12 * entries.length, next, isLittle);
  }
  new Uint8Array(tiff.buffer).set(Buffer.from(SECRET), SECRET_AT);
  return new DataView(tiff.buffer.slice(0, 600));
}

const textOf = (bytes: Uint8Array | null) => Buffer.from(bytes ?? []).toString('latin1');
const viewOf = (bytes: Uint8Array<ArrayBuffer> | null) =>
  new DataView(bytes?.buffer ?? new ArrayBuffer(0));

describe('what tells a place', () => {
  it.each([
    ['a GPS directory', [[TAGS.gps, LONG, 1, 200]], [secret(0x0002)]],
    ['XMP', [secret(TAGS.xmp)], []],
    ['IPTC', [secret(TAGS.iptc)], []],
    ['Photoshop’s block', [secret(TAGS.photoshop)], []],
    ['notes of the maker', [[TAGS.exif, LONG, 1, 200]], [secret(TAGS.makerNote)]],
    ['notes of the maker, out of place', [secret(TAGS.makerNote)], []],
    ['XMP, out of place', [[TAGS.exif, LONG, 1, 200]], [secret(TAGS.xmp)]],
  ] as [string, Entry[], Entry[]][])('is taken out: %s', (_, main, second) => {
    for (const isLittle of [false, true]) {
      const tiff = tiffOf(
        [
          { at: 8, entries: [MAKE, TURNED, ...main] },
          { at: 200, entries: second },
        ],
        isLittle,
      );
      expect(textOf(new Uint8Array(tiff.buffer))).toContain(SECRET);
      const result = withoutLocation(tiff);
      expect(result).toHaveLength(600);
      expect(textOf(result)).not.toContain('Nowhere');
      expect(readExif(viewOf(result)).orientation).toBe(6);
      expect(viewOf(result).getUint32(18, isLittle)).toBe(0x4f4b2100);
    }
  });

  it('is found in the second of two GPS directories, and in that of the camera', () => {
    for (const camera of [false, true]) {
      const pointers: Entry[] = [
        [TAGS.gps, LONG, 1, 150],
        [TAGS.gps, LONG, 1, 200],
      ];
      const main: Entry[] = camera ? [TURNED, [TAGS.exif, LONG, 1, 300]] : [TURNED, ...pointers];
      const result = withoutLocation(
        tiffOf([
          { at: 8, entries: main },
          { at: 150, entries: [] },
          { at: 200, entries: [secret(0x0002)] },
          { at: 300, entries: camera ? pointers : [] },
        ]),
      );
      expect(result).not.toBeNull();
      expect(textOf(result)).not.toContain('Nowhere');
    }
  });

  it('is taken out of the thumbnail’s directory, with the thumbnail', () => {
    const result = withoutLocation(
      tiffOf([
        { at: 8, entries: [TURNED], next: 100 },
        {
          at: 100,
          entries: [
            [TAGS.thumbnailOffset, LONG, 1, SECRET_AT],
            [TAGS.thumbnailLength, LONG, 1, 50],
            [TAGS.gps, LONG, 1, 200],
          ],
        },
        { at: 200, entries: [[0x001d, ASCII, 4, 0x32303235]] },
      ]),
    );
    expect(textOf(result)).not.toContain('Nowhere');
    expect(textOf(result)).not.toContain('2025');
    expect(readExif(viewOf(result))).toEqual({ orientation: 6, thumbnail: null });
  });
});

it('leaves a block without a place as it is, and the original untouched', () => {
  const plain = tiffOf([{ at: 8, entries: [MAKE, TURNED] }]);
  expect(withoutLocation(plain)).toEqual(new Uint8Array(plain.buffer));
  const placed = tiffOf([{ at: 8, entries: [secret(TAGS.xmp)] }]);
  const before = textOf(new Uint8Array(placed.buffer));
  withoutLocation(placed);
  expect(textOf(new Uint8Array(placed.buffer))).toBe(before);
});

it('closes the gap between the remaining fields', () => {
  const result = withoutLocation(
    tiffOf([{ at: 8, entries: [secret(TAGS.xmp), TURNED, secret(TAGS.iptc), MAKE] }]),
  );
  const view = viewOf(result);
  expect([view.getUint16(8), view.getUint16(10), view.getUint16(22)]).toEqual([
    2,
    TAGS.orientation,
    MAKE[0],
  ]);
});

describe('a block that cannot be understood', () => {
  it.each<[string, Directory[]]>([
    ['without a directory', []],
    ['with a directory outside', [{ at: 590, entries: [TURNED] }]],
    ['whose camera directory is the first', [{ at: 8, entries: [[TAGS.exif, LONG, 1, 8]] }]],
    ['whose GPS directory is the first', [{ at: 8, entries: [TURNED, [TAGS.gps, LONG, 1, 8]] }]],
    ['whose camera directory is outside', [{ at: 8, entries: [[TAGS.exif, LONG, 1, 9999]] }]],
    ['whose GPS directory is outside', [{ at: 8, entries: [[TAGS.gps, LONG, 1, 9999]] }]],
    ['whose thumbnail directory is the first', [{ at: 8, entries: [TURNED], next: 8 }]],
    ['with a value outside', [{ at: 8, entries: [TURNED, [TAGS.xmp, UNDEFINED, 999, 400]] }]],
    [
      'whose GPS directory holds a value outside',
      [
        { at: 8, entries: [[TAGS.gps, LONG, 1, 200]] },
        { at: 200, entries: [[2, UNDEFINED, 999, 400]] },
      ],
    ],
    [
      'whose notes of the maker hold the first directory',
      [{ at: 8, entries: [TURNED, [TAGS.makerNote, UNDEFINED, 100, 8]] }],
    ],
  ])('is given up: %s', (_, directories) => {
    expect(withoutLocation(tiffOf(directories))).toBeNull();
  });

  it.each([0, 1, 7, 8, 9, 10, 21, 25])('is given up where it ends after %i bytes', (length) => {
    const { buffer } = tiffOf([{ at: 8, entries: [TURNED] }]);
    expect(withoutLocation(new DataView(buffer, 0, length))).toBeNull();
  });

  it('is given up where it says more fields than anyone would write', () => {
    const tiff = tiffOf([{ at: 8, entries: [] }]);
    tiff.setUint16(8, 0xffff);
    expect(withoutLocation(tiff)).toBeNull();
  });
});
