import { afterEach, describe, expect, it, vi } from 'vitest';
import { envelope, image, photo, read, relayWith, SITE, uploadOf } from '../test/fake-service.ts';
import type { Authorization } from './index.ts';

afterEach(() => vi.restoreAllMocks());

const relayFor = (authorization: Authorization) =>
  relayWith(() => envelope(image({ creator: 'ann' })), { authorize: () => authorization });

/** The file first, and what the browser says behind it. */
function fileFirst(fields: Record<string, string>, headers: Record<string, string> = {}): Request {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n';
  return new Request(`${SITE}/api/images`, {
    method: 'POST',
    body: Buffer.concat([Buffer.from(head), photo, Buffer.from(`\r\n${parts.join('')}--b--\r\n`)]),
    headers: { 'Content-Type': 'multipart/form-data; boundary=b', Origin: SITE, ...headers },
  });
}

describe('what authorize says of metadata', () => {
  it('lets only allowed names through, and adds those of the app over them', async () => {
    const { relay, sent } = relayFor({
      creator: 'ann',
      metadata: { allow: ['caption', 'album'], add: { album: 'summer' } },
    });
    const metadata = JSON.stringify({ caption: 'sea', album: 'mine', role: 'admin' });
    const direct = new Request(`${SITE}/api/images/direct`, {
      ...(await formOf({ metadata })),
      method: 'POST',
    });
    for (const request of [await uploadOf({ metadata }), fileFirst({ metadata }), direct]) {
      expect((await relay(request)).status).not.toBe(400);
      const form = sent.at(-1)?.form;
      expect(form?.getAll('metadata')).toEqual(['{"caption":"sea","album":"summer"}']);
    }
  });

  it('adds metadata where the browser sends none', async () => {
    const { relay, sent } = relayFor({ metadata: { add: { tenant: 7 } } });
    await relay(await uploadOf());
    expect(sent[0]?.form?.getAll('metadata')).toEqual(['{"tenant":7}']);
  });

  it('keeps names that JavaScript gives a meaning to as plain names', async () => {
    const { relay, sent } = relayFor({ metadata: { allow: ['__proto__'] } });
    await relay(await uploadOf({ metadata: '{"__proto__":{"a":1},"constructor":2}' }));
    expect(sent[0]?.form?.get('metadata')).toBe('{"__proto__":{"a":1}}');
  });

  it('refuses what is over the limit only together', async () => {
    const { relay, sent } = relayFor({ metadata: { add: { a: 'x'.repeat(600) } } });
    const { status, body } = await read(
      await relay(await uploadOf({ metadata: `{"b":"${'x'.repeat(600)}"}` })),
    );
    expect(status).toBe(400);
    expect(body.errors[0].message).toContain('over 1024 bytes');
    expect(sent).toEqual([]);
  });
});

describe('what authorize says of privacy', () => {
  it.each([
    [true, 'false', 'true'],
    [false, 'true', 'false'],
    [undefined, 'true', 'true'],
  ])('of %j and the browser of %s makes %s', async (requireSignedURLs, asked, expected) => {
    const { relay, sent } = relayFor(requireSignedURLs === undefined ? {} : { requireSignedURLs });
    const fields = { requireSignedURLs: asked };
    for (const request of [await uploadOf(fields), fileFirst(fields)]) {
      await relay(request);
      expect(sent.at(-1)?.form?.getAll('requireSignedURLs')).toEqual([expected]);
    }
  });

  it('gives a picture that it makes private no custom id', async () => {
    const { relay, sent } = relayFor({ creator: 'ann', requireSignedURLs: true });
    await relay(await uploadOf({}, { 'Idempotency-Key': '0123456789abcdef' }));
    expect(sent[0]?.form?.has('id')).toBe(false);
  });

  it('refuses a form that says it too late, where the id is decided already', async () => {
    const { relay } = relayFor({ creator: 'ann' });
    const key = { 'Idempotency-Key': '0123456789abcdef' };
    const { status, body } = await read(await relay(fileFirst({ requireSignedURLs: 'true' }, key)));
    expect(status).toBe(400);
    expect(body.errors[0].message).toContain('must stand before the file');
  });
});

describe('what authorize says of limits', () => {
  it('refuses a bigger file, or one of another type, with what is allowed', async () => {
    const small = relayFor({ limits: { fileSize: 1000 } });
    expect((await small.relay(await uploadOf())).status).toBe(413);
    const png = relayFor({ limits: { types: ['image/png', 'image/webp'] } });
    const { status, body } = await read(await png.relay(await uploadOf()));
    expect(status).toBe(415);
    expect(body.errors).toEqual([
      { code: 5455, message: 'Uploaded image must have image/png or image/webp content-type' },
    ]);
    expect(png.sent).toEqual([]);
  });

  it('cannot go beyond the relay’s own', async () => {
    const { relay } = relayWith(() => envelope(image()), {
      limits: { fileSize: 1000, types: ['image/png'] },
      authorize: () => ({ limits: { fileSize: 1e9, types: ['image/jpeg'] } }),
    });
    expect((await relay(await uploadOf({}, {}, photo.subarray(0, 900)))).status).toBe(415);
  });
});

describe('fields of a form', () => {
  it('are dropped when they are not the browser’s to set', async () => {
    const { relay, sent } = relayFor({ creator: 'ann' });
    await relay(
      await uploadOf({ url: 'http://10.0.0.1/', id: 'x', creator: 'eve', expiry: 'y', other: 'z' }),
    );
    expect([...(sent[0]?.form?.keys() ?? [])].toSorted()).toEqual(['creator', 'file']);
  });

  it.each([
    ['metadata twice', fileFirst({ metadata: '{}' }), 200],
    ['a text for true or false', fileFirst({ requireSignedURLs: 'yes' }), 400],
  ])('say %s', async (_, request, status) => {
    const { relay } = relayFor({});
    expect((await relay(request)).status).toBe(status);
  });

  it('must not come twice, before and behind the file', async () => {
    const form = new FormData();
    form.append('metadata', '{"a":1}');
    form.append('file', new File([new Uint8Array(photo)], 'a.jpg'));
    form.append('metadata', '{"a":2}');
    const { relay } = relayFor({});
    const request = new Request(`${SITE}/api/images`, { method: 'POST', body: form });
    const { status, body } = await read(await relay(request));
    expect(status).toBe(400);
    expect(body.errors[0].message).toContain('more than one metadata');
  });
});

it.each([
  [{ requireSignedURLs: 'true' }, 'requireSignedURLs must be true, false'],
  [{ metadata: { allow: 'caption' } }, 'metadata.allow must be a list'],
  [{ metadata: { add: [] } }, 'metadata.add must be an object'],
  [{ metadata: { add: { a: 'x'.repeat(1024) } } }, 'at most 1024 bytes'],
  [{ limits: { fileSize: Number.NaN } }, 'limits.fileSize must be a number'],
  [{ limits: { types: ['image/jpg'] } }, 'limits.types must be a list'],
  [{ user: null }, 'must not have "user"'],
  [{ creator: 'ann', requireSignedUrls: true }, 'must not have "requireSignedUrls"'],
  [{ creator: 'ann', metadata: { allowed: ['a'] } }, 'metadata must not have "allowed"'],
  [{ creator: 'ann', metadata: null }, 'metadata must be an object'],
  [{ creator: 'ann', limits: { type: ['image/png'] } }, 'limits must not have "type"'],
  [[], 'what authorize says must be an object'],
  [new Error('no session'), 'what authorize says must be an object'],
  [new (class Response {})(), 'what authorize says must be an object'],
])('refuses everything when the app says %j, and tells its log why', async (said, reason) => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { relay, sent } = relayFor(said as unknown as Authorization);
  expect((await relay(await uploadOf())).status).toBe(500);
  expect(sent).toEqual([]);
  expect(String(log.mock.calls[0]?.[1])).toContain(reason);
});

describe('the rate limit', () => {
  const list = () => new Request(`${SITE}/api/images`);

  it('is asked after authorize, and refuses in Cloudflare’s words with Retry-After', async () => {
    const rateLimit = vi.fn(() => ({ retryAfterSeconds: 6.2 }));
    const { relay, sent } = relayWith(() => envelope({ images: [] }), { rateLimit });
    const answer = await relay(list());
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(await read(answer)).toMatchObject({ status: 429, body: { errors: [{ code: 971 }] } });
    expect(rateLimit).toHaveBeenCalledWith(
      expect.any(Request),
      { type: 'list' },
      { creator: 'ann' },
    );
    expect(sent).toEqual([]);
    const refused = relayWith(() => envelope({}), {
      rateLimit,
      authorize: () => new Response(null, { status: 401 }),
    });
    await refused.relay(list());
    expect(rateLimit).toHaveBeenCalledTimes(1);
  });

  it('may answer itself, let pass, and fails closed', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const status = async (rateLimit: () => Response | null | undefined) =>
      (await relayWith(() => envelope({ images: [] }), { rateLimit }).relay(list())).status;
    expect(await status(() => new Response('slow', { status: 503 }))).toBe(503);
    expect(await status(() => null)).toBe(200);
    expect(await status(() => undefined)).toBe(200);
    expect(
      await status(() => {
        throw new Error('no store');
      }),
    ).toBe(500);
    expect(log).toHaveBeenCalledOnce();
  });
});

async function formOf(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const written = new Response(form);
  return {
    body: await written.arrayBuffer(),
    headers: { 'Content-Type': written.headers.get('content-type') ?? '' },
  };
}
