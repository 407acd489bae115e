import { describe, expect, it } from 'vitest';
import {
  animation,
  blobOf,
  bytesOf,
  drawing,
  inserted,
  jpegSegment,
  OWNER,
  photo,
  pngChunk,
  sharp,
  taken,
} from '../../test/pictures-with-metadata.ts';
import { readHeader } from './header.ts';
import { totalPixels } from './image-header.ts';

const hex = (text: string) => new Blob([Buffer.from(text.replaceAll(' ', ''), 'hex')]);
const made = async (picture: { toBuffer(): Promise<Buffer> }) => blobOf(await picture.toBuffer());

describe('width and height', () => {
  it.each([
    ['exif/test/sony-alpha-6000.jpg', 6000, 4000],
    ['exif/test/short-ascii-II.jpg', 4208, 3120],
    ['exif/test/right.jpg', 480, 640],
    ['exif/test/evil1.jpg', 640, 480],
    ['exif/test/lens_info.jpg', 1, 1],
    ['exif-parser/test/starfish.jpg', 1278, 720],
    ['jpeg-exif/test/IMG_0001.JPG', 2448, 2448],
  ])('of %s are shown as %i × %i', async (file, width, height) => {
    expect(await readHeader(photo(file))).toMatchObject({ width, height });
  });

  it.each([
    ['image/png', '89504e470d0a1a0a 0000000d49484452 00007530 00007530 0802000000', 30_000, 30_000],
    ['image/gif', '474946383961 4001 f000 f70000', 320, 240],
    [
      'image/webp',
      '52494646 1e000000 57454250 56503820 0a000000 000000 9d012a 4001 f000',
      320,
      240,
    ],
    [
      'image/webp',
      '52494646 17000000 57454250 5650384c 0b000000 2f 3f c13b 00 000000000000',
      320,
      240,
    ],
    ['image/webp', '52494646 16000000 57454250 56503858 0a000000 00000000 3f0100 ef0000', 320, 240],
  ])('stand in the first bytes of %s: %s', async (mediaType, bytes, width, height) => {
    expect(await readHeader(hex(bytes))).toMatchObject({ mediaType, width, height });
  });

  it.each(['jpeg', 'png', 'gif', 'webp', 'avif'] as const)('are read from %s', async (format) => {
    const blob = await made(drawing(70, 50).toFormat(format));
    expect(blob.type).toBe('');
    expect(await readHeader(blob)).toMatchObject({
      mediaType: `image/${format}`,
      width: 70,
      height: 50,
      orientation: 1,
      frames: 1,
      metadata: [],
    });
  });

  it('are those of the turned picture where an AVIF turns itself', async () => {
    const header = await readHeader(await made(taken(drawing(70, 50), 6).avif()));
    expect(header).toMatchObject({ width: 50, height: 70, orientation: 1 });
    const upright = await readHeader(await made(taken(drawing(70, 50), 1).avif()));
    expect(upright).toMatchObject({ width: 70, height: 50, orientation: 1 });
  });

  it('are open for SVG, which has no pixels', async () => {
    const header = await readHeader(blobOf('<svg xmlns="http://www.w3.org/2000/svg"></svg>'));
    expect(header).toMatchObject({ mediaType: 'image/svg+xml', width: null, height: null });
  });
});

describe('orientation', () => {
  const all = [1, 2, 3, 4, 5, 6, 7, 8];

  it.each(all.flatMap((n) => [['jpeg', n] as const, ['png', n] as const]))(
    'of %s is read as %i, and turns width and height',
    async (format, orientation) => {
      const blob = await made(taken(drawing(70, 50), orientation).toFormat(format));
      const { autoOrient } = await sharp(await bytesOf(blob)).metadata();
      expect(await readHeader(blob)).toMatchObject({ orientation, ...autoOrient });
    },
  );

  it.each(all)('%i of a WebP is passed over, as browsers do', async (orientation) => {
    const blob = await made(taken(drawing(70, 50), orientation).webp());
    expect(await readHeader(blob)).toMatchObject({ orientation: 1, width: 70, height: 50 });
  });

  it.each([
    ['exif/test/right.jpg', 8],
    ['exif/test/down-mirrored.jpg', 4],
    ['exif/test/lens_info.jpg', 1],
  ])('of %s is what its camera wrote', async (file, orientation) => {
    const { orientation: expected = 1 } = await sharp(await bytesOf(photo(file))).metadata();
    expect(await readHeader(photo(file))).toMatchObject({ orientation: expected });
    expect(expected).toBe(orientation);
  });

  it('is upright where the number makes no sense', async () => {
    const bytes = await taken(drawing(), 6).jpeg().toBuffer();
    const entry = bytes.indexOf(Buffer.from('1201030001000000', 'hex'));
    bytes[entry + 8] = 9;
    expect(await readHeader(blobOf(bytes))).toMatchObject({ orientation: 1, width: 64 });
  });
});

describe('frames', () => {
  it.each(['gif', 'webp'] as const)('of an animated %s are counted', async (format) => {
    const header = await readHeader(await made(animation().toFormat(format)));
    expect(header).toMatchObject({ width: 32, height: 24, frames: 3 });
    expect(header && totalPixels(header)).toBe(32 * 24 * 3);
  });

  it('of an animated PNG are those that it announces', async () => {
    const png = await made(drawing().png());
    const announced = await inserted(
      png,
      33,
      pngChunk('acTL', Buffer.from('0000000500000000', 'hex')),
    );
    expect(await readHeader(announced)).toMatchObject({ frames: 5, width: 64 });
    const none = await inserted(png, 33, pngChunk('acTL', Buffer.alloc(8)));
    expect(await readHeader(none)).toMatchObject({ frames: 1 });
  });

  it('of a HEIF sequence are unknown', async () => {
    const bytes = await drawing().avif().toBuffer();
    bytes.write('avis', 8, 'latin1');
    const header = await readHeader(blobOf(bytes));
    expect(header).toMatchObject({ mediaType: 'image/avif', frames: null });
    expect(header && totalPixels(header)).toBeNull();
  });
});

describe('transparency', () => {
  const clear = () => drawing().ensureAlpha(0.5);

  it.each([
    ['jpeg', () => clear().flatten().jpeg(), false],
    ['png', () => drawing().png(), false],
    ['png', () => clear().png(), true],
    ['png with a palette', () => clear().png({ palette: true }), true],
    ['lossy webp', () => drawing().webp(), false],
    ['lossy webp', () => clear().webp(), true],
    ['lossless webp', () => drawing().webp({ lossless: true }), false],
    ['lossless webp', () => clear().webp({ lossless: true }), true],
    ['gif', () => clear().gif(), true],
  ] as const)('of %s %#', async (_, picture, hasAlpha) => {
    expect(await readHeader(await made(picture()))).toMatchObject({ hasAlpha });
  });
});

describe('thumbnail', () => {
  it.each([
    'exif/test/sony-alpha-6000.jpg',
    'exif/test/right.jpg',
    'exif/test/down-mirrored.jpg',
    'exif/test/test1.jpg',
    'jpeg-exif/test/IMG_0001.JPG',
  ])('of %s is a whole JPEG within the file', async (file) => {
    const blob = photo(file);
    const thumbnail = (await readHeader(blob))?.thumbnail;
    const bytes = await bytesOf(blob.slice(thumbnail?.start, thumbnail?.end));
    expect(bytes.subarray(0, 2).toString('hex')).toBe('ffd8');
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg' });
  });

  it('is missing where Exif has none', async () => {
    const header = await readHeader(await made(taken(drawing()).jpeg()));
    expect(header).toMatchObject({ thumbnail: null, metadata: ['exif', 'xmp'] });
  });
});

describe('metadata', () => {
  it.each(['jpeg', 'webp'] as const)('of %s is told by kind', async (format) => {
    const header = await readHeader(await made(taken(drawing()).toFormat(format)));
    expect([...(header?.metadata ?? [])].sort()).toEqual(['exif', 'xmp']);
  });

  it.each(['jpeg', 'webp', 'avif'] as const)(
    'of %s leaves the profile out, whose place is told',
    async (format) => {
      const blob = await made(taken(drawing()).toFormat(format));
      const profile = (await readHeader(blob))?.profile;
      const { icc } = await sharp(await bytesOf(blob)).metadata();
      expect(profile && (await bytesOf(blob.slice(profile.start, profile.end)))).toEqual(icc);
    },
  );

  it('of PNG is told by kind, with the place of the compressed profile', async () => {
    const blob = await made(taken(drawing()).png());
    const header = await readHeader(blob);
    expect(header?.metadata).toContain('xmp');
    const start = header?.profile?.start ?? 0;
    expect((await bytesOf(blob)).toString('latin1', start - 4, start)).toBe('iCCP');
  });

  it('of AVIF is told by kind', async () => {
    const header = await readHeader(await made(taken(drawing()).avif()));
    expect([...(header?.metadata ?? [])].sort()).toEqual(['exif', 'xmp']);
  });

  it('of GIF is told by kind', async () => {
    const gif = await drawing().gif().toBuffer();
    const comment = Buffer.from(`\x21\xfe\x05hello\0`, 'latin1');
    const header = await readHeader(blobOf(gif.subarray(0, -1), comment, gif.subarray(-1)));
    expect(header?.metadata).toEqual(['text']);
  });

  it('includes comments, IPTC and what only its maker understands', async () => {
    const jpeg = await made(drawing().jpeg());
    const more = Buffer.concat([
      jpegSegment(0xfe, OWNER),
      jpegSegment(0xed, `Photoshop 3.0\0${OWNER}`),
      jpegSegment(0xe5, OWNER),
    ]);
    const header = await readHeader(await inserted(jpeg, 2, more));
    expect(header).toMatchObject({ width: 64, metadata: ['text', 'iptc', 'unknown'] });
  });
});

describe('what is broken or says nothing', () => {
  it('leaves the size of a photo open at every length of its beginning', async () => {
    const whole = photo('exif/test/short-ascii-MM.jpg');
    for (let length = 3; length < 400; length++) {
      expect(await readHeader(whole.slice(0, length))).toMatchObject({ width: null, height: null });
    }
  });

  it.each(['jpeg', 'png', 'gif', 'webp', 'avif'] as const)(
    'never throws, wherever a %s with metadata breaks off',
    async (format) => {
      const picture = format === 'gif' ? animation() : taken(drawing());
      const whole = await made(picture.toFormat(format));
      const types = new Set<string | undefined>();
      for (let length = 0; length < Math.min(whole.size, 900); length++) {
        types.add((await readHeader(whole.slice(0, length)))?.mediaType);
      }
      expect([...types]).toEqual([undefined, `image/${format}`]);
    },
  );

  it.each([
    ['89504e470d0a1a0a', 'image/png'],
    ['89504e470d0a1a0a 0000000d49484452 00000000 00000000 08', 'image/png'],
    ['474946383961', 'image/gif'],
    ['524946460000000057454250', 'image/webp'],
    ['ffd8 ffe0 0002 0000', 'image/jpeg'],
    ['00000018667479706865696300000000', 'image/heic'],
  ])('has no size: %s', async (bytes, mediaType) => {
    expect(await readHeader(hex(bytes))).toMatchObject({ mediaType, width: null, height: null });
  });

  it('is no picture: nothing, words, half a signature', async () => {
    expect(await readHeader(blobOf())).toBeNull();
    expect(await readHeader(blobOf('These are only words.'))).toBeNull();
    expect(await readHeader(hex('89504e47'))).toBeNull();
  });

  it.each([
    ['segments', `ffd8${'ffe00002'.repeat(5000)}`],
    ['fill bytes', `ffd8${'ff'.repeat(9000)}`],
    ['segments without a length', `ffd8${'ffe00000'.repeat(3000)}`],
    ['starts of pictures', `ffd8${'ffd8'.repeat(3000)}`],
    ['chunks', `89504e470d0a1a0a${'0000000061626364 00000000'.repeat(3000)}`],
    ['RIFF chunks', `52494646ffffff7f57454250${'41424344 00000000'.repeat(3000)}`],
    ['boxes', `00000010667479706865696300000000${'0000000866726565'.repeat(3000)}`],
    ['sub-blocks', `4749463839610100010000000021fe${'01'.repeat(9000)}`],
  ])('ends where %s never do', async (_, bytes) => {
    expect(await readHeader(hex(bytes))).toMatchObject({ frames: 1 });
  });
});
