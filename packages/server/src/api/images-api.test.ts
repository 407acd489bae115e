import { connect } from 'node:net';
import { crc32 } from 'node:zlib';
import type { Image } from '@tintype/core/images';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  filesOf,
  photo,
  readAnswer,
  runServer,
  TOKEN,
} from '../../test/running-server.ts';

const sony = new Blob([photo('sony-alpha-6000.jpg')]);
const flower = new Blob([photo('short-ascii-MM.jpg')]);
const MEGABYTE = 1024 * 1024;

/** A whole PNG of a few bytes whose header says that it is this large. */
async function png(width: number, height: number): Promise<Blob> {
  const create = { width: 1, height: 1, channels: 3 as const, background: '#888' };
  const bytes = await sharp({ create }).png().toBuffer();
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return new Blob([new Uint8Array(bytes)]);
}

/** A small GIF whose header says that each of its frames is this large. */
async function gif(frames: number, width: number, height: number): Promise<Blob> {
  const pictures = await Promise.all(
    Array.from({ length: frames }, (_, n) =>
      sharp({ create: { width: 8, height: 8, channels: 3, background: n % 2 ? '#000' : '#fff' } })
        .png()
        .toBuffer(),
    ),
  );
  const bytes = await sharp(pictures, { join: { animated: true } })
    .gif()
    .toBuffer();
  bytes.writeUInt16LE(width, 6);
  bytes.writeUInt16LE(height, 8);
  return new Blob([new Uint8Array(bytes)]);
}

describe('creating an image', () => {
  it('answers with the image, in the envelope and with the headers of the real service', async () => {
    const { upload, deliveryBaseURL } = await runServer();
    const answer = await upload(
      sony,
      { metadata: '{"caption":"Paris"}', creator: 'user-1' },
      'paris é.jpg',
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=UTF-8');
    expect(Object.keys(answer.body)).toEqual(['result', 'success', 'errors', 'messages']);
    const { id, variants, uploaded, ...rest } = answer.result;
    expect(rest).toEqual({
      filename: 'paris é.jpg',
      meta: { caption: 'Paris' },
      creator: 'user-1',
      requireSignedURLs: false,
    });
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{10}00$/);
    expect(uploaded).toBe(new Date(uploaded).toISOString());
    expect(variants.toSorted()).toEqual(
      ['hero', 'original', 'public', 'thumbnail'].map((name) => `${deliveryBaseURL}/${id}/${name}`),
    );
  });

  it('leaves out what was not sent', async () => {
    const { upload } = await runServer();
    const { result } = await upload(flower);
    expect(result).not.toHaveProperty('meta');
    expect(result).not.toHaveProperty('creator');
    expect(result).not.toHaveProperty('draft');
  });

  it('takes metadata as a file part too, and fields behind the file', async () => {
    const { call } = await runServer();
    const body = new FormData();
    body.append('file', flower, 'a.jpg');
    body.append('metadata', new Blob(['{"a":1}\n'], { type: 'application/json' }), 'metadata');
    body.append('id', 'behind the file');
    const { result } = await readAnswer<Image>(await call('/v1', { method: 'POST', body }));
    expect(result).toMatchObject({ id: 'behind the file', meta: { a: 1 } });
  });

  it.each([
    ['a text file under the name of a picture', new Blob(['only words']), 415, 5455, 'image/jpeg'],
    ['an empty file', new Blob([]), 400, 5400, 'the file is empty'],
    ['no file at all', null, 400, 5400, 'has no file'],
    [
      'a file over 10 MB',
      new Blob([photo('short-ascii-MM.jpg'), new Uint8Array(11 * MEGABYTE)]),
      413,
      5413,
      '10 MB',
    ],
    ['a JPEG that breaks off before its pixels', sony.slice(0, 20_000), 415, 9422, 'Decode error'],
  ])('refuses %s, and keeps nothing of it', async (_, file, status, code, said) => {
    const { upload, dir } = await runServer();
    const answer = await upload(file, { id: 'refused' });
    expect(answer).toMatchObject({ status, code });
    expect(answer.message).toContain(said);
    expect(answer.headers.get('cf-images')).toBe(`err=${code}`);
    expect(answer.body).toMatchObject({ result: null, success: false });
    expect(filesOf(dir)).toEqual([]);
  });

  it('refuses 30,000 × 30,000 pixels from the header, naming the limit', async () => {
    const { upload } = await runServer();
    const bomb = await upload(await png(30_000, 30_000));
    expect(bomb).toMatchObject({ status: 413, code: 5413 });
    expect(bomb.message).toBe('The image is 30000 × 30000 pixels, and no side may be over 12000');
    const answer = await upload(await png(12_001, 10));
    expect(answer).toMatchObject({ status: 413, code: 5413 });
    expect(answer.message).toBe('The image is 12001 × 10 pixels, and no side may be over 12000');
  });

  it('refuses over 100 megapixels, and over all frames of an animation', async () => {
    const { upload } = await runServer();
    const large = await upload(await png(11_000, 10_000));
    expect(large).toMatchObject({
      status: 413,
      message: 'The image has 110.0 megapixels, and the limit is 100',
    });

    const animation = await upload(await gif(26, 2000, 2000));
    expect(animation.status).toBe(413);
    expect(animation.message).toContain('over its 26 frames');
  });

  it.each([
    [{ metadata: '{broken' }, 5400, 'metadata is not JSON'],
    [{ metadata: '[1]' }, 5400, 'JSON text of an object'],
    [{ metadata: JSON.stringify({ a: 'x'.repeat(1020) }) }, 5400, 'the limit is 1024'],
    [{ requireSignedURLs: 'maybe' }, 5400, '"true" or "false"'],
    [{ id: '083eb7b2-5392-4565-b69e-aff66acddd00' }, 5411, 'Must not be UUID'],
    [{ id: '/leading' }, 5411, 'slash'],
    [{ id: 'a/../b' }, 5411, 'dot segments'],
    [{ id: 'notes/today.TXT' }, 5411, 'non-image file name extension'],
    [{ id: 'x'.repeat(1025) }, 5411, '1024 characters'],
    [{ id: 'mine', requireSignedURLs: 'true' }, 5410, 'cannot be set to private'],
    [{ creator: 'x'.repeat(1025) }, 5400, 'the limit is 1024'],
  ])('refuses the fields %j', async (fields, code, said) => {
    const { upload, dir } = await runServer();
    const answer = await upload(flower, fields);
    expect(answer).toMatchObject({ status: 400, code });
    expect(answer.message).toContain(said);
    expect(filesOf(dir)).toEqual([]);
  });

  it.each(['trips/a.jpg', 'user.name', 'v1.2', 'a.txt/b'])('takes the custom id %s', async (id) => {
    const { upload } = await runServer();
    expect((await upload(flower, { id })).result.id).toBe(id);
  });

  it('refuses a custom id that is taken, and says that trying again is of no use', async () => {
    const { upload, dir } = await runServer();
    expect((await upload(flower, { id: 'mine' })).status).toBe(200);
    const again = await upload(sony, { id: 'mine' });
    expect(again).toMatchObject({ status: 409, code: 5409 });
    expect(again.headers.get('x-should-retry')).toBe('false');
    expect(filesOf(dir)).toHaveLength(1);
  });

  it('lets exactly one of many that race for an id win', async () => {
    const { upload, dir } = await runServer();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => upload(flower, { id: 'race' })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(7).fill(409)]);
    expect(filesOf(dir)).toHaveLength(1);
  });

  it('refuses what is no form, and forms that are broken', async () => {
    const { call } = await runServer();
    const post = async (type: string, body: string) =>
      readAnswer(await call('/v1', { method: 'POST', headers: { 'Content-Type': type }, body }));
    expect(await post('image/jpeg', 'x')).toMatchObject({ status: 415, code: 5415 });
    expect(await post('application/json', '{}')).toMatchObject({ status: 415, code: 5415 });
    expect(await post('multipart/form-data', 'x')).toMatchObject({ status: 400, code: 5400 });
    const open =
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nbytes';
    const answer = await post('multipart/form-data; boundary=b', open);
    expect(answer).toMatchObject({ status: 400, code: 5400 });
    expect(answer.message).toContain('incomplete multipart stream');
  });

  it('answers a body without end at the limit, while it is still being sent', async () => {
    const { images, dir } = await runServer();
    const { hostname, port, pathname } = new URL(images);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST ${pathname}/v1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\nTransfer-Encoding: chunked\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n`,
    );
    const chunk = (bytes: Buffer) =>
      socket.write(
        Buffer.concat([
          Buffer.from(`${bytes.length.toString(16)}\r\n`),
          bytes,
          Buffer.from('\r\n'),
        ]),
      );
    chunk(
      Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'),
    );
    const answer = new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(String(data))),
    );
    let answered = false;
    void answer.then(() => {
      answered = true;
    });
    for (let sent = 0; sent < 40 && !answered; sent++) {
      if (!chunk(Buffer.alloc(MEGABYTE, 1)))
        await new Promise((resolve) => socket.once('drain', resolve));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await answer).toMatch(/^HTTP\/1\.1 413 .*"code": 5413/s);
    socket.destroy();
    await expect.poll(() => filesOf(dir)).toEqual([]);
  });

  it('leaves nothing of an upload whose connection was cut, and goes on serving', async () => {
    const { images, dir, upload } = await runServer();
    const { hostname, port, pathname } = new URL(images);
    for (const cutAfter of [10, 500_000, 2_000_000]) {
      const socket = connect(Number(port), hostname);
      const bytes = new Uint8Array(await sony.slice(0, cutAfter).arrayBuffer());
      socket.write(
        `POST ${pathname}/v1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Length: 9000000\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n`,
      );
      await new Promise((resolve) => socket.write(bytes, resolve));
      socket.destroy();
    }
    await expect.poll(() => filesOf(dir)).toEqual([]);
    expect((await upload(flower)).status).toBe(200);
  });
});

describe('reading and deleting', () => {
  it('finds an image by an id with slashes, spaces and percent signs, and gives its bytes back', async () => {
    const { upload, call } = await runServer();
    const id = 'trips/2026/a b%é?.jpg';
    await upload(sony, { id });
    const path = `/v1/${encodeURIComponent(id)}`;
    const { result } = await readAnswer<Image>(await call(path));
    expect(result.id).toBe(id);
    const blob = await call(`${path}/blob`);
    expect(blob.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await blob.arrayBuffer()).equals(photo('sony-alpha-6000.jpg'))).toBe(true);
    for (const variant of result.variants) {
      const response = await fetch(variant);
      expect(response.status).toBe(200);
      await response.arrayBuffer();
    }
  });

  it('deletes an image with all its files', async () => {
    const { upload, call, dir } = await runServer();
    const { result } = await upload(flower);
    for (const variant of result.variants) await (await fetch(variant)).arrayBuffer();
    expect(filesOf(dir).length).toBeGreaterThan(3);
    const deleted = await readAnswer(await call(`/v1/${result.id}`, { method: 'DELETE' }));
    expect(deleted.result).toEqual({});
    expect(filesOf(dir)).toEqual([]);
    expect(await readAnswer(await call(`/v1/${result.id}`))).toMatchObject({
      status: 404,
      code: 5404,
    });
    expect((await call(`/v1/${result.id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await fetch(result.variants[0] ?? '')).status).toBe(404);
  });

  it('lists page by page in both versions, newest first, each image once', async () => {
    const { upload, call } = await runServer();
    for (let n = 1; n <= 5; n++)
      await upload(flower, { id: `n${n}`, creator: n % 2 ? 'odd' : 'even' });
    const ids = (images: Image[]) => images.map(({ id }) => id);
    const v1 = await readAnswer<{ images: Image[] }>(await call('/v1?page=2&per_page=2'));
    expect(ids(v1.result.images)).toEqual(['n3', 'n2']);

    const seen: string[] = [];
    let token: string | null = '';
    while (token !== null) {
      const page: { images: Image[]; continuation_token: string | null } = (
        await readAnswer<never>(await call(`/v2?per_page=2&continuation_token=${token}`))
      ).result;
      seen.push(...ids(page.images));
      token = page.continuation_token;
    }
    expect(seen).toEqual(['n5', 'n4', 'n3', 'n2', 'n1']);
    const odd = await readAnswer<{ images: Image[] }>(await call('/v2?sort_order=asc&creator=odd'));
    expect(ids(odd.result.images)).toEqual(['n1', 'n3', 'n5']);
    for (const query of ['per_page=0', 'per_page=x', 'sort_order=up', 'continuation_token=zzz']) {
      expect(await readAnswer(await call(`/v2?${query}`))).toMatchObject({
        status: 400,
        code: 5400,
      });
    }
  });
});

describe('who may call', () => {
  it.each([
    [undefined, 400, 9106],
    ['Basic abc', 400, 6003],
    ['Bearer wrong', 403, 10_000],
    [`Bearer ${TOKEN}x`, 403, 10_000],
  ])('refuses the authorization %j', async (authorization, status, code) => {
    const { images } = await runServer();
    const response = await fetch(
      `${images}/v1`,
      authorization ? { headers: { authorization } } : {},
    );
    expect(await readAnswer(response)).toMatchObject({ status, code });
  });

  it('refuses another account and unknown routes in the envelope', async () => {
    const { call, images } = await runServer();
    const other = await readAnswer(await call(`${images.replace(ACCOUNT, 'other')}/v1`));
    expect(other).toMatchObject({ status: 404, code: 7003 });
    expect(await readAnswer(await call('/v9/nothing'))).toMatchObject({ status: 404, code: 7003 });
  });

  it('answers errors as plain text where the caller does not take JSON', async () => {
    const { call } = await runServer();
    const response = await call('/v1/none', { headers: { Accept: 'text/plain' } });
    expect(await response.text()).toBe('ERROR 5404: Image not found\n');
    expect(response.headers.get('cf-images')).toBe('err=5404');
  });
});
