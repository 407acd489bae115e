import type { Image } from '@tintype/core/images';
import { expect, it } from 'vitest';
import { get, quadrants, store, tell, urlOf } from '../../test/delivered.ts';
import { type RunningServer, readAnswer, runServer } from '../../test/running-server.ts';
import { signURL } from './signed-url.ts';

interface Keys {
  keys: { name: string; value: string }[];
}

async function keysOf(server: RunningServer): Promise<string[]> {
  const { result } = await readAnswer<Keys>(await server.call('/v1/keys'));
  return result.keys.map(({ value }) => value);
}

async function privateImage(server: RunningServer): Promise<Image> {
  return store(server, await quadrants(40, 20), { requireSignedURLs: 'true' });
}

const inAnHour = (): number => Math.floor(Date.now() / 1000) + 3600;

it('a private picture is shown to who has a signed URL, and kept by no shared cache', async () => {
  const server = await runServer();
  const [key = ''] = await keysOf(server);
  const image = await privateImage(server);
  for (const variant of ['public', 'original']) {
    const url = urlOf(server, image, variant);
    for (const signed of [signURL(url, key), signURL(url, key, { expires: inAnHour() })]) {
      const { response } = await get(signed);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toMatch(/^private, max-age=(3600|35\d\d)$/);
    }
  }
});

it('a browser keeps it no longer than its URL is good', async () => {
  const server = await runServer();
  const [key = ''] = await keysOf(server);
  const expires = Math.floor(Date.now() / 1000) + 60;
  const url = signURL(urlOf(server, await privateImage(server), 'public'), key, { expires });
  const caching = (await get(url)).response.headers.get('cache-control') ?? '';
  expect(Number(/^private, max-age=(\d+)$/.exec(caching)?.[1])).toBeLessThanOrEqual(60);
});

it('a signature of another path, another key or another time is refused in the words of the service', async () => {
  const server = await runServer();
  const [key = ''] = await keysOf(server);
  const image = await privateImage(server);
  const url = urlOf(server, image, 'public');
  const elsewhere = new URL(signURL(urlOf(server, image, 'hero'), key)).search;
  const moved = signURL(url, key, { expires: inAnHour() }).replace(/exp=\d/, 'exp=9');
  for (const wrong of [url + elsewhere, signURL(url, `${key}x`), moved, `${url}?sig=0`]) {
    const { response, text } = await get(wrong);
    expect(response.status).toBe(403);
    expect(text).toBe(
      'ERROR 9425: Image access denied: check failed: Malformed data found: The URL signature does not match. Expecting SHA-256 HMAC of the path without domain nor query string\n',
    );
    expect(response.headers.get('cache-control')).toBe('no-cache');
  }
});

it('a URL whose time is over is refused, and so is one that was never signed', async () => {
  const server = await runServer();
  const [key = ''] = await keysOf(server);
  const url = urlOf(server, await privateImage(server), 'public');
  const over = await get(signURL(url, key, { expires: Math.floor(Date.now() / 1000) - 1 }));
  expect([over.response.status, over.text]).toEqual([
    403,
    'ERROR 9425: Image access denied: check failed: the URL has expired\n',
  ]);
  const plain = await get(url);
  expect([plain.response.status, plain.text]).toEqual([
    403,
    'ERROR 9425: Image access denied: this image requires signed URLs\n',
  ]);
});

it('every key of the account counts, until it is renewed or deleted', async () => {
  const server = await runServer();
  await server.call('/v1/keys/second', { method: 'PUT' });
  const keys = await keysOf(server);
  expect(keys).toHaveLength(2);
  const url = urlOf(server, await privateImage(server), 'public');
  const signed = keys.map((key) => signURL(url, key));
  const statuses = () => Promise.all(signed.map(async (one) => (await get(one)).response.status));
  expect(await statuses()).toEqual([200, 200]);
  await server.call('/v1/keys/second', { method: 'PUT' });
  expect(await statuses()).toEqual([200, 403]);
});

it('a variant may be public even then, in an answer that everybody may keep', async () => {
  const server = await runServer();
  const options = { fit: 'scale-down', width: 10, height: 10, metadata: 'none' };
  const variant = { id: 'teaser', options, neverRequireSignedURLs: true };
  await tell(server, 'POST', '/v1/variants', variant);
  const image = await privateImage(server);
  const { response } = await get(urlOf(server, image, 'teaser'));
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toContain('public');
  expect((await get(urlOf(server, image, 'public'))).response.status).toBe(403);
});

it('on a domain of one’s own the path may be signed with or without its prefix', async () => {
  const server = await runServer();
  const [key = ''] = await keysOf(server);
  const plain = new URL(urlOf(server, await privateImage(server), 'public'));
  const custom = new URL(`/cdn-cgi/imagedelivery${plain.pathname}`, plain);
  expect((await get(signURL(custom, key))).response.status).toBe(200);
  const { search } = new URL(signURL(plain, key));
  expect((await get(custom.href + search)).response.status).toBe(200);
  // The other way round nothing is gained: the plain path is what it says.
  expect((await get(plain.href + new URL(signURL(custom, key)).search)).response.status).toBe(403);
});

it('a picture that was not changed is not sent again, signed or not', async () => {
  const server = await runServer();
  const [key = ''] = await keysOf(server);
  const url = urlOf(server, await privateImage(server), 'public');
  const etag = (await get(signURL(url, key))).response.headers.get('etag') ?? '';
  const headers = { 'If-None-Match': etag };
  expect((await get(signURL(url, key), { headers })).response.status).toBe(304);
  // Knowing the tag does not open the door.
  expect((await get(url, { headers })).response.status).toBe(403);
});
