import { afterEach, describe, expect, it, vi } from 'vitest';
import { look, quarters, realPhoto, SEEN, turnedBy, withExif } from '../test/quarters.ts';
import { RARE } from '../test/rare-pictures.ts';
import type { Orientation } from './formats/exif.ts';
import { readHeader } from './formats/header.ts';
import { isUploadError, prepareImage } from './index.ts';
import { createHEIC } from './testing/heic.ts';

const ORIENTATIONS: Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];
const file = (picture: BlobPart, name = 'a.jpg', type = '') => new File([picture], name, { type });
const rareFile = async (url: string, name: string) => file(await (await fetch(url)).blob(), name);
const textOf = async (blob: Blob) => new TextDecoder('latin1').decode(await blob.arrayBuffer());

afterEach(() => vi.restoreAllMocks());

describe('shrinking', () => {
  it('brings a photo of 24 megapixels down, and leaves its metadata behind', async () => {
    const photo = await realPhoto('exif/test/sony-alpha-6000.jpg');
    const prepared = await prepareImage(photo, { maxSide: 2000, quality: 0.8 });
    expect(prepared.width).toBeLessThanOrEqual(2000);
    expect(prepared.width).toBeGreaterThanOrEqual(1960);
    expect(prepared.file.size).toBeLessThan(photo.size / 4);
    expect(prepared.file).toMatchObject({ name: 'sony-alpha-6000.jpg', type: 'image/jpeg' });
    expect(prepared.file.lastModified).toBe(photo.lastModified);
    expect((await readHeader(prepared.file))?.metadata).toEqual([]);
    expect((await look(prepared.file)).size).toBe(`${prepared.width}x${prepared.height}`);
  });

  it('draws straight at the wanted size where that is a part of eight of a JPEG’s own', async () => {
    const { width, height } = await prepareImage(file(await quarters()), { maxSide: 161 });
    expect([width, height]).toEqual([160, 120]);
    const exact = await prepareImage(file(await quarters()), { maxSide: 150 });
    expect([exact.width, exact.height]).toEqual([150, 113]);
  });

  it('never enlarges, and leaves what needs nothing as it is', async () => {
    const small = file(await quarters(), 'a.jpg', 'image/jpeg');
    const prepared = await prepareImage(small, { maxSide: 4000, quality: 0.1 });
    expect(prepared).toEqual({
      file: small,
      width: 320,
      height: 240,
      prepared: 'copied',
    });
    expect(prepared.file).toBe(small);
  });

  it('converts also what becomes larger', async () => {
    const photo = await realPhoto('exif/test/short-ascii-MM.jpg');
    const { file: png, width, prepared } = await prepareImage(photo, { type: 'image/png' });
    expect(png.size).toBeGreaterThan(photo.size);
    expect([png.type, width, prepared]).toEqual(['image/png', 480, 'encoded']);
    for (const name of ['avif', 'gif', 'webp'] as const) {
      const { file: made } = await prepareImage(await rareFile(RARE[name], 'a'), {
        type: 'image/jpeg',
      });
      expect(made.type, name).toBe(name === 'avif' ? 'image/jpeg' : `image/${name}`);
    }
  });

  it('keeps to the longest side also where fewer pixels take more bytes', async () => {
    const canvas = new OffscreenCanvas(1200, 900);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    for (let n = 0; n < 600; n++) context.fillRect(2 * n, 0, 1, 900);
    for (let n = 0; n < 450; n++) context.fillRect(0, 2 * n, 1200, 1);
    const plain = file(await canvas.convertToBlob({ type: 'image/png' }));
    const { file: small, width, prepared } = await prepareImage(plain, { maxSide: 1111 });
    expect([width, prepared]).toEqual([1111, 'encoded']);
    expect(small.size).toBeGreaterThan(plain.size);
  });

  it.each(ORIENTATIONS)('turns a picture of orientation %i once', async (orientation) => {
    const photo = file(turnedBy(await quarters(), orientation));
    const prepared = await prepareImage(photo, { maxSide: 160 });
    const size = orientation < 5 ? '160x120' : '120x160';
    expect(await look(prepared.file)).toEqual({ seen: SEEN[orientation], size });
    expect(`${prepared.width}x${prepared.height}`).toBe(size);
    expect((await readHeader(prepared.file))?.orientation).toBe(1);
  });

  it.each(ORIENTATIONS)('keeps orientation %i where the pixels stay', async (orientation) => {
    const photo = file(turnedBy(await quarters(), orientation));
    const prepared = await prepareImage(photo);
    const size = orientation < 5 ? '320x240' : '240x320';
    expect(await look(prepared.file)).toEqual({ seen: SEEN[orientation], size });
    expect(`${prepared.width}x${prepared.height}`).toBe(size);
  });

  it('keeps transparency, also where JPEG is wanted', async () => {
    const colours = ['#f00', '#0f0', '#00f', 'transparent'];
    for (const type of ['image/png', 'image/webp']) {
      const picture = file(await quarters(type, { colours }), 'logo.png');
      const { file: small } = await prepareImage(picture, { maxSide: 160, type: 'image/jpeg' });
      expect((await look(small)).seen, type).toBe('RGB.');
    }
    const opaque = file(await quarters('image/png', { width: 1200, height: 900 }), 'photo.png');
    const { file: jpeg } = await prepareImage(opaque, { maxSide: 160, type: 'image/jpeg' });
    expect([jpeg.name, jpeg.type]).toEqual(['photo.jpg', 'image/jpeg']);
  });

  it('keeps colours that sRGB does not have', async () => {
    const canvas = new OffscreenCanvas(300, 300);
    const context = canvas.getContext('2d', { colorSpace: 'display-p3' });
    if (!context) throw new Error('no canvas');
    context.fillStyle = 'color(display-p3 1 0 0)';
    context.fillRect(0, 0, 300, 300);
    // Something to encode, so that less of it is smaller.
    for (let n = 0; n < 9000; n++) {
      context.fillStyle = `hsl(${(n * 7919) % 360} 90% 50%)`;
      context.fillRect(20 + ((n * 31) % 280), 20 + ((n * 57) % 280), 2, 2);
    }
    for (const type of ['image/jpeg', 'image/png', 'image/webp']) {
      const wide = await canvas.convertToBlob({ type, quality: 1 });
      const { file: small } = await prepareImage(file(wide), { maxSide: 100, quality: 1 });
      const bitmap = await createImageBitmap(small);
      expect(bitmap.width).toBe(100);
      const seen = new OffscreenCanvas(9, 9).getContext('2d', { colorSpace: 'display-p3' });
      seen?.drawImage(bitmap, 0, 0);
      expect(seen?.getImageData(4, 4, 1, 1).data[1], type).toBeLessThan(12);
    }
  });

  it.each([
    ['a progressive JPEG', 'progressive'],
    ['a JPEG in CMYK', 'cmyk'],
    ['a PNG of 16 bits', 'deep'],
    ['an AVIF', 'avif'],
  ] as const)('knows how to draw %s', async (_, name) => {
    const picture = await rareFile(RARE[name], 'a');
    const header = await readHeader(picture);
    expect(header).toMatchObject({ width: 32, height: 24 });
    const { file: small } = await prepareImage(picture, { maxSide: 16, type: 'image/jpeg' });
    expect((await look(small)).seen).toBe('RGBW');
  });

  it('does not touch the pixels of animations and drawings', async () => {
    const frames = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0];
    const head = [0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 200, 0, 200, 0, 0x80, 0, 0, 0, 0, 0, 9, 9, 9];
    const gif = file(Uint8Array.from([...head, ...frames, ...frames, 0x3b]), 'a.gif', 'image/gif');
    const options = { maxSide: 10, type: 'image/jpeg' };
    expect(await prepareImage(gif, options)).toMatchObject({ file: gif, prepared: 'copied' });
    const svg = file('<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.svg', 'image/svg+xml');
    expect(await prepareImage(svg, options)).toEqual({
      file: svg,
      width: null,
      height: null,
      prepared: 'copied',
    });
  });
});

describe('metadata', () => {
  it('is gone from real photos, while their pixels stay', async () => {
    for (const name of ['short-ascii-II', 'test1', 'evil1', 'down-mirrored']) {
      const photo = await realPhoto(`exif/test/${name}.jpg`);
      const { file: stripped } = await prepareImage(photo);
      expect((await readHeader(stripped))?.thumbnail, name).toBeNull();
      expect(await pixelsOf(stripped), name).toEqual(await pixelsOf(photo));
      expect(await textOf(stripped)).not.toMatch(/http:\/\/ns\.adobe|Photoshop/);
    }
  });

  it('is gone from a HEIC, though this browser cannot decode it', async () => {
    const photo = createHEIC({ name: 'IMG_1.HEIC' });
    expect(await textOf(photo)).toContain('Jane Doe');
    const prepared = await prepareImage(photo);
    expect(await textOf(prepared.file)).not.toContain('Jane Doe');
    expect(prepared).toMatchObject({ width: 64, height: 48, prepared: 'rebuilt' });
    expect(prepared.file.size).toBeLessThan(photo.size);
  });

  it('stays where the app wants that, also in a picture that was drawn anew', async () => {
    const photo = await realPhoto('exif/test/short-ascii-II.jpg');
    const camera = /XIAOMI/;
    expect(await textOf(photo.slice(0, 2000))).toMatch(camera);
    const kept = await prepareImage(photo, { stripMetadata: false });
    expect(kept.file).toBe(photo);
    for (const stripMetadata of [false, 'location'] as const) {
      const { file: small } = await prepareImage(photo, { maxSide: 500, stripMetadata });
      expect(await textOf(small.slice(0, 2000))).toMatch(camera);
      expect((await readHeader(small))?.orientation).toBe(1);
    }
  });
});

async function pixelsOf(blob: Blob): Promise<Uint8ClampedArray> {
  const bitmap = await createImageBitmap(blob);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  context?.drawImage(bitmap, 0, 0);
  return context?.getImageData(0, 0, bitmap.width, 64).data ?? new Uint8ClampedArray();
}

describe('what is broken', () => {
  it.each([
    ['nothing', ''],
    ['words', 'only words'],
  ])('%s: unsupported-type', async (_, text) => {
    await expect(prepareImage(file(text))).rejects.toMatchObject({ code: 'unsupported-type' });
  });

  it('a picture without pixels is damaged, and says what to do', async () => {
    const photo = await quarters();
    const head = photo.slice(0, 200);
    const broken = new Blob([withExif(head, new Uint8Array(8)), new Uint8Array(20_000)]);
    const { width } = (await readHeader(photo)) ?? {};
    expect(width).toBe(320);
    const png = await quarters('image/png');
    const cut = file(new Blob([png.slice(0, 60), new Uint8Array(500)]), 'cut.png');
    for (const damaged of [cut, file(broken)]) {
      const error = await prepareImage(damaged, { maxSide: 10 }).catch((reason) => reason);
      if (isUploadError(error)) expect(error.code).toBe('broken-image');
      else expect(error.file.size).toBeLessThanOrEqual(damaged.size);
    }
    await expect(prepareImage(cut, { maxSide: 10 })).rejects.toMatchObject({
      code: 'broken-image',
      retryable: false,
      message:
        'cut.png is damaged. Open and save it with another program, or choose another image.',
    });
  });

  it('a file that claims more pixels than there can be is not decoded', async () => {
    const png = new Uint8Array(await (await quarters('image/png')).arrayBuffer());
    const claim = new DataView(png.buffer);
    claim.setUint32(16, 60_000);
    claim.setUint32(20, 60_000);
    const decoders = vi.spyOn(globalThis, 'createImageBitmap');
    const bomb = file(png, 'bomb.png', 'image/png');
    expect(await prepareImage(bomb, { maxSide: 100 })).toMatchObject({ width: 60_000 });
    expect(decoders).not.toHaveBeenCalled();
  });

  it('a file that was deleted since it was chosen', async () => {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle('gone.jpg', { create: true });
    const writable = await handle.createWritable();
    await writable.write(await realPhoto('exif/test/test1.jpg'));
    await writable.close();
    const gone = await handle.getFile();
    await folder.removeEntry('gone.jpg');
    await expect(prepareImage(gone, { maxSide: 100 })).rejects.toMatchObject({
      code: 'unreadable-file',
    });
  });

  it('bytes that were changed at random end in a picture or a typed error', async () => {
    const photo = new Uint8Array(await (await realPhoto('exif/test/test1.jpg')).arrayBuffer());
    const outcomes = new Set<string>();
    for (let seed = 1; seed <= 60; seed++) {
      const bytes = photo.slice();
      for (let n = 0; n < 20; n++) bytes[(seed * 7919 * (n + 1)) % bytes.length] = seed * n;
      const end = await prepareImage(file(bytes), { maxSide: 50 }).catch((error) => error);
      if (isUploadError(end)) outcomes.add(end.code);
      else expect(end.file.size).toBeLessThanOrEqual(bytes.length);
    }
    for (const code of outcomes) expect(['broken-image', 'unsupported-type']).toContain(code);
  });

  it.each([
    [{ maxSide: 0 }, 'maxSide must be a number of pixels above 0, but it is 0'],
    [{ quality: 80 }, 'quality must be a number from 0 to 1, but it is 80'],
    [{ stripMetadata: true }, 'stripMetadata must be "all", "location" or false, but it is true'],
    [{ type: 'image/tiff' }, 'must be "image/jpeg", "image/webp" or "image/png"'],
  ])('options %o are refused', async (options, message) => {
    const asked = prepareImage(file('x'), options as Parameters<typeof prepareImage>[1]);
    await expect(asked).rejects.toThrow(message);
  });
});

describe('HEIC and AVIF', () => {
  const caseFile = async (name: string) =>
    file(await (await fetch(new URL(`../test/cases/${name}`, import.meta.url))).blob(), name);

  it.each([
    ['heic-02-exif-xmp.heic', 'rebuilt', 256],
    ['heic-42-irot90-thumb.heic', 'rebuilt', 192],
    ['avif-02-exif-xmp.avif', 'rebuilt', 256],
  ])('%s is %s, and shown as before', async (name, prepared, width) => {
    const before = await caseFile(name);
    const after = await prepareImage(before);
    expect(after).toMatchObject({ prepared, width });
    expect(await textOf(after.file)).not.toMatch(/SECRET|51\.5007|Exif/);
    const canShow = name.endsWith('avif');
    if (canShow) expect((await look(after.file)).size).toBe(`${after.width}x${after.height}`);
  });

  it('an AVIF whose pixels lie where none belong is encoded, since this browser shows it', async () => {
    const bytes = new Uint8Array(await (await caseFile('avif-02-exif-xmp.avif')).arrayBuffer());
    const at = new TextDecoder('latin1').decode(bytes).indexOf('mdat');
    bytes.set([0x66, 0x72, 0x65, 0x65], at);
    const after = await prepareImage(file(bytes.buffer, 'a.avif'));
    expect(after).toMatchObject({ prepared: 'encoded', width: 256, height: 192 });
    expect(await textOf(after.file)).not.toMatch(/SECRET|51\.5007/);
    expect((await look(after.file)).size).toBe('256x192');
  });

  it.each([
    'heic-70-grid-900-one-tile.heic',
    'y02-iloc-renamed.heic',
    'y02-iloc-renamed.avif',
    'avif-5x-trunc-2059.avif',
  ])('%s is called broken before it is sent', async (name) => {
    const failure: unknown = await prepareImage(await caseFile(name)).catch((error) => error);
    expect(isUploadError(failure) && failure.code).toBe('broken-image');
  });
});
