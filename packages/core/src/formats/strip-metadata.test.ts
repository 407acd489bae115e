import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  animation,
  blobOf,
  bytesOf,
  drawing,
  holds,
  inserted,
  jpegSegment,
  OWNER,
  photo,
  pixelsOf,
  placed,
  pngChunk,
  sharp,
  taken,
} from '../../test/pictures-with-metadata.ts';
import { BrokenFormat } from './block.ts';
import { readHeader } from './header.ts';
import { copyExif, stripMetadata } from './strip-metadata.ts';

interface ExifParser {
  create(bytes: Buffer): { parse(): { tags: Record<string, unknown> } };
}

const require = createRequire(import.meta.url);
const exifParser: ExifParser = require('exif-parser');

const GPS_POINTERS = [
  Buffer.from('2588040001000000', 'hex'),
  Buffer.from('8825000400000001', 'hex'),
];

const metadataOf = async (blob: Blob) =>
  sharp(await bytesOf(blob), { animated: true, failOn: 'none' }).metadata();

/** Tags that another reader finds. */
async function tagsOf(blob: Blob): Promise<Record<string, unknown>> {
  return exifParser.create(await bytesOf(blob)).parse().tags;
}

async function leadsToPlace(blob: Blob): Promise<boolean> {
  const { exif } = await metadataOf(blob);
  return GPS_POINTERS.some((pointer) => exif?.includes(pointer));
}

const clear = () => drawing().ensureAlpha(0.5);

const CARRIERS = [
  ['a baseline JPEG', 'image/jpeg', () => taken(drawing()).jpeg()],
  ['a progressive JPEG', 'image/jpeg', () => taken(drawing()).jpeg({ progressive: true })],
  [
    'a JPEG with full colour',
    'image/jpeg',
    () => taken(drawing()).jpeg({ chromaSubsampling: '4:4:4' }),
  ],
  ['a grey JPEG', 'image/jpeg', () => placed(drawing().toColourspace('b-w')).jpeg()],
  [
    'a CMYK JPEG',
    'image/jpeg',
    () => taken(drawing()).toColourspace('cmyk').withIccProfile('cmyk').jpeg(),
  ],
  ['a PNG', 'image/png', () => taken(drawing()).png()],
  ['a PNG with alpha', 'image/png', () => taken(clear()).png()],
  ['a PNG with a palette', 'image/png', () => taken(clear()).png({ palette: true })],
  ['a grey PNG', 'image/png', () => placed(drawing().toColourspace('b-w')).png()],
  ['an interlaced PNG', 'image/png', () => taken(drawing()).png({ progressive: true })],
  ['a PNG of 16 bits', 'image/png', () => taken(drawing()).toColourspace('rgb16').png()],
  ['a lossy WebP', 'image/webp', () => taken(drawing()).webp()],
  ['a lossless WebP', 'image/webp', () => taken(drawing()).webp({ lossless: true })],
  ['a WebP with alpha', 'image/webp', () => taken(clear()).webp()],
  ['an animated WebP', 'image/webp', () => taken(animation(), 1).webp()],
] as const;

describe.each(CARRIERS)('%s', (name, type, make) => {
  let blob = new Blob();
  beforeAll(async () => {
    blob = blobOf(await make().toBuffer());
  });

  it('carries what is to be taken out', async () => {
    const { exif, xmp, icc } = await metadataOf(blob);
    expect(exif?.includes(OWNER)).toBe(true);
    expect(xmp?.includes(OWNER)).toBe(true);
    expect(await leadsToPlace(blob)).toBe(true);
    expect(icc === undefined).toBe(name.includes('grey'));
    expect((await readHeader(blob))?.mediaType).toBe(type);
  });

  it('says nothing any more', async () => {
    const result = await stripMetadata(blob, type, 'all');
    expect(await holds(result, OWNER)).toBe(false);
    expect(await holds(result, 'ACME')).toBe(false);
    expect(await leadsToPlace(result)).toBe(false);
    const { exif, xmp, iptc } = await metadataOf(result);
    for (const bytes of [xmp, iptc]) expect(bytes).toBeUndefined();
    expect(exif?.length ?? 0).toBeLessThanOrEqual(32);
  });

  it('shows the same pixels, in the same colours, equally turned', async () => {
    const before = await metadataOf(blob);
    for (const level of ['all', 'location'] as const) {
      const result = await stripMetadata(blob, type, level);
      const { width, height, pages, orientation = 1, icc, space, depth } = await metadataOf(result);
      // A PNG says sRGB without a profile.
      if (type !== 'image/png') expect(icc === undefined).toBe(before.icc === undefined);
      expect({ width, height, pages, orientation, space, depth }).toEqual({
        width: before.width,
        height: before.height,
        pages: before.pages,
        // No browser turns a WebP.
        orientation:
          (type !== 'image/webp' && before.orientation) ||
          (level === 'location' && before.orientation) ||
          1,
        space: before.space,
        depth: before.depth,
      });
      const [pixels, same] = [await pixelsOf(blob), await pixelsOf(result)];
      // Of sixteen bits, the last ones depend on how a profile says sRGB.
      const tolerance = depth === 'ushort' ? 64 : 0;
      for (let at = 0; at < pixels.length; at += tolerance > 0 ? 2 : 1) {
        const numberIn = (bytes: Buffer) =>
          (tolerance > 0 ? bytes.readUInt16LE(at) : bytes[at]) ?? 0;
        if (Math.abs(numberIn(pixels) - numberIn(same)) > tolerance) expect(at).toBe(-1);
      }
    }
  });

  it('keeps its camera and owner where only the place is taken out', async () => {
    const result = await stripMetadata(blob, type, 'location');
    expect(await leadsToPlace(result)).toBe(false);
    expect(await holds(result, '<owner>')).toBe(false);
    const { exif } = await metadataOf(result);
    expect(exif?.includes('ACME')).toBe(true);
    expect(exif?.includes(OWNER)).toBe(true);
    // The seconds of the latitude, 3230/100.
    const seconds = Buffer.from('9e0c000064000000', 'hex');
    expect((await bytesOf(blob)).includes(seconds)).toBe(true);
    expect((await bytesOf(result)).includes(seconds)).toBe(false);
  });

  it.each(['all', 'location'] as const)(
    'is the same file when stripped again: %s',
    async (level) => {
      const once = await stripMetadata(blob, type, level);
      expect(await stripMetadata(once, type, level)).toBe(once);
      expect(once).not.toBe(blob);
    },
  );

  it('keeps its declared type', async () => {
    const declared = new Blob([blob], { type: 'image/x-declared' });
    expect((await stripMetadata(declared, type, 'all')).type).toBe('image/x-declared');
  });

  it('is a valid file for a strict decoder', async () => {
    for (const level of ['all', 'location'] as const) {
      const bytes = await bytesOf(await stripMetadata(blob, type, level));
      const { info } = await sharp(bytes, { failOn: 'warning' })
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect(info.width).toBeGreaterThan(0);
    }
  });
});

describe('a picture without metadata', () => {
  it.each([
    ['image/jpeg', () => drawing().jpeg()],
    ['image/jpeg', () => drawing().jpeg({ progressive: true })],
    ['image/png', () => drawing().png()],
    ['image/webp', () => drawing().webp()],
    ['image/webp', () => animation().webp()],
    ['image/gif', () => animation().gif()],
  ] as const)('is the same file afterwards: %s %#', async (type, make) => {
    const blob = blobOf(await make().toBuffer());
    expect(await stripMetadata(blob, type, 'all')).toBe(blob);
    expect(await stripMetadata(blob, type, 'location')).toBe(blob);
  });

  it('is left alone where its format is not known', async () => {
    const svg = blobOf('<svg xmlns="http://www.w3.org/2000/svg"></svg>');
    expect(await stripMetadata(svg, 'image/svg+xml', 'all')).toBe(svg);
  });
});

describe('JPEG', () => {
  const PHOTOS = [
    'exif/test/right.jpg',
    'exif/test/down-mirrored.jpg',
    'exif/test/evil1.jpg',
    'exif/test/lens_info.jpg',
    'exif/test/short-ascii-II.jpg',
    'exif/test/short-ascii-MM.jpg',
    'exif/test/test1.jpg',
    'exif/test/test2.jpg',
    'exif/test/test3.jpg',
    'exif-parser/test/starfish.jpg',
    'exif-parser/test/test.jpg',
    'jpeg-exif/test/IMG_0001.JPG',
    'jpeg-exif/test/IMG_0003.JPG',
  ];

  it.each(PHOTOS)('%s, a real photo, keeps its pixels and orientation only', async (file) => {
    const blob = photo(file);
    const result = await stripMetadata(blob, 'image/jpeg', 'all');
    expect((await pixelsOf(result)).equals(await pixelsOf(blob))).toBe(true);
    const { exif, xmp, iptc, orientation = 1 } = await metadataOf(result);
    expect(orientation).toBe((await metadataOf(blob)).orientation ?? 1);
    expect([exif?.length ?? 0, xmp, iptc]).toEqual([
      orientation === 1 ? 0 : 32,
      undefined,
      undefined,
    ]);
  });

  it.each(PHOTOS)('%s, a real photo, keeps its camera but no place', async (file) => {
    const blob = photo(file);
    const result = await stripMetadata(blob, 'image/jpeg', 'location');
    expect((await pixelsOf(result)).equals(await pixelsOf(blob))).toBe(true);
    const before = await tagsOf(blob);
    const after = await tagsOf(result);
    expect(Object.keys(after).filter((tag) => tag.startsWith('GPS'))).toEqual([]);
    for (const tag of ['Make', 'Model', 'Orientation', 'ExposureTime', 'DateTimeOriginal'])
      expect(after[tag]).toEqual(before[tag]);
  });

  it('loses the thumbnail of its Exif, to the last byte', async () => {
    const blob = photo('exif/test/test1.jpg');
    const place = (await readHeader(blob))?.thumbnail;
    const small = await bytesOf(blob.slice((place?.end ?? 0) - 200, place?.end));
    expect(small).toHaveLength(200);
    for (const level of ['all', 'location'] as const) {
      const result = await stripMetadata(blob, 'image/jpeg', level);
      expect((await readHeader(result))?.thumbnail).toBeNull();
      expect((await bytesOf(result)).includes(small)).toBe(false);
    }
  });

  it('loses the thumbnail of its JFIF header, which is in raw pixels', async () => {
    const plain = await bytesOf(blobOf(await drawing().jpeg().toBuffer()));
    const head = Buffer.from('4a464946000101000048004802020000', 'hex').subarray(0, 14);
    head.set([2, 2], 12);
    const jfif = jpegSegment(0xe0, Buffer.concat([head, Buffer.from('thumbnail!!!')]));
    const rest = plain.subarray(plain[3] === 0xe0 ? 4 + plain.readUInt16BE(4) : 2);
    const blob = blobOf(Buffer.from('ffd8', 'hex'), jfif, rest);
    const result = await stripMetadata(blob, 'image/jpeg', 'all');
    expect(await holds(result, 'thumbnail')).toBe(false);
    expect((await bytesOf(result)).subarray(2, 20).toString('hex')).toBe(
      'ffe000104a464946000101000048004800' + '00',
    );
    expect((await pixelsOf(result)).equals(await pixelsOf(blob))).toBe(true);
    expect(await stripMetadata(result, 'image/jpeg', 'all')).toBe(result);
  });

  it.each([
    ['a second JPEG', async () => bytesOf(blobOf(await taken(drawing()).jpeg().toBuffer()))],
    ['a ZIP', async () => Buffer.from(`PK\x03\x04${OWNER}`, 'latin1')],
    ['a video', async () => Buffer.from(`\0\0\0\x18ftypmp42${OWNER}`, 'latin1')],
  ] as const)('ends where its picture ends, before %s', async (_, trailer) => {
    const plain = blobOf(await drawing().jpeg().toBuffer());
    const blob = new Blob([plain, await trailer()]);
    for (const level of ['all', 'location'] as const) {
      const result = await stripMetadata(blob, 'image/jpeg', level);
      expect(await bytesOf(result)).toEqual(await bytesOf(plain));
    }
  });

  it.each([
    ['a comment', jpegSegment(0xfe, OWNER), 'location'],
    ['IPTC', jpegSegment(0xed, `Photoshop 3.0\x008BIM${OWNER}`), null],
    ['a second XMP', jpegSegment(0xe1, `http://ns.adobe.com/xmp/extension/\0${OWNER}`), null],
    ['a second picture’s index', jpegSegment(0xe2, `MPF\0${OWNER}`), null],
    ['its maker’s own', jpegSegment(0xe7, OWNER), null],
    ['a JFIF extension', jpegSegment(0xe0, `JFXX\0${OWNER}`), null],
    ['what stands between segments', Buffer.from(OWNER), null],
  ] as const)('loses %s, wherever it stands', async (_, bytes, keptBy) => {
    const plain = blobOf(await drawing().jpeg({ progressive: true }).toBuffer());
    const whole = await bytesOf(plain);
    const lastScan = whole.lastIndexOf(Buffer.from('ffc4', 'hex'));
    for (const at of [2, whole.indexOf(Buffer.from('ffdb', 'hex')), lastScan]) {
      // Without a marker before it, it would count as pixels.
      if (at === lastScan && bytes[0] !== 0xff) continue;
      const blob = await inserted(plain, at, bytes);
      expect(await holds(await stripMetadata(blob, 'image/jpeg', 'all'), OWNER)).toBe(false);
      const result = await stripMetadata(blob, 'image/jpeg', 'location');
      expect(await holds(result, OWNER)).toBe(keptBy === 'location');
    }
  });

  it('keeps what says which colours the numbers mean', async () => {
    const cmyk = drawing().toColourspace('cmyk').withIccProfile('cmyk');
    const blob = blobOf(await taken(cmyk).withIccProfile('cmyk').jpeg().toBuffer());
    expect(await holds(blob, 'Adobe\0')).toBe(true);
    const result = await stripMetadata(blob, 'image/jpeg', 'all');
    expect(await holds(result, 'Adobe\0')).toBe(true);
    expect((await metadataOf(result)).channels).toBe(4);
  });

  it('keeps the camera where the pointer to the place leads nowhere', async () => {
    const bytes = await taken(drawing()).jpeg().toBuffer();
    const pointer = bytes.indexOf(Buffer.from('25880400', 'hex'));
    bytes.writeUInt32LE(0x00ff_ffff, pointer + 8);
    const result = await stripMetadata(blobOf(bytes), 'image/jpeg', 'location');
    expect(await holds(result, 'ACME')).toBe(true);
    expect(await leadsToPlace(result)).toBe(false);
    expect((await metadataOf(result)).orientation).toBe(6);
  });

  it('keeps the pixels of a photo that breaks off', async () => {
    const bytes = await taken(drawing(200, 200)).jpeg({ quality: 95 }).toBuffer();
    const blob = blobOf(bytes.subarray(0, bytes.length - 2000));
    const result = await stripMetadata(blob, 'image/jpeg', 'all');
    expect(await holds(result, OWNER)).toBe(false);
    expect((await pixelsOf(result)).equals(await pixelsOf(blob))).toBe(true);
  });

  it('is refused where its segments never end', async () => {
    const endless = Buffer.concat([
      Buffer.from('ffd8', 'hex'),
      ...Array.from({ length: 30_000 }, () => Buffer.from('ffe00002', 'hex')),
    ]);
    const result = stripMetadata(blobOf(endless), 'image/jpeg', 'all');
    await expect(result).rejects.toBeInstanceOf(BrokenFormat);
  });
});

describe('PNG', () => {
  const beforePixels = (bytes: Buffer) => bytes.indexOf('IDAT') - 4;
  const text = (type: string, content: string) => pngChunk(type, Buffer.from(content, 'latin1'));

  it.each([
    ['text', text('tEXt', `Author\0${OWNER}`), true],
    ['text in other alphabets', text('iTXt', `Title\0\0\0\0\0${OWNER}`), true],
    ['the time, of a wrong length', text('tIME', OWNER), false],
    ['XMP', text('iTXt', `XML:com.adobe.xmp\0\0\0\0\0${OWNER}`), false],
    ['Exif as text', text('tEXt', `Raw profile type exif\0${OWNER}`), false],
    ['a field of Exif as text', text('tEXt', `exif:GPSLatitude\0${OWNER}`), false],
    ['its maker’s own', text('prVt', OWNER), false],
  ] as const)('loses %s, before its pixels and after', async (_, chunk, isKept) => {
    const plain = blobOf(await drawing().png().toBuffer());
    for (const at of [beforePixels(await bytesOf(plain)), plain.size - 12]) {
      const blob = await inserted(plain, at, chunk);
      const result = await stripMetadata(blob, 'image/png', 'all');
      expect(await bytesOf(result)).toEqual(await bytesOf(plain));
      const other = await stripMetadata(blob, 'image/png', 'location');
      expect(await holds(other, OWNER)).toBe(isKept);
    }
  });

  const KEPT = { gAMA: 4, cHRM: 32, sRGB: 1, cICP: 4, tRNS: 6 };

  it('keeps what decides how it looks', async () => {
    const plain = blobOf(await drawing().png().toBuffer());
    const chunks = Object.entries(KEPT).map(([type, length]) =>
      pngChunk(type, Buffer.alloc(length)),
    );
    const blob = await inserted(plain, 33, Buffer.concat(chunks));
    expect(await stripMetadata(blob, 'image/png', 'all')).toBe(blob);
  });

  it('loses it where it is longer than it may be', async () => {
    const plain = blobOf(await drawing().png().toBuffer());
    for (const [type, length] of Object.entries(KEPT)) {
      const long = pngChunk(type, Buffer.from(`${'\0'.repeat(length)}${OWNER}`));
      const blob = await inserted(plain, 33, long);
      expect(await holds(await stripMetadata(blob, 'image/png', 'all'), OWNER), type).toBe(false);
    }
  });

  it('ends where its picture ends', async () => {
    const plain = blobOf(await drawing().png().toBuffer());
    const blob = new Blob([plain, await taken(drawing()).jpeg().toBuffer().then(Buffer.from)]);
    const result = await stripMetadata(blob, 'image/png', 'location');
    expect(await bytesOf(result)).toEqual(await bytesOf(plain));
  });

  it('loses a chunk without a type', async () => {
    const plain = blobOf(await drawing().png().toBuffer());
    const odd = await inserted(plain, 33, pngChunk('\0\x01\x02\x03', Buffer.from(OWNER)));
    const result = await stripMetadata(odd, 'image/png', 'all');
    expect((await bytesOf(result)).equals(await bytesOf(plain))).toBe(true);
  });
});

describe('WebP', () => {
  const chunk = (type: string, content: string) => {
    const data = Buffer.from(content, 'latin1');
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length & 1)]);
  };
  const grown = (bytes: Buffer, more: Buffer) => {
    const all = Buffer.concat([bytes, more]);
    all.writeUInt32LE(all.length - 8, 4);
    return blobOf(all);
  };

  it('says in its header that there is no metadata any more', async () => {
    const blob = blobOf(await taken(drawing(), 1).webp().toBuffer());
    expect((await bytesOf(blob)).readUInt8(20) & 0x0c).toBe(0x0c);
    const bytes = await bytesOf(await stripMetadata(blob, 'image/webp', 'all'));
    expect(bytes.readUInt8(20) & 0x0c).toBe(0);
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
  });

  it('loses chunks that only their maker understands, and what stands behind', async () => {
    const plain = await drawing().webp().toBuffer();
    const blob = new Blob([grown(plain, chunk('MINE', OWNER)), OWNER]);
    const result = await stripMetadata(blob, 'image/webp', 'location');
    expect(await bytesOf(result)).toEqual(plain);
  });

  it('reads Exif that begins like that of a JPEG', async () => {
    const picture = await taken(drawing(), 1).webp().toBuffer();
    const { exif } = await sharp(await taken(drawing(), 8).jpeg().toBuffer()).metadata();
    const plain = await bytesOf(await stripMetadata(blobOf(picture), 'image/webp', 'all'));
    const blob = grown(plain, chunk('EXIF', (exif ?? Buffer.alloc(0)).toString('latin1')));
    expect(await readHeader(blob)).toMatchObject({ orientation: 1, width: 64 });
    const result = await stripMetadata(blob, 'image/webp', 'all');
    expect(await readHeader(result)).toMatchObject({ orientation: 1, width: 64 });
    expect(await holds(result, OWNER)).toBe(false);
  });
});

describe('GIF', () => {
  const subBlocks = (label: number, ...contents: string[]) =>
    Buffer.from(
      `\x21${String.fromCharCode(label)}${contents
        .map((content) => String.fromCharCode(content.length) + content)
        .join('')}\0`,
      'latin1',
    );

  it.each([
    ['a comment', subBlocks(0xfe, OWNER), true],
    ['XMP', subBlocks(0xff, 'XMP DataXMP', OWNER), false],
    ['an application’s own', subBlocks(0xff, 'MINE1234ABC', OWNER), false],
    ['an extension of no known kind', subBlocks(0x77, OWNER), false],
  ] as const)('loses %s, and keeps its frames', async (_, block, isKept) => {
    const plain = await animation().gif().toBuffer();
    const blob = blobOf(plain.subarray(0, -1), block, plain.subarray(-1), OWNER);
    const result = await stripMetadata(blob, 'image/gif', 'all');
    expect(await bytesOf(result)).toEqual(plain);
    expect(await metadataOf(result)).toMatchObject({ pages: 3 });
    const other = await stripMetadata(blob, 'image/gif', 'location');
    expect(await holds(other.slice(0, -1), OWNER)).toBe(isKept);
  });

  it('keeps how often it repeats', async () => {
    const blob = blobOf(await animation().gif({ loop: 7 }).toBuffer(), OWNER);
    const result = await stripMetadata(blob, 'image/gif', 'all');
    expect(await metadataOf(result)).toMatchObject({ loop: 7, pages: 3 });
    expect((await pixelsOf(result)).equals(await pixelsOf(blob))).toBe(true);
  });

  it('ends where a block of no known kind begins, as browsers end', async () => {
    const plain = await animation().gif().toBuffer();
    const odd = blobOf(plain.subarray(0, -1), '\x42', OWNER);
    expect((await bytesOf(await stripMetadata(odd, 'image/gif', 'all'))).equals(plain)).toBe(true);
  });
});

describe('the Exif of a JPEG that is put into another', () => {
  const upright = async () => blobOf(await drawing(32, 32).jpeg().toBuffer());

  it.each(['location', false] as const)('says that it is upright: %s', async (level) => {
    const original = blobOf(await taken(drawing(), 6).jpeg().toBuffer());
    const result = await copyExif(original, await upright(), level);
    expect(await metadataOf(result)).toMatchObject({ orientation: 1, width: 32 });
    expect(await tagsOf(result)).toMatchObject({ Make: 'ACME', Artist: OWNER });
    expect(await leadsToPlace(result)).toBe(level === false);
    expect((await pixelsOf(result)).equals(await pixelsOf(await upright()))).toBe(true);
  });

  it('says so too where the orientation is a long number', async () => {
    const bytes = await taken(drawing(), 6).jpeg().toBuffer();
    bytes.set([4], bytes.indexOf(Buffer.from('120103000100', 'hex')) + 2);
    const { exif } = await metadataOf(blobOf(bytes));
    const long = Buffer.from('1201040001000000', 'hex');
    expect(exif?.readUInt32LE(exif.indexOf(long) + 8)).toBe(6);
    const { exif: after } = await metadataOf(await copyExif(blobOf(bytes), await upright(), false));
    expect(after?.readUInt32LE(after.indexOf(long) + 8)).toBe(1);
  });

  it('leaves the other as it is where there is none, or none that can be trusted', async () => {
    const jpeg = await upright();
    expect(await copyExif(await upright(), jpeg, false)).toBe(jpeg);
    const broken = await inserted(jpeg, 2, jpegSegment(0xe1, 'Exif\0\0II*\0\xff\xff\xff\xff'));
    expect(await copyExif(broken, jpeg, 'location')).toBe(jpeg);
  });

  it.each(['exif/test/test1.jpg', 'jpeg-exif/test/IMG_0001.JPG'])(
    'comes without a place from %s, a real photo',
    async (file) => {
      const result = await copyExif(photo(file), await upright(), 'location');
      const tags = await tagsOf(result);
      expect(tags).toMatchObject({ Make: 'Apple' });
      expect(Object.keys(tags).filter((tag) => tag.startsWith('GPS'))).toEqual([]);
    },
  );
});
