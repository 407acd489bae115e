import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { get, quadrants, store, urlOf } from '../../test/delivered.ts';
import { photo, runServer } from '../../test/running-server.ts';

describe('ranges', () => {
  const LARGE = photo('sony-alpha-6000.jpg');

  it.each([
    ['bytes=0-9', 0, 10],
    ['bytes=100-', 100, LARGE.length],
    ['bytes=-7', LARGE.length - 7, LARGE.length],
    [`bytes=5-${LARGE.length * 2}`, 5, LARGE.length],
    [`bytes=-${LARGE.length * 2}`, 0, LARGE.length],
  ])('%s is answered with that part', async (Range, start, end) => {
    const server = await runServer();
    const url = urlOf(server, await store(server, LARGE), 'original');
    const { response, bytes } = await get(url, { headers: { Range } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${LARGE.length}`);
    expect(response.headers.get('content-length')).toBe(String(end - start));
    expect(bytes.equals(LARGE.subarray(start, end))).toBe(true);
    const head = await get(url, { method: 'HEAD', headers: { Range } });
    expect(head.response.status).toBe(206);
    expect(head.bytes).toHaveLength(0);
  });

  it.each(['bytes=0-1,4-5', 'lines=0-1', 'bytes=9-3', 'bytes=-', 'bytes=x-'])(
    '%s is answered with the whole',
    async (Range) => {
      const server = await runServer();
      const url = urlOf(server, await store(server, LARGE), 'original');
      const { response, bytes } = await get(url, { headers: { Range } });
      expect(response.status).toBe(200);
      expect(response.headers.get('accept-ranges')).toBe('bytes');
      expect(bytes.equals(LARGE)).toBe(true);
    },
  );

  it.each([`bytes=${LARGE.length}-`, 'bytes=-0'])('%s is answered with 416', async (Range) => {
    const server = await runServer();
    const url = urlOf(server, await store(server, LARGE), 'original');
    const { response, bytes } = await get(url, { headers: { Range } });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe(`bytes */${LARGE.length}`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(bytes).toHaveLength(0);
  });

  it('a part of other bytes than the client has is not sent', async () => {
    const server = await runServer();
    const url = urlOf(server, await store(server, LARGE), 'thumbnail');
    const etag = (await get(url)).response.headers.get('etag') ?? '';
    const statusOf = async (tag: string) =>
      (await get(url, { headers: { Range: 'bytes=0-9', 'If-Range': tag } })).response.status;
    expect(await statusOf(etag)).toBe(206);
    expect(await statusOf('"another"')).toBe(200);
    expect(await statusOf('Tue, 24 Nov 2026 00:00:00 GMT')).toBe(200);
  });
});

describe('paths', () => {
  it.each(['a/b/c', '50% off', 'ä ö/ü', 'with.dots', 'q?x=1#y', 'w=5', '100%25'])(
    'a picture with the id "%s" is found in both forms, where the API says it is',
    async (id) => {
      const server = await runServer();
      const image = await store(server, await quadrants(40, 20), { id });
      const urls = image.variants.filter((url) => url.endsWith('/public'));
      expect(urls).toHaveLength(1);
      const url = new URL(urls[0] ?? '');
      const custom = new URL(`/cdn-cgi/imagedelivery${url.pathname}`, url);
      const escaped = urlOf(server, { id }, 'public');
      for (const one of [url.href, custom.href, escaped]) {
        expect((await get(one)).response.status).toBe(200);
      }
    },
  );

  it.each([
    ['/cdn-cgi/imagedelivery/another-account/x/public', 403, 9427],
    ['/{hash}/x', 404, 9404],
    ['/{hash}/', 404, 9404],
    ['/{hash}//public', 404, 9404],
    ['/{hash}/x/', 404, 9404],
    ['/{hash}/%2e%2e%2frecords.sqlite/original', 404, 9404],
    ['/{hash}/../../etc/passwd/original', 404, 9404],
    ['/{hash}/%00/public', 404, 9404],
    ['/{hash}/x/..%2f..%2foriginal', 403, 9425],
    ['/{hash}/x/__proto__', 403, 9425],
  ])('%s is answered with %i and code %i', async (target, status, code) => {
    const server = await runServer();
    const { host, pathname } = new URL(server.deliveryBaseURL);
    // A client of one's own, since others tidy paths up.
    const [hostname = '', port = ''] = host.split(':');
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.end(
      `GET ${target.replace('/{hash}', pathname)} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
    const answer = await text(socket);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.toLowerCase()).toContain(`cf-images: err=${code}`);
  });
});

describe('methods', () => {
  it('only reads', async () => {
    const server = await runServer();
    const url = urlOf(server, await store(server, await quadrants(40, 20)), 'public');
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const { response } = await get(url, { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    }
    expect((await get(url)).response.status).toBe(200);
  });

  it('lets pages of every origin ask for ranges', async () => {
    const server = await runServer();
    const { response } = await get(urlOf(server, { id: 'x' }, 'public'), { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-headers')).toContain('Range');
  });

  it('lets pages of every origin read a picture, and how many bytes it took', async () => {
    const server = await runServer();
    const { result } = await server.upload(new Blob([photo('right.jpg')]));
    const { response } = await get(urlOf(server, result, 'public'));
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('timing-allow-origin')).toBe('*');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it('HEAD of a variant that was never rendered says how long it will be', async () => {
    const server = await runServer();
    const url = urlOf(server, await store(server, photo('short-ascii-MM.jpg')), 'thumbnail');
    const head = await get(url, { method: 'HEAD' });
    expect(head.response.headers.get('content-length')).toBe(String((await get(url)).bytes.length));
    const missing = await get(urlOf(server, { id: 'x' }, 'public'), { method: 'HEAD' });
    expect(missing.response.status).toBe(404);
    expect(missing.bytes).toHaveLength(0);
  });
});

it('mixes no bytes up when many read different parts of different files at once', async () => {
  const server = await runServer();
  const pictures = [photo('short-ascii-II.jpg'), photo('evil1.jpg'), photo('short-ascii-MM.jpg')];
  const images = await Promise.all(pictures.map((bytes) => store(server, bytes)));
  const asked = Array.from({ length: 60 }, async (_, n) => {
    const whole = pictures[n % 3] ?? Buffer.alloc(0);
    const start = n * 500;
    const { bytes } = await get(urlOf(server, images[n % 3] ?? { id: '' }, 'original'), {
      headers: { Range: `bytes=${start}-` },
    });
    return bytes.equals(whole.subarray(start));
  });
  expect(new Set(await Promise.all(asked))).toEqual(new Set([true]));
});

it('goes on after clients that leave in the middle of a picture', async () => {
  const server = await runServer();
  const image = await store(server, photo('sony-alpha-6000.jpg'));
  const { hostname, port, pathname } = new URL(urlOf(server, image, 'original'));
  for (let n = 0; n < 20; n++) {
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await once(socket, 'data');
    socket.destroy();
  }
  const { bytes } = await get(urlOf(server, image, 'original'));
  expect(bytes.equals(photo('sony-alpha-6000.jpg'))).toBe(true);
});

it('an image of which only a part is there is shown as far as it goes', async () => {
  const server = await runServer();
  const whole = photo('sony-alpha-6000.jpg');
  const image = await store(server, whole.subarray(0, 3_000_000));
  const { response } = await get(urlOf(server, image, 'thumbnail'));
  expect(response.status).toBe(200);
});

it.each([
  ['without an end', '<svg xmlns="http://www.w3.org/2000/svg"><g></svg>'],
  [
    'of no encoding',
    '<?xml version="1.0" encoding="nonsense"?><svg xmlns="http://www.w3.org/2000/svg"></svg>',
  ],
])('a drawing %s is refused as broken', async (_, svg) => {
  const { upload } = await runServer();
  expect(await upload(new Blob([svg]))).toMatchObject({ status: 415, code: 9422 });
});

it('a folder that cannot be written to is no fault of the picture, and lasts no longer than it lasts', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const server = await runServer();
  const url = urlOf(server, await store(server, await quadrants(40, 20)), 'public');
  const unfinished = path.join(server.dir, 'variants', 'unfinished');
  await rm(unfinished, { recursive: true });
  await writeFile(unfinished, 'a file in the place of the folder');
  const { response, text: answer } = await get(url);
  expect([response.status, answer]).toEqual([500, 'ERROR 9523: Internal error\n']);
  expect(said).toHaveBeenCalledOnce();
  await rm(unfinished);
  await mkdir(unfinished);
  expect((await get(url)).response.status).toBe(200);
  said.mockRestore();
});
