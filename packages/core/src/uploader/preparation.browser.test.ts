import { afterEach, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import {
  exifWithThumbnail,
  look,
  quarters,
  realPhoto,
  SEEN,
  turnedBy,
  withExif,
} from '../../test/quarters.ts';
import { RARE } from '../../test/rare-pictures.ts';
import type { Orientation } from '../formats/exif.ts';
import { createUploader, type Uploader, type UploaderOptions } from '../index.ts';
import { createHEIC } from '../testing/heic.ts';

const ORIENTATIONS: Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8];
const relay = inject('relayURL');
// Takes pictures, and never answers.
const hold = new URL('/script/hold', relay).href;
const file = (picture: BlobPart, name = 'a.jpg', type = '') => new File([picture], name, { type });
const rareFile = async (url: string, name: string) => file(await (await fetch(url)).blob(), name);

afterEach(() => vi.restoreAllMocks());

function start(options: Partial<UploaderOptions> = {}): Uploader {
  const uploader = createUploader({ endpoint: hold, ...options });
  onTestFinished(uploader.destroy);
  return uploader;
}

/** The preview of a file, once there is one. */
async function previewOf(picture: File, options: Partial<UploaderOptions> = {}): Promise<string> {
  const uploader = start({ previews: { size: 48 }, ...options });
  const [id = ''] = uploader.add([picture]);
  return vi.waitFor(
    () => {
      const url = uploader.getItem(id)?.previewUrl;
      if (!url) throw new Error('no preview');
      return url;
    },
    { timeout: 5000 },
  );
}

/** Quarters that take so many bytes that half of a file is half of the image, nearly. */
async function noisyQuarters(type: string, colours: readonly string[]): Promise<Blob> {
  const canvas = new OffscreenCanvas(320, 240);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(await createImageBitmap(await quarters('image/png', { colours })), 0, 0);
  const image = context.getImageData(0, 0, 320, 240);
  for (let at = 0; at < image.data.length; at++) {
    if (at % 4 < 3) image.data[at] = Math.abs((image.data[at] ?? 0) - ((at * 7919) % 41));
  }
  context.putImageData(image, 0, 0);
  return canvas.convertToBlob({ type, quality: 0.9 });
}

/** The first previews of a file, one after the other. */
async function previewsOf(picture: File, count: number): Promise<string[]> {
  const uploader = start({ previews: { size: 48 } });
  const urls: string[] = [];
  const [id = ''] = uploader.add([picture]);
  uploader.subscribe(() => {
    const url = uploader.getItem(id)?.previewUrl;
    if (url && urls.at(-1) !== url) urls.push(url);
  });
  await vi.waitFor(() => expect(urls.length).toBeGreaterThanOrEqual(count), { timeout: 5000 });
  return urls;
}

/** What would be sent of a file, and with which metadata. */
async function sentOf(picture: File, options: Partial<UploaderOptions> = {}): Promise<FormData> {
  const bodies: FormData[] = [];
  const send = XMLHttpRequest.prototype.send;
  vi.spyOn(XMLHttpRequest.prototype, 'send').mockImplementation(function (
    this: XMLHttpRequest,
    body,
  ) {
    if (body instanceof FormData) bodies.push(body);
    send.call(this, body);
  });
  start({ previews: false, ...options }).add([picture]);
  const body = await vi.waitFor(() => {
    if (!bodies[0]) throw new Error('nothing sent');
    return bodies[0];
  });
  vi.restoreAllMocks();
  return body;
}

const textOf = async (body: FormData) =>
  new TextDecoder('latin1').decode(await (body.get('file') as File).arrayBuffer());

describe('previews', () => {
  it.each(ORIENTATIONS)('are upright for orientation %i', async (orientation) => {
    const url = await previewOf(file(turnedBy(await quarters(), orientation)));
    const size = orientation < 5 ? '64x48' : '48x64';
    expect(await look(url)).toEqual({ seen: SEEN[orientation], size });
  });

  it.each([1, 6, 8] as const)(
    'are what the camera left in Exif until the image is decoded, orientation %i',
    async (orientation) => {
      const small = await quarters('image/jpeg', { width: 160, height: 120 });
      const large = await quarters('image/jpeg', { width: 1600, height: 1200 });
      const photo = file(withExif(large, await exifWithThumbnail(small, orientation)));
      const [first = '', second = ''] = await previewsOf(photo, 2);
      const isUpright = orientation === 1;
      const seen = SEEN[orientation];
      expect(await look(first)).toEqual({ seen, size: isUpright ? '160x120' : '120x160' });
      expect(await look(second)).toEqual({ seen, size: isUpright ? '64x48' : '48x64' });
    },
  );

  it.each([
    ['may have been turned by half', 3, { width: 160, height: 120 }],
    ['may have been mirrored', 2, { width: 160, height: 120 }],
    ['may have been mirrored and turned', 5, { width: 160, height: 120 }],
    ['was turned already', 6, { width: 120, height: 160 }],
  ] as const)('ignore what the camera left where it %s', async (_, orientation, options) => {
    const small = await quarters('image/jpeg', options);
    const large = await quarters('image/jpeg', { width: 1600, height: 1200 });
    const photo = file(withExif(large, await exifWithThumbnail(small, orientation)));
    const [first = ''] = await previewsOf(photo, 1);
    const size = orientation < 5 ? '64x48' : '48x64';
    expect(await look(first)).toEqual({ seen: SEEN[orientation], size });
  });

  it('ignore a square that may have been turned already', async () => {
    const square = { width: 120, height: 120 };
    const small = await quarters('image/jpeg', square);
    const large = await quarters('image/jpeg', { width: 600, height: 600 });
    const photo = file(withExif(large, await exifWithThumbnail(small, 6)));
    const [first = ''] = await previewsOf(photo, 1);
    expect(await look(first)).toEqual({ seen: SEEN[6], size: '48x48' });
  });

  it.each([
    ['has another ratio', { width: 160, height: 160 }],
    ['is too small', { width: 40, height: 30 }],
    ['claims to be huge', { width: 1100, height: 825 }],
  ])('ignore what the camera left where it %s', async (_, options) => {
    const small = await quarters('image/jpeg', options);
    const large = await quarters('image/jpeg', { width: 1600, height: 1200 });
    const photo = file(withExif(large, await exifWithThumbnail(small)));
    const [first = ''] = await previewsOf(photo, 1);
    expect(await look(first)).toEqual({ seen: 'RGBW', size: '64x48' });
  });

  it('take the place of what the camera left where that shows something else', async () => {
    const colours = ['#00f', '#fff', '#f00', '#0f0'];
    const small = await quarters('image/jpeg', { width: 160, height: 120, colours });
    const large = await quarters('image/jpeg', { width: 1600, height: 1200 });
    const photo = file(withExif(large, await exifWithThumbnail(small)));
    const uploader = start({ previews: { size: 48 } });
    const [id = ''] = uploader.add([photo]);
    const seen = async () => {
      const url = uploader.getItem(id)?.previewUrl;
      return url ? await look(url) : null;
    };
    await expect.poll(seen, { timeout: 5000 }).toEqual({ seen: 'RGBW', size: '64x48' });
  });

  it('show transparency, the first frame of an animation, drawings, and rare kinds of files', async () => {
    const colours = ['#f00', '#0f0', '#00f', 'transparent'];
    const logo = file(await quarters('image/png', { colours }), 'logo.png');
    expect((await look(await previewOf(logo))).seen).toBe('RGB.');
    for (const name of ['progressive', 'cmyk', 'deep', 'avif'] as const) {
      const picture = await rareFile(RARE[name], name);
      const accept = ['image/*'];
      expect((await look(await previewOf(picture, { accept }))).seen, name).toBe('RGBW');
    }
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><script>window.ran = 1</script><path fill="red" d="M0 0h2v2H0z"/></svg>';
    const drawn = await look(await previewOf(file(svg, 'a.svg', 'image/svg+xml')));
    expect(drawn.seen).toBe('RRRR');
    expect('ran' in globalThis).toBe(false);
    for (const name of ['gif', 'webp'] as const) {
      const animation = await rareFile(RARE[name], name);
      expect((await look(await previewOf(animation))).seen, name).toBe('RRRR');
    }
  });

  it.each(['image/jpeg', 'image/png'])(
    'show as much as a browser does of a %s that breaks off',
    async (type) => {
      const colours = ['#f00', '#0f0', '#00f', '#00f'];
      const whole = await noisyQuarters(type, colours);
      const cut = file(whole.slice(0, Math.round(whole.size * 0.75)), 'cut', type);
      const { seen } = await look(await previewOf(cut, { prepare: false }));
      expect(seen.slice(0, 2)).toBe('RG');
    },
  );

  it('are missing where a browser shows nothing of a file', async () => {
    const png = await quarters('image/png');
    const uploader = start({ prepare: false });
    const cut = file(png.slice(0, 45), 'a.png', 'image/png');
    const [id = ''] = uploader.add([cut, file(png, 'b.png', 'image/png')]);
    await vi.waitFor(() => expect(uploader.getSnapshot().items[1]?.previewUrl).toBeTruthy(), {
      timeout: 15_000,
    });
    expect(uploader.getItem(id)?.previewUrl).toBeNull();
  });

  it('are made without a look at the file beforehand too', async () => {
    const photo = file(turnedBy(await quarters(), 6), 'a.jpg', 'image/jpeg');
    const url = await previewOf(photo, { prepare: false });
    expect(await look(url)).toEqual({ seen: SEEN[6], size: '48x64' });
  });

  it('come first for what is on screen', async () => {
    const photo = await realPhoto('exif/test/sony-alpha-6000.jpg');
    const uploader = start({ prepare: false, concurrency: 1 });
    const ids = uploader.add(Array.from({ length: 24 }, () => photo));
    const shown: string[] = [];
    uploader.subscribe(() => {
      for (const { id, previewUrl } of uploader.getSnapshot().items) {
        if (previewUrl && !shown.includes(id)) shown.push(id);
      }
    });
    uploader.setVisible(ids.slice(-4));
    await vi.waitFor(() => expect(shown.length).toBeGreaterThan(12), { timeout: 15_000 });
    const places = shown.map((id) => ids.indexOf(id));
    // Those that were begun before cannot be overtaken.
    for (const place of [20, 21, 22, 23]) expect(places.indexOf(place)).toBeLessThan(12);
  });

  it('are no reason not to send what cannot be shown', async () => {
    const uploader = start();
    const [id = ''] = uploader.add([createHEIC()]);
    await vi.waitFor(() => expect(uploader.getItem(id)?.status).toBe('processing'), {
      timeout: 15_000,
    });
    expect(uploader.getItem(id)?.previewUrl).toBeNull();
  });

  it('are let go of with their items', async () => {
    const made = vi.spyOn(URL, 'createObjectURL');
    const revoked = vi.spyOn(URL, 'revokeObjectURL');
    const uploader = start();
    const picture = await quarters('image/png');
    const ids = uploader.add([file(picture), file(picture), file(picture)]);
    await vi.waitFor(() => expect(made).toHaveBeenCalledTimes(3), { timeout: 15_000 });
    uploader.remove(ids[0] ?? '');
    uploader.cancel(ids[1] ?? '');
    expect(revoked).toHaveBeenCalledTimes(2);
    uploader.destroy();
    expect(revoked).toHaveBeenCalledTimes(3);
  });
});

describe('what is sent', () => {
  const secret = async () => {
    const tiff = await exifWithThumbnail(
      await quarters('image/jpeg', { width: 160, height: 120 }),
      6,
    );
    const name = new TextEncoder().encode('Owner: Jane Doe');
    const bytes = new Uint8Array(tiff.length + name.length);
    bytes.set(tiff);
    bytes.set(name, tiff.length);
    return file(withExif(await quarters(), bytes), 'a.jpg', 'image/jpeg');
  };

  it('tells nothing but how to turn the picture', async () => {
    const photo = await secret();
    const body = await sentOf(photo);
    expect(await textOf(body)).not.toContain('Jane');
    const sent = body.get('file') as File;
    expect(sent).toMatchObject({ name: 'a.jpg', type: 'image/jpeg' });
    expect(await look(sent)).toEqual({ seen: SEEN[6], size: '240x320' });
  });

  it('is the file itself where the app says so', async () => {
    const photo = await secret();
    for (const prepare of [false, { stripMetadata: false }] as const) {
      const sent = (await sentOf(photo, { prepare })).get('file') as File;
      expect(await sent.arrayBuffer()).toEqual(await photo.arrayBuffer());
    }
  });

  it('is shrunk where the app wants that, and progress counts what is sent', async () => {
    const photo = await realPhoto('exif/test/sony-alpha-6000.jpg');
    const uploader = start({ prepare: { maxSide: 800 }, endpoint: relay });
    const [id = ''] = uploader.add([photo]);
    await vi.waitFor(() => expect(uploader.getItem(id)?.status).toBe('done'), { timeout: 15_000 });
    const item = uploader.getItem(id);
    expect(item).toMatchObject({ width: 6000, height: 4000, file: photo });
    expect(item?.size).toBeLessThan(photo.size / 10);
    expect(uploader.getSnapshot().progress).toMatchObject({ loaded: item?.size, ratio: 1 });
  });

  it('is shrunk until it keeps to the limits, and refused where it cannot be', async () => {
    const photo = await realPhoto('exif/test/sony-alpha-6000.jpg');
    const limits = { maxFileSize: 2_000_000, maxDimension: 3000, maxPixels: 1_000_000 };
    const sent = (await sentOf(photo, { prepare: { maxSide: 5000 }, ...limits })).get(
      'file',
    ) as File;
    const { size } = await look(sent);
    const [width = 0, height = 0] = size.split('x').map(Number);
    expect(width * height).toBeLessThanOrEqual(1_000_000);
    expect(sent.size).toBeLessThanOrEqual(2_000_000);

    const strict = start({ ...limits });
    const tiny = start({ prepare: { maxSide: 5000 }, maxFileSize: 200 });
    strict.add([photo]);
    tiny.add([photo]);
    for (const uploader of [strict, tiny]) {
      await vi.waitFor(
        () =>
          expect(uploader.getSnapshot().items[0]).toMatchObject({
            status: 'rejected',
            error: { code: 'file-too-large' },
          }),
        { timeout: 15_000 },
      );
    }
  });

  it('leaves in the order in which it was added, although small pictures are ready sooner', async () => {
    const large = await realPhoto('exif/test/sony-alpha-6000.jpg');
    const small = file(await quarters('image/jpeg', { width: 900, height: 600 }), 'small.jpg');
    const uploader = start({ endpoint: relay, prepare: { maxSide: 600 }, concurrency: 1 });
    const left: string[] = [];
    uploader.watch((now) => now?.status === 'uploading' && left.push(now.file.name));
    uploader.add([large, small, small]);
    await vi.waitFor(() => expect(left).toHaveLength(3), { timeout: 15_000 });
    expect(left).toEqual([large.name, 'small.jpg', 'small.jpg']);
  });

  it('carries a ThumbHash in its metadata, where there is room for one', async () => {
    const photo = await secret();
    const prepare = { thumbHash: true };
    const metadata = { alt: 'Four colours' };
    const both = JSON.parse(String((await sentOf(photo, { prepare, metadata })).get('metadata')));
    expect(both.alt).toBe('Four colours');
    expect(atob(both.thumbHash).length).toBeGreaterThan(10);
    const alone = JSON.parse(String((await sentOf(photo, { prepare })).get('metadata')));
    expect(alone).toEqual({ thumbHash: both.thumbHash });
    const full = { alt: 'x'.repeat(1000) };
    const body = await sentOf(photo, { prepare, metadata: full });
    expect(JSON.parse(String(body.get('metadata')))).toEqual(full);
  });

  it('is not sent where nobody can say what it would tell', async () => {
    const uploader = start();
    const endless = new Uint8Array(40_002);
    for (let at = 2; at < endless.length; at += 4) endless.set([0xff, 0xe1, 0, 2], at);
    endless.set([0xff, 0xd8]);
    const [id = ''] = uploader.add([file(endless)]);
    await vi.waitFor(() =>
      expect(uploader.getItem(id)).toMatchObject({
        status: 'rejected',
        error: { code: 'broken-image' },
      }),
    );
  });

  it('waits in the browser’s memory within bounds, and goes on as it is sent', async () => {
    const photo = await realPhoto('exif/test/short-ascii-II.jpg');
    const uploader = start({ endpoint: relay, prepare: { maxSide: 2000 }, previews: false });
    uploader.add(Array.from({ length: 5 }, () => photo));
    await vi.waitFor(
      () =>
        expect(new Set(uploader.getSnapshot().items.map(({ status }) => status))).toEqual(
          new Set(['done']),
        ),
      { timeout: 15_000 },
    );
  });
});
