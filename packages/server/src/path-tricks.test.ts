import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRaw } from '../test/raw-request.ts';
import { filesOf, photo, type RunningServer, runServer, TOKEN } from '../test/running-server.ts';

const flower = photo('test1.jpg');

/** Asks with a path that is sent as it is; `fetch` would tidy it up. */
async function ask(server: RunningServer, target: string, method = 'GET') {
  const raw = await openRaw(server);
  await raw.send(
    `${method} ${target} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Length: 0\r\n\r\n`,
  );
  return await raw.answer;
}

const TRICKS = [
  ...['..', '../..', '../../../../etc/passwd', '..%2f..%2f..%2fetc%2fpasswd', '%2e%2e/%2e%2e'],
  ...['%2e%2e%2frecords.sqlite', '..%5c..%5crecords.sqlite', '..\\..\\records.sqlite', '.%00./x'],
  ...['%00', 'a%00.jpg', '%2fetc%2fpasswd', '//etc/passwd', '%252e%252e%252f', '%c0%ae%c0%ae/'],
  ...['%', '%zz', '%ff%fe', '.', './records.sqlite', 'originals', 'file:%2f%2f%2fetc%2fpasswd'],
  ...['x'.repeat(8000), '%20'.repeat(2000), '/'.repeat(500), '../'.repeat(500)],
];

describe('a path', () => {
  it.each(TRICKS)('with %s reaches nothing, wherever it stands', async (trick) => {
    const server = await runServer();
    const { result } = await server.upload(new Blob([flower]), { id: 'mine' });
    writeFileSync(path.join(server.dir, 'bait'), 'a secret');
    const api = new URL(server.images).pathname;
    const delivery = new URL(server.deliveryBaseURL).pathname;
    const targets = [
      ...[`${api}/v1/${trick}`, `${api}/v1/${trick}/blob`, `${api}/v1/variants/${trick}`],
      ...[`${api}/v1/keys/${trick}`, `${delivery}/${trick}/public`, `${delivery}/mine/${trick}`],
      ...[`${delivery}/${trick}`, `/cdn-cgi/imagedelivery${delivery}/${trick}/public`, `/${trick}`],
    ];
    for (const target of targets) {
      const { status, body } = await ask(server, target);
      expect(status, target).toBeGreaterThanOrEqual(300);
      expect(status, target).toBeLessThan(500);
      expect(body).not.toMatch(/a secret|root:|SQLite format/);
    }
    for (const target of targets.slice(0, 4)) {
      expect((await ask(server, target, 'DELETE')).status, target).toBeGreaterThanOrEqual(400);
    }
    const upload = `/upload${delivery}/${trick}`;
    expect((await ask(server, upload, 'POST')).status).toBeGreaterThanOrEqual(400);
    expect((await server.call('/v1/mine')).status).toBe(200);
    expect(result.id).toBe('mine');
    expect(readdirSync(server.dir)).toContain('bait');
  });
});

describe('a custom id', () => {
  it.each([
    ...['a\\..\\..\\b', '%2e%2e%2f%2e%2e', 'C:\\windows', 'CON', 'a:b|c*?"<>', '~root', '$(id)'],
    ...["'; DROP TABLE images; --", '<script>alert(1)</script>', '…/…', '\u202egpj.eps', 'ａ／ｂ'],
    'public',
  ])('such as %s is only a name: the file has another', async (id) => {
    const server = await runServer();
    const { result } = await server.upload(new Blob([flower]), { id });
    expect(result.id).toBe(id);
    const blob = await server.call(`/v1/${encodeURIComponent(id)}/blob`);
    expect(Buffer.from(await blob.arrayBuffer()).equals(flower)).toBe(true);
    const thumbnail = result.variants.find((url) => url.endsWith('/thumbnail')) ?? '';
    expect((await fetch(thumbnail)).status).toBe(200);
    for (const file of filesOf(server.dir)) {
      expect(path.relative(server.dir, file)).toMatch(
        /^(originals\/[0-9a-f-]{36}|variants\/[0-9a-f-]{36}\/[\w.-]+)$/,
      );
    }
  });

  it.each([
    ...['../up', 'a/../b', './a', 'a/.', '..', '.', 'a//b', '/a', 'a/', 'a\0b', 'a\nb', '\u007f'],
    'x'.repeat(1025),
  ])('such as %j is refused', async (id) => {
    const { upload, dir } = await runServer();
    expect(await upload(new Blob([flower]), { id })).toMatchObject({ status: 400, code: 5411 });
    expect(filesOf(dir)).toEqual([]);
  });
});

describe('a file name', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\photos\\day.jpg', 'day.jpg'],
    [`${'x'.repeat(300)}.jpg`, 'x'.repeat(255)],
    ['<b>.jpg', '<b>.jpg'],
  ])('such as %s is only told', async (name, told) => {
    const { upload } = await runServer();
    expect((await upload(new Blob([flower]), {}, name)).result.filename).toBe(told);
  });
});

describe('a token', () => {
  it('stands in no answer, whatever is wrong', async () => {
    const server = await runServer({ adminToken: 'an-admin-token' });
    const wrong = 'a-token-that-is-wrong';
    const answers = await Promise.all([
      server.call('/v1/none'),
      server.call('/v1', { method: 'POST', body: 'x' }),
      server.call(`/v1/variants`, { method: 'POST', body: '{' }),
      server.call('/v1', { headers: { Authorization: `Bearer ${wrong}` } }),
      server.call('/v1', { headers: { Authorization: wrong } }),
      fetch(new URL(`/tintype/faults`, server.apiBaseURL), { headers: { Authorization: wrong } }),
    ]);
    for (const answer of answers) {
      const text = (await answer.text()) + JSON.stringify([...answer.headers]);
      expect(answer.ok).toBe(false);
      for (const secret of [TOKEN, wrong, 'an-admin-token']) expect(text).not.toContain(secret);
    }
  });
});
