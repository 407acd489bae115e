import type { Image } from '@tintype/core/images';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { filesOf, photo, type RunningServer, runServer } from '../../test/running-server.ts';

async function stored(
  server: RunningServer,
  bytes: Buffer<ArrayBuffer>,
  fields = {},
): Promise<Image> {
  return (await server.upload(new Blob([bytes]), fields)).result;
}

function urlOf(image: Image, variant: string): string {
  return image.variants.find((url) => url.endsWith(`/${variant}`)) ?? '';
}

async function get(url: string, accept = '*/*', init: RequestInit = {}) {
  const response = await fetch(url, { ...init, headers: { Accept: accept, ...init.headers } });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

const ALL_FORMATS = 'image/avif,image/webp,image/*,*/*;q=0.8';

describe('variants', () => {
  it.each([
    ['public', 1152, 768],
    ['thumbnail', 320, 213],
    ['hero', 2160, 1440],
    ['original', 6000, 4000],
  ])('renders %s of a 24 megapixel photo in its size', async (variant, width, height) => {
    const server = await runServer();
    const { bytes } = await get(urlOf(await stored(server, photo('sony-alpha-6000.jpg')), variant));
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width, height });
  });

  it('never enlarges', async () => {
    const server = await runServer();
    const { bytes } = await get(urlOf(await stored(server, photo('test1.jpg')), 'hero'));
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 180, height: 135 });
  });

  it.each(['right.jpg', 'down-mirrored.jpg'])('turns %s the right way up, once', async (name) => {
    const server = await runServer();
    const bytes = photo(name);
    const upright = await sharp(bytes).autoOrient().resize(48, 64).greyscale().raw().toBuffer();
    const image = await stored(server, bytes);
    for (const [variant, accept] of [
      ['public', '*/*'],
      ['hero', 'image/webp'],
      ['public', ALL_FORMATS],
    ] as const) {
      const { bytes: rendered } = await get(urlOf(image, variant), accept);
      const metadata = await sharp(rendered).metadata();
      expect(metadata).toMatchObject({ width: 480, height: 640 });
      expect(metadata.orientation ?? 1).toBe(1);
      const pixels = await sharp(rendered).resize(48, 64).greyscale().raw().toBuffer();
      const difference = pixels.reduce(
        (sum, value, at) => sum + Math.abs(value - (upright[at] ?? 0)),
        0,
      );
      expect(difference / pixels.length).toBeLessThan(4);
    }
  });

  it('drops the metadata of the camera from what it renders', async () => {
    const server = await runServer();
    const image = await stored(server, photo('sony-alpha-6000.jpg'));
    expect((await sharp(photo('sony-alpha-6000.jpg')).metadata()).exif).toBeDefined();
    for (const accept of ['*/*', 'image/webp', ALL_FORMATS]) {
      const { bytes } = await get(urlOf(image, 'public'), accept);
      expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    }
  });

  it('renders a variant once, however many ask for it at the same moment, and keeps it', async () => {
    const server = await runServer();
    const image = await stored(server, photo('sony-alpha-6000.jpg'));
    const url = urlOf(image, 'public');
    const answers = await Promise.all(Array.from({ length: 12 }, () => get(url)));
    for (const { bytes } of answers)
      expect(bytes.equals(answers[0]?.bytes ?? Buffer.alloc(0))).toBe(true);
    const kept = filesOf(server.dir).filter((file) => file.includes('variants'));
    expect(kept).toHaveLength(1);
  });

  it('keeps all frames of an animation', async () => {
    const server = await runServer();
    const frames = await Promise.all(
      ['#f00', '#0f0', '#00f'].map((background) =>
        sharp({ create: { width: 500, height: 400, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const gif = await sharp(frames, { join: { animated: true } })
      .gif({ delay: [80, 80, 80] })
      .toBuffer();
    const image = await stored(server, Buffer.from(new Uint8Array(gif)));
    for (const [accept, format] of [
      ['*/*', 'gif'],
      [ALL_FORMATS, 'webp'],
    ] as const) {
      const { bytes } = await get(urlOf(image, 'thumbnail'), accept);
      const metadata = await sharp(bytes, { animated: true }).metadata();
      expect(metadata).toMatchObject({ format, pages: 3, width: 320 });
    }
  });

  it.each(['thumbnail', 'original'])(
    'serves an SVG as %s without its scripts, and lets it do nothing',
    async (variant) => {
      const server = await runServer();
      const svg =
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="alert(1)"><script>alert(1)</script><path d="M0 0h9v9z"/></svg>';
      const image = await stored(server, Buffer.from(new TextEncoder().encode(svg)));
      const { response, bytes } = await get(urlOf(image, variant), ALL_FORMATS);
      expect(bytes.toString()).toContain('<path d="M0 0h9v9z">');
      expect(bytes.toString()).not.toContain('alert');
      expect(response.headers.get('content-type')).toBe('image/svg+xml');
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('content-security-policy')).toContain('sandbox');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    },
  );
});

describe('negotiation and caching', () => {
  it.each([
    [ALL_FORMATS, 'image/avif'],
    ['image/webp,*/*', 'image/webp'],
    ['image/avif;q=0,image/webp', 'image/webp'],
    ['*/*', 'image/jpeg'],
    ['image/*', 'image/jpeg'],
  ])('answers Accept: %s with %s', async (accept, type) => {
    const server = await runServer();
    const { response, bytes } = await get(
      urlOf(await stored(server, photo('short-ascii-MM.jpg')), 'thumbnail'),
      accept,
    );
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('vary')).toBe('Accept');
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
  });

  it('names each form of a picture by a strong ETag, and answers 304 to who has it', async () => {
    const server = await runServer();
    const url = urlOf(await stored(server, photo('short-ascii-MM.jpg')), 'thumbnail');
    const { response } = await get(url);
    const etag = response.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]+"$/);
    expect(response.headers.get('cache-control')).toBe(
      'public, max-age=172800, stale-while-revalidate=7200',
    );
    const again = await get(url, '*/*', { headers: { 'If-None-Match': etag } });
    expect(again.response.status).toBe(304);
    expect(again.bytes).toHaveLength(0);
    const other = await get(url, 'image/webp', { headers: { 'If-None-Match': etag } });
    expect(other.response.status).toBe(200);
    expect(other.response.headers.get('etag')).not.toBe(etag);
  });

  it('answers HEAD without a body', async () => {
    const server = await runServer();
    const url = urlOf(await stored(server, photo('short-ascii-MM.jpg')), 'original');
    const { response, bytes } = await get(url, '*/*', { method: 'HEAD' });
    expect(response.headers.get('content-length')).toBe(String(photo('short-ascii-MM.jpg').length));
    expect(bytes).toHaveLength(0);
  });
});

describe('refusals', () => {
  it('answers like the delivery of Cloudflare', async () => {
    const server = await runServer();
    const image = await stored(server, photo('short-ascii-MM.jpg'));
    const unknown = await get(urlOf(image, 'public').replace(/public$/, 'poster'));
    expect(unknown.response.status).toBe(403);
    expect(unknown.bytes.toString()).toContain('ERROR 9425');
    const missing = await get(`${server.deliveryBaseURL}/nothing/public`);
    expect(missing.response.status).toBe(404);
    expect(missing.response.headers.get('cf-images')).toBe('err=9404');
    const priv = await stored(server, photo('short-ascii-MM.jpg'), { requireSignedURLs: 'true' });
    expect((await get(urlOf(priv, 'public'))).response.status).toBe(403);
    expect((await get(`${server.deliveryBaseURL}/%E0%A4%A/public`)).response.status).toBe(404);
    expect(
      (await get(`${server.deliveryBaseURL}/..%2f..%2frecords.sqlite/original`)).response.status,
    ).toBe(404);
  });

  it('answers 415 where a file is whole and cannot be decoded', async () => {
    const server = await runServer();
    const heic = Buffer.alloc(64);
    heic.write('\x00\x00\x00\x18ftypheic', 0, 'latin1');
    expect((await server.upload(new Blob([heic]))).status).toBe(415);
  });
});
