import { describe, expect, it } from 'vitest';
import { type Orientation, readExif, TAGS } from './exif.ts';
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
      expect(result?.length).toBeLessThan(100);
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

it('writes the same block again, and leaves the original untouched', () => {
  const placed = tiffOf([{ at: 8, entries: [MAKE, TURNED, secret(TAGS.xmp)] }]);
  const before = textOf(new Uint8Array(placed.buffer));
  const once = withoutLocation(placed);
  expect(textOf(new Uint8Array(placed.buffer))).toBe(before);
  expect(once).not.toBeNull();
  expect(withoutLocation(viewOf(once))).toEqual(once);
});

it('sorts the remaining fields, each once', () => {
  const second: Entry = [TAGS.orientation, SHORT, 1, 3 << 16];
  const entries = [secret(TAGS.xmp), TURNED, secret(TAGS.iptc), second, MAKE];
  const view = viewOf(withoutLocation(tiffOf([{ at: 8, entries }])));
  expect([view.getUint16(8), view.getUint16(10), view.getUint16(22), view.byteLength]).toEqual([
    2,
    MAKE[0],
    TAGS.orientation,
    38,
  ]);
});

it('says which way is up where the other block does, and as it is told', () => {
  const orientationOf = (directories: Directory[], wanted: Orientation) =>
    readExif(viewOf(withoutLocation(tiffOf(directories), wanted))).orientation;
  expect(orientationOf([{ at: 8, entries: [MAKE] }], 1)).toBe(1);
  expect(orientationOf([{ at: 8, entries: [MAKE] }], 8)).toBe(8);
  expect(orientationOf([{ at: 8, entries: [TURNED] }], 1)).toBe(1);
  expect(withoutLocation(tiffOf([{ at: 8, entries: [MAKE] }]), 1)).toHaveLength(26);
});

describe('a field', () => {
  it.each<[string, Entry]>([
    ['of another type', [0x010f, UNDEFINED, SECRET.length, SECRET_AT]],
    ['of another number of values', [TAGS.orientation, SHORT, 8, SECRET_AT]],
    ['of no known number', [0xc634, ASCII, SECRET.length, SECRET_AT]],
    ['of another directory', [0x9286, UNDEFINED, SECRET.length, SECRET_AT]],
    ['whose value is outside', [0x010e, ASCII, 999, 400]],
  ])('is left out: one %s', (_, entry) => {
    const result = withoutLocation(tiffOf([{ at: 8, entries: [MAKE, entry] }]));
    expect(textOf(result)).toContain('OK!');
    expect(textOf(result)).not.toContain('Nowhere');
    expect(result?.length).toBeLessThan(40);
  });
});

describe('pointers to places', () => {
  const gps: Directory = { at: 200, entries: [secret(0x0002)] };
  it.each<[string, Directory[]]>([
    ['under a subdirectory', [{ at: 8, entries: [MAKE, [0x014a, LONG, 1, 200]] }, gps]],
    ['of another type', [{ at: 8, entries: [MAKE, [TAGS.gps, 9, 1, 200]] }, gps]],
    ['of type IFD', [{ at: 8, entries: [MAKE, [TAGS.gps, 13, 1, 200]] }, gps]],
    [
      'under the directory of interoperability',
      [
        { at: 8, entries: [MAKE, [TAGS.exif, LONG, 1, 100]] },
        { at: 100, entries: [[0xa005, LONG, 1, 200]] },
        gps,
      ],
    ],
    [
      'in the Exif of Exif',
      [
        { at: 8, entries: [MAKE, [TAGS.exif, LONG, 1, 100]] },
        { at: 100, entries: [[TAGS.exif, LONG, 1, 140]] },
        { at: 140, entries: [[TAGS.gps, LONG, 1, 200]] },
        gps,
      ],
    ],
    [
      'in a third directory',
      [{ at: 8, entries: [MAKE], next: 100 }, { at: 100, entries: [], next: 200 }, gps],
    ],
    ['in a circle', [{ at: 8, entries: [MAKE, [TAGS.exif, LONG, 1, 8], [TAGS.gps, LONG, 1, 8]] }]],
    ['in the first directory itself', [{ at: 8, entries: [MAKE, secret(0x0002)] }]],
  ])('lead nowhere: %s', (_, directories) => {
    const result = withoutLocation(tiffOf(directories));
    expect(textOf(result)).toContain('OK!');
    expect(textOf(result)).not.toContain('Nowhere');
  });
});

describe('a block that is none', () => {
  it('is given up where it has no directory', () => {
    expect(withoutLocation(tiffOf([]))).toBeNull();
  });

  it.each([0, 1, 7, 8, 9, 10, 21])('is given up where it ends after %i bytes', (length) => {
    const { buffer } = tiffOf([{ at: 8, entries: [TURNED] }]);
    expect(withoutLocation(new DataView(buffer, 0, length))).toBeNull();
  });
});
