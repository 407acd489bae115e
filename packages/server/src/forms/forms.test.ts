import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Image } from '@tintype/core/images';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chunk, openRaw, uploadHead } from '../../test/raw-request.ts';
import { filesOf, photo, readAnswer, runServer } from '../../test/running-server.ts';

const flower = photo('test1.jpg');
const MEGABYTE = 1024 * 1024;

describe('fields', () => {
  it.each([
    ['file[0]', '137', 'new File([buffer]'],
    ['metadata[a]', '1', 'JSON.stringify(metadata)'],
    ['metadata[a][b][]', '1', 'JSON.stringify(metadata)'],
  ])('of the name %s are refused, with what to do instead', async (name, value, advice) => {
    const { upload, call, dir } = await runServer();
    const refused = await upload(new Blob([flower]), { [name]: value });
    expect(refused).toMatchObject({ status: 400, code: 5400 });
    expect(refused.message).toContain(advice);
    const body = new FormData();
    body.append(name, value);
    const direct = await call('/v2/direct_upload', { method: 'POST', body });
    expect((await readAnswer(direct)).message).toContain(advice);
    expect(filesOf(dir)).toEqual([]);
  });

  it.each([
    ['a field', '{"a":1}'],
    ['a field with a line break at its end', '{"a":1}\n'],
    ['a part with a type', new Blob(['{"a":1}'], { type: 'application/json' })],
  ])('take metadata as %s', async (_, metadata) => {
    const { call } = await runServer();
    const body = new FormData();
    body.append('file', new Blob([flower]), 'a.jpg');
    if (typeof metadata === 'string') body.append('metadata', metadata);
    else body.append('metadata', metadata, 'metadata');
    const { result } = await readAnswer<Image>(await call('/v1', { method: 'POST', body }));
    expect(result.meta).toEqual({ a: 1 });
  });

  it('are not more than there can be, nor longer', async () => {
    const { upload } = await runServer();
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`field${n}`, 'x']));
    expect((await upload(new Blob([flower]), many)).message).toContain('too many parts');
    const long = await upload(new Blob([flower]), { metadata: 'x'.repeat(20_000) });
    expect(long).toMatchObject({ status: 400, code: 5400 });
    expect(long.message).toContain('"metadata" is too long');
  });

  it('take base64 text in the place of a file for what it is', async () => {
    const { upload } = await runServer();
    const refused = await upload(null, { file: flower.toString('base64').slice(0, 10_000) });
    expect(refused).toMatchObject({ status: 415, code: 5455 });
  });
});

describe('a url', () => {
  async function site(): Promise<string> {
    const server = createServer((_, response) => response.end(flower)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/trips/day%201.jpg?size=large`;
  }

  it('is fetched in the place of a file, where its host may be private', async () => {
    const { upload, call } = await runServer({ allowPrivateHosts: ['127.0.0.1'] });
    const { result } = await upload(null, { url: await site(), id: 'from elsewhere' });
    expect(result).toMatchObject({ id: 'from elsewhere', filename: 'day 1.jpg' });
    const blob = await (await call('/v1/from%20elsewhere/blob')).arrayBuffer();
    expect(Buffer.from(blob).equals(flower)).toBe(true);
  });

  it('is not fetched from a private network otherwise', async () => {
    const { upload, dir } = await runServer();
    const refused = await upload(null, { url: await site() });
    expect(refused).toMatchObject({ status: 400, code: 5454 });
    expect(filesOf(dir)).toEqual([]);
  });

  it('does not come with a file', async () => {
    const { upload, dir } = await runServer({ allowPrivateHosts: true });
    const refused = await upload(new Blob([flower]), { url: await site() });
    expect(refused).toMatchObject({ status: 400, code: 5400 });
    expect(refused.message).toContain('a file and a url');
    expect(filesOf(dir)).toEqual([]);
  });

  it('is not fetched for those without a token', async () => {
    const { call } = await runServer({ allowPrivateHosts: true });
    const { result } = await readAnswer<{ uploadURL: string }>(
      await call('/v2/direct_upload', { method: 'POST' }),
    );
    const body = new FormData();
    body.append('url', await site());
    const refused = await readAnswer(await fetch(result.uploadURL, { method: 'POST', body }));
    expect(refused).toMatchObject({ status: 400, code: 5400 });
    expect(refused.message).toContain('no file');
  });
});

describe('a form that is a bomb', () => {
  const file = 'Content-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n';
  const endless: [string, string, string][] = [
    ['a preamble', '', 'x'],
    ['an epilogue', '--b--\r\n', 'x'],
    ['a header', '--b\r\nX-Long: ', 'x'],
    ['headers', '--b\r\n', 'X: y\r\n'],
    ['a name', '--b\r\nContent-Disposition: form-data; name="', 'n'],
    ['parts', '', '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'],
    ['a field', '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n', 'x'],
    ['lines like boundaries', `--b\r\n${file}`, '\r\n--b!'],
    ['ends like boundaries', `--b\r\n${file}`, '\r\n--b-\r\n--b \r'],
    ['line breaks', `--b\r\n${file}`, '\r\n'],
    [
      'forms in forms',
      `--b\r\nContent-Type: multipart/mixed; boundary=c\r\n${file}`,
      '--c\r\n\r\n',
    ],
  ];

  it.each(endless)('with endless %s is answered while it is still being sent', async (...bomb) => {
    const [, start, more] = bomb;
    const server = await runServer();
    const raw = await openRaw(server);
    await raw.send(uploadHead(server));
    if (start) await raw.send(chunk(start));
    const piece = chunk(more.repeat(Math.ceil(65_536 / more.length)));
    for (let sent = 0; sent < 50 * MEGABYTE && !raw.isOver(); sent += piece.length) {
      await raw.send(piece);
    }
    const { status, code, body } = await raw.answer;
    expect([status, code]).toEqual(status === 413 ? [413, 5413] : [400, 5400]);
    expect(body).toContain('"success": false');
    raw.socket.destroy();
    await expect.poll(() => filesOf(server.dir)).toEqual([]);
  });

  it('does not fill the memory, however many come at once', async () => {
    const server = await runServer();
    const before = process.memoryUsage().rss;
    const bombs = Array.from({ length: 8 }, async () => {
      const raw = await openRaw(server);
      await raw.send(uploadHead(server));
      await raw.send(chunk(`--b\r\n${file}`));
      const piece = chunk('\r\n--b!'.repeat(10_000));
      while (!raw.isOver()) await raw.send(piece);
      return (await raw.answer).status;
    });
    expect(new Set(await Promise.all(bombs))).toEqual(new Set([413]));
    // More than 80 MB were sent.
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * MEGABYTE);
  }, 20_000);

  it.each([
    ['multipart/form-data', 'names no boundary'],
    ['multipart/form-data; boundary=', 'names no boundary'],
    ['multipart/form-data; boundary=""', 'names no boundary'],
    [`multipart/form-data; boundary=${'b'.repeat(300)}`, 'names no boundary'],
    ['multipart/form-data; boundary=another', 'incomplete multipart stream'],
  ])('or no form, such as %s, is refused', async (type, reason) => {
    const server = await runServer();
    const raw = await openRaw(server);
    const body = `--b\r\n${file}x\r\n--b--\r\n`;
    await raw.send(uploadHead(server, type, body.length) + body);
    const answer = await raw.answer;
    expect([answer.status, answer.code]).toEqual([400, 5400]);
    expect(answer.body).toContain(reason);
  });
});

describe('a slow client', () => {
  const file = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n';

  it('that stops sending gets 408, and its connection is closed', async () => {
    const server = await runServer({ timeouts: { idle: 100 } });
    const raw = await openRaw(server);
    await raw.send(uploadHead(server, undefined, 1000) + file);
    const { status, code, head } = await raw.answer;
    expect([status, code]).toEqual([408, 5408]);
    expect(head).toMatch(/connection: close/i);
    await expect.poll(() => filesOf(server.dir)).toEqual([]);
  });

  it('that sends drop by drop gets 408, too', async () => {
    const server = await runServer({ timeouts: { grace: 200, minimumRate: 1_000_000 } });
    const raw = await openRaw(server);
    await raw.send(uploadHead(server, undefined, 1_000_000) + file);
    const drops = setInterval(() => void raw.send('x'), 10);
    const { status, code } = await raw.answer;
    clearInterval(drops);
    expect([status, code]).toEqual([408, 5408]);
  });

  it('that does not send its head gets 408', async () => {
    const server = await runServer({ timeouts: { head: 100 } });
    const raw = await openRaw(server);
    await raw.send('POST /client/v4 HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    const { status, code } = await raw.answer;
    expect([status, code]).toEqual([408, 5408]);
  });

  it('is waited for where it is only slow', async () => {
    const server = await runServer({ timeouts: { idle: 2000 } });
    const raw = await openRaw(server);
    const body = Buffer.concat([Buffer.from(file), flower, Buffer.from('\r\n--b--\r\n')]);
    await raw.send(uploadHead(server, undefined, body.length));
    const step = Math.ceil(body.length / 10);
    for (let at = 0; at < body.length; at += step) {
      await raw.send(body.subarray(at, at + step));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect((await raw.answer).status).toBe(200);
  });
});

describe('what is no HTTP', () => {
  it.each([
    ['words', 'hello\r\n\r\n', 400],
    ['endless headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}`, 431],
  ])('as %s, is refused in the envelope', async (_, text, status) => {
    const raw = await openRaw(await runServer());
    await raw.send(text);
    const answer = await raw.answer;
    expect([answer.status, answer.code]).toEqual([status, 5400]);
    expect(JSON.parse(answer.body)).toMatchObject({ success: false });
  });
});

describe('a client that is refused and sends on', () => {
  it('gets its answer, and is not listened to for ever', async () => {
    const server = await runServer();
    const raw = await openRaw(server);
    await raw.send(uploadHead(server, 'image/jpeg'));
    const piece = chunk(Buffer.alloc(MEGABYTE));
    let sent = 0;
    while (!raw.socket.destroyed && sent < 400) {
      await raw.send(piece);
      sent += 1;
    }
    expect((await raw.answer).status).toBe(415);
    expect(sent).toBeLessThan(200);
  });
});
