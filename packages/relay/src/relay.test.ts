import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ACCOUNT,
  envelope,
  image,
  photo,
  read,
  refusal,
  relayWith,
  SITE,
  TOKEN,
  uploadOf,
} from '../test/fake-service.ts';
import { createRelay, type RelayAction, type RelayEvent, type RelayOptions } from './index.ts';

let said: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => said.mockRestore());

describe('uploading', () => {
  it('passes the picture on with the token, its fields, and the creator that the app named', async () => {
    const { relay, sent } = relayWith(() => envelope(image()));
    const answer = await read(
      await relay(await uploadOf({ metadata: '{"a":1}', creator: 'eve', id: 'mine' })),
    );
    expect(answer).toEqual({
      status: 200,
      body: { result: image(), success: true, errors: [], messages: [] },
    });
    const [call] = sent;
    expect(call?.url).toBe(`https://api.cloudflare.com/client/v4/accounts/${ACCOUNT}/images/v1`);
    expect(call?.headers.get('authorization')).toBe(`Bearer ${TOKEN}`);
    expect(call?.form?.get('metadata')).toBe('{"a":1}');
    expect(call?.form?.getAll('creator')).toEqual(['ann']);
    expect(call?.form?.has('id')).toBe(false);
    const file = call?.form?.get('file') as File;
    expect(file.name).toBe('beach "1".jpg');
    // As the bytes prove it, whatever the browser says.
    expect(file.type).toBe('image/jpeg');
    expect(Buffer.from(await file.arrayBuffer()).equals(photo)).toBe(true);
  });

  it.each([
    ['words under the name of a picture', Buffer.from('only words'), 415, 5455],
    ['comments with no drawing behind them', Buffer.from(`${'<!---->'.repeat(72)}x`), 415, 5455],
    ['an empty file', Buffer.alloc(0), 400, 5400],
  ])('refuses %s before anything is passed on', async (_, bytes, status, code) => {
    const { relay, sent } = relayWith(() => envelope(image()));
    const answer = await read(await relay(await uploadOf({}, {}, bytes)));
    expect(answer).toMatchObject({ status, body: { success: false, errors: [{ code }] } });
    expect(sent).toEqual([]);
  });

  it.each([
    [{ metadata: '{broken' }, 'metadata is not JSON'],
    [{ metadata: '"text"' }, 'JSON text of an object'],
    [{ metadata: `{"a":"${'x'.repeat(1020)}"}` }, 'over 1024 bytes'],
  ])('refuses the fields %j', async (fields, message) => {
    const { relay, sent } = relayWith(() => envelope(image()));
    const { status, body } = await read(await relay(await uploadOf(fields)));
    expect(status).toBe(400);
    expect(body.errors[0].message).toContain(message);
    expect(sent).toEqual([]);
  });

  it('refuses a file over the limit, from its length or while it passes', async () => {
    const { relay } = relayWith(() => envelope(image()), { limits: { fileSize: 20_000 } });
    const known = await uploadOf({}, { 'Content-Length': '9000000' });
    expect(await read(await relay(known))).toMatchObject({
      status: 413,
      body: { errors: [{ code: 5413 }] },
    });
    expect(await read(await relay(await uploadOf()))).toMatchObject({
      status: 413,
      body: { errors: [{ code: 5413 }] },
    });
  });

  it.each([
    ['before the file', '', '/api/images'],
    [
      'behind the file',
      `--b\r\nContent-Disposition: form-data; name="file"\r\n\r\n${photo.toString('latin1')}\r\n`,
      '/api/images',
    ],
    ['where no file is wanted', '', '/api/images/direct'],
  ])('reads no field without end %s, though it belongs to no one', async (_, start, path) => {
    const field = `${start}--b\r\nContent-Disposition: form-data; name="other"\r\n\r\n`;
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(pulled === 1 ? Buffer.from(field, 'latin1') : new Uint8Array(65_536));
        // An end that only a relay without a limit comes to.
        if (pulled === 500) controller.close();
      },
    });
    const { relay } = relayWith(() => envelope(image()));
    const request = new Request(SITE + path, {
      method: 'POST',
      headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
      body,
      duplex: 'half',
    } as RequestInit);
    expect((await relay(request)).status).toBe(413);
    expect(pulled).toBeLessThan(200);
  });

  it('never completes a body upstream when the browser’s own breaks off', async () => {
    const source = await uploadOf();
    const bytes = await source.clone().arrayBuffer();
    const broken = new Request(source, { body: bytes.slice(0, bytes.byteLength - 200) });
    let completed = false;
    const { relay } = relayWith(() => {
      completed = true;
      return envelope(image());
    });
    expect(await read(await relay(broken))).toMatchObject({
      status: 400,
      body: { errors: [{ code: 5400 }] },
    });
    expect(completed).toBe(false);
  });

  it('refuses what is no form', async () => {
    const { relay } = relayWith(() => envelope(image()));
    const raw = new Request(`${SITE}/api/images`, {
      method: 'POST',
      body: photo,
      headers: { 'Content-Type': 'image/jpeg' },
    });
    expect(await read(await relay(raw))).toMatchObject({
      status: 415,
      body: { errors: [{ code: 5415 }] },
    });
  });

  it('reads no more of the picture than the image service takes', async () => {
    let pulled = 0;
    const head = `--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n`;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const chunk =
            pulled === 0 ? Buffer.concat([Buffer.from(head), photo]) : Buffer.alloc(65_536);
          pulled += 1;
          controller.enqueue(new Uint8Array(chunk));
        },
      },
      { highWaterMark: 0 },
    );
    const taken = 5;
    const relay = createRelay({
      accountId: ACCOUNT,
      apiToken: TOKEN,
      authorize: () => ({}),
      fetch: async (_, init) => {
        const reader = (init as { body: ReadableStream<Uint8Array> }).body.getReader();
        for (let chunks = 0; chunks < taken; chunks++) await reader.read();
        await new Promise((resolve) => setTimeout(resolve, 20));
        return refusal(413, 5413, 'too large');
      },
    });
    const request = new Request(`${SITE}/api/images`, {
      method: 'POST',
      headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
      body,
      duplex: 'half',
    } as RequestInit);
    expect((await relay(request)).status).toBe(413);
    expect(pulled).toBeLessThanOrEqual(taken + 2);
  });
});

describe('sending again', () => {
  const KEY = { 'Idempotency-Key': '0123456789abcdef0123456789abcdef' };

  it('gives public pictures an id made from key and creator, and private ones none', async () => {
    const { relay, sent } = relayWith(() => envelope(image()));
    const idOf = async (
      fields: Record<string, string>,
      headers: Record<string, string>,
      creator?: string,
    ) => {
      const own =
        creator === undefined
          ? relay
          : relayWith(() => envelope(image()), { authorize: () => ({ creator }) });
      if ('sent' in own) {
        await own.relay(await uploadOf(fields, headers));
        return own.sent[0]?.form?.get('id');
      }
      await own(await uploadOf(fields, headers));
      return sent.at(-1)?.form?.get('id');
    };
    const id = await idOf({}, KEY);
    expect(id).toMatch(/^tt-[0-9a-f]{32}$/);
    expect(await idOf({}, KEY)).toBe(id);
    expect(await idOf({}, KEY, 'bob')).not.toBe(id);
    expect(await idOf({}, { 'Idempotency-Key': `${KEY['Idempotency-Key']}1` })).not.toBe(id);
    expect(await idOf({ requireSignedURLs: 'true' }, KEY)).toBeNull();
    expect(await idOf({}, {})).toBeNull();
  });

  it('answers with the image that an earlier attempt stored', async () => {
    const stored = image({ id: 'tt-x', creator: 'ann' });
    const { relay, sent } = relayWith(({ method }) =>
      method === 'POST' ? refusal(409, 5409, 'Resource already exists') : envelope(stored),
    );
    expect(await read(await relay(await uploadOf({}, KEY)))).toMatchObject({
      status: 200,
      body: { result: stored },
    });
    expect(sent[1]?.url).toContain('/images/v1/tt-');
  });

  it('does not hand out an image of another creator under the same id', async () => {
    const { relay } = relayWith(({ method }) =>
      method === 'POST' ? refusal(409, 5409, 'exists') : envelope(image({ creator: 'bob' })),
    );
    const answer = await read(await relay(await uploadOf({}, KEY)));
    expect(answer).toMatchObject({ status: 404, body: { success: false, result: null } });
  });

  it('tells whether the picture of a key was stored, to its creator alone', async () => {
    const stored = image({ creator: 'ann' });
    const { relay, sent } = relayWith(({ method }) =>
      method === 'POST' ? envelope(image()) : envelope(stored),
    );
    await relay(await uploadOf({}, KEY));
    const key = KEY['Idempotency-Key'];
    const answer = await read(await relay(new Request(`${SITE}/api/images/keys/${key}`)));
    expect(answer).toMatchObject({ status: 200, body: { result: stored } });
    expect(sent[1]?.url).toMatch(new RegExp(`/v1/${sent[0]?.form?.get('id')}$`));

    const bob = relayWith(() => refusal(404, 5404, 'Image not found'), {
      authorize: () => ({ creator: 'bob' }),
    });
    const absent = await read(await bob.relay(new Request(`${SITE}/api/images/keys/${key}`)));
    expect(absent).toMatchObject({ status: 404, body: { errors: [{ code: 5404 }] } });
    expect(bob.sent[0]?.url).not.toBe(sent[1]?.url);
    expect((await relay(new Request(`${SITE}/api/images/keys/short`))).status).toBe(400);
  });

  it('refuses keys that could be guessed', async () => {
    const { relay, sent } = relayWith(() => envelope(image()));
    expect((await relay(await uploadOf({}, { 'Idempotency-Key': '1' }))).status).toBe(400);
    expect(sent).toEqual([]);
  });
});

describe('direct uploads', () => {
  const ticket = { id: 'reserved', uploadURL: 'https://upload.imagedelivery.net/hash/reserved' };
  const ask = async (form: FormData | null, headers: Record<string, string> = {}) => {
    const written = form && new Response(form);
    const type = written && { 'Content-Type': written.headers.get('content-type') ?? '' };
    return new Request(`${SITE}/api/images/direct`, {
      method: 'POST',
      headers: { Origin: SITE, ...type, ...headers },
      body: written && (await written.arrayBuffer()),
    });
  };

  it('reserves an image for whoever asks, and gives the one-time URL and nothing else', async () => {
    const authorize = vi.fn((_: Request, _action: RelayAction) => ({ creator: 'ann' }));
    const { relay, sent } = relayWith(() => envelope({ ...ticket, secret: 'x' }), { authorize });
    const form = new FormData();
    form.set('metadata', '{"a":1}');
    form.set('requireSignedURLs', 'true');
    form.set('creator', 'eve');
    form.set('id', 'mine');
    form.set('expiry', '2030-01-01T00:00:00Z');
    const { body } = await read(await relay(await ask(form)));
    expect(body.result).toEqual(ticket);
    expect(authorize.mock.calls[0]?.[1]).toEqual({ type: 'direct-upload' });
    const [call] = sent;
    expect(call?.url).toMatch(/\/images\/v2\/direct_upload$/);
    expect(Object.fromEntries(call?.form ?? [])).toEqual({
      metadata: '{"a":1}',
      requireSignedURLs: 'true',
      creator: 'ann',
    });
  });

  it('always sends one field, for the service has refused empty forms', async () => {
    const { relay, sent } = relayWith(() => envelope(ticket), { authorize: () => ({}) });
    for (const form of [null, new FormData()]) {
      expect((await relay(await ask(form))).status).toBe(200);
      expect(Object.fromEntries(sent.at(-1)?.form ?? [])).toEqual({ requireSignedURLs: 'false' });
    }
  });

  it('refuses a file, bad metadata, and what the app does not allow', async () => {
    const { relay, sent } = relayWith(() => envelope(ticket));
    const withFile = new FormData();
    withFile.set('file', new File(['x'], 'a.jpg'));
    expect((await relay(await ask(withFile))).status).toBe(400);
    const withWords = new FormData();
    withWords.set('metadata', 'words');
    expect((await relay(await ask(withWords))).status).toBe(400);
    expect((await relay(await ask(null, { Origin: 'https://evil.example' }))).status).toBe(403);
    expect(sent).toEqual([]);
  });

  it('takes nothing for a ticket that is none', async () => {
    for (const result of [{}, { id: 'x', uploadURL: 'nowhere' }, null]) {
      const { relay } = relayWith(() => envelope(result));
      expect((await relay(await ask(null))).status).toBe(502);
    }
  });
});

describe('reading and deleting', () => {
  const get = (path: string, init: RequestInit = {}) => new Request(SITE + path, init);

  it('lists only pictures of the creator, whatever the browser asks for', async () => {
    const page = { images: [image()], continuation_token: 'next' };
    const { relay, sent } = relayWith(() => envelope(page));
    const url = '/api/images?per_page=5&sort_order=asc&continuation_token=t&creator=bob&x=y';
    expect(await read(await relay(get(url)))).toMatchObject({
      status: 200,
      body: { result: page },
    });
    const { pathname, search } = new URL(sent[0]?.url ?? '');
    expect(pathname).toBe(`/client/v4/accounts/${ACCOUNT}/images/v2`);
    expect(search).toBe('?per_page=5&sort_order=asc&continuation_token=t&creator=ann');
  });

  it('shows none of others in a list, should the service overlook whose were asked for', async () => {
    const images = ['ann', 'bob', null, undefined].map((creator) => image({ creator }));
    const { relay } = relayWith(() => envelope({ images }));
    const { body } = await read(await relay(get('/api/images')));
    // Where the service does not say whose a picture is, it was asked for those of ann.
    expect(body.result.images).toEqual([image({ creator: 'ann' }), image()]);
  });

  it.each(['keys', 'variants', 'stats', 'config', 'batch_token'])(
    'takes "%s" for no picture, for it is something else to the service',
    async (name) => {
      const { relay, sent } = relayWith(() => envelope(image({ creator: 'ann' })));
      for (const method of ['GET', 'PATCH', 'DELETE']) {
        expect((await relay(get(`/api/images/${name}`, { method }))).status).toBe(404);
      }
      expect(sent).toEqual([]);
    },
  );

  it('deletes nothing by a path that leads elsewhere once somebody has unescaped it', async () => {
    const { relay, sent } = relayWith(() => envelope({ keys: [] }), { authorize: () => ({}) });
    const answer = await relay(get('/api/images/keys%2Fdefault', { method: 'DELETE' }));
    expect(answer.status).toBe(502);
    expect(sent.map(({ method }) => method)).toEqual(['GET']);
  });

  it('answers HEAD without a body, be it a refusal', async () => {
    const { relay } = relayWith(() => envelope(image({ creator: 'ann' })));
    for (const path of ['/api/images/x', '/nowhere']) {
      expect((await relay(get(path, { method: 'HEAD' }))).body).toBeNull();
    }
  });

  it('shows and deletes own pictures, and hides those of others as if there were none', async () => {
    const { relay, sent } = relayWith(({ method }) =>
      method === 'DELETE' ? envelope({}) : envelope(image({ creator: 'ann' })),
    );
    const id = encodeURIComponent('a/b c');
    expect((await relay(get(`/api/images/${id}`))).status).toBe(200);
    expect((await relay(get(`/api/images/${id}`, { method: 'DELETE' }))).status).toBe(200);
    expect(sent.at(-1)?.url).toMatch(/\/images\/v1\/a%2Fb%20c$/);

    const others = relayWith(() => envelope(image({ creator: 'bob' })));
    for (const method of ['GET', 'DELETE']) {
      const answer = await read(await others.relay(get('/api/images/x', { method })));
      expect(answer).toMatchObject({ status: 404, body: { errors: [{ code: 5404 }] } });
    }
    expect(others.sent.some(({ method }) => method === 'DELETE')).toBe(false);
  });

  it.each([
    '/api/images/..%2F..%2Fkeys',
    '/api/images/%2e%2e',
    '/api/images/a/b',
    '/api/images/%E0%A4%A',
  ])('finds nothing at %s', async (path) => {
    const { relay, sent } = relayWith(() => envelope(image({ creator: 'ann' })));
    const request = {
      ...get('/api/images'),
      url: SITE + path,
      method: 'GET',
      headers: new Headers(),
      signal: new AbortController().signal,
    };
    expect((await relay(request as unknown as Request)).status).toBe(404);
    expect(sent).toEqual([]);
  });

  it('says which methods there are, and which path it is mounted at', async () => {
    const { relay } = relayWith(() => envelope(image()));
    const put = await relay(get('/api/images', { method: 'PUT' }));
    expect(put.status).toBe(405);
    expect(put.headers.get('allow')).toBe('GET, POST');
    const { status, body } = await read(await relay(get('/upload')));
    expect(status).toBe(404);
    expect(body.errors[0].message).toContain('basePath');
  });
});

describe('who may do what', () => {
  it('asks the app with the request and the action, and passes its refusal on', async () => {
    const asked: RelayAction[] = [];
    const { relay, sent } = relayWith(() => envelope(image()), {
      authorize: (_, action) => {
        asked.push(action);
        return new Response('Sign in first', { status: 401 });
      },
    });
    const answers = await Promise.all([
      relay(await uploadOf()),
      relay(new Request(`${SITE}/api/images`)),
      relay(new Request(`${SITE}/api/images/x`)),
      relay(new Request(`${SITE}/api/images/x`, { method: 'DELETE' })),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(asked).toEqual([
      { type: 'upload' },
      { type: 'list' },
      { type: 'get', id: 'x' },
      { type: 'delete', id: 'x' },
    ]);
    expect(sent).toEqual([]);
  });

  it.each([undefined, null, '', 42, 'x'.repeat(1025)])(
    'does not take the creator %j, of a session without a user, for leave to see everything',
    async (creator) => {
      const { relay, sent } = relayWith(() => envelope({ images: [] }), {
        authorize: () => ({ creator: creator as string }),
      });
      const answers = [
        await relay(new Request(`${SITE}/api/images`)),
        await relay(new Request(`${SITE}/api/images/x`, { method: 'DELETE' })),
        await relay(await uploadOf()),
      ];
      expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
      expect(sent).toEqual([]);
    },
  );

  it('lets nobody in when the app says nothing or throws', async () => {
    const list = () => new Request(`${SITE}/api/images`);
    const silent = relayWith(() => envelope(image()), { authorize: () => undefined as never });
    expect((await silent.relay(list())).status).toBe(403);
    const broken = relayWith(() => envelope(image()), {
      authorize: () => {
        throw new Error('the database is down at db.internal');
      },
    });
    const answer = await read(await broken.relay(list()));
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('db.internal');
    expect(said).toHaveBeenCalledOnce();
  });

  it.each([
    [{ Origin: SITE }, 200],
    [{ Origin: 'http://app.example' }, 200],
    [{}, 200],
    [{ 'Sec-Fetch-Site': 'same-origin' }, 200],
    [{ Origin: 'https://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
  ])('answers a request with %j by %i', async (headers, status) => {
    const { relay } = relayWith(() => envelope({ images: [] }));
    expect(
      (await relay(new Request(`${SITE}/api/images`, { headers: headers as HeadersInit }))).status,
    ).toBe(status);
  });

  it('lets pages of allowed origins read every answer, and answers their preflight', async () => {
    const { relay } = relayWith(() => envelope(image()), {
      allowedOrigins: ['https://other.example'],
    });
    const headers = { Origin: 'https://other.example' };
    const preflight = await relay(
      new Request(`${SITE}/api/images`, { method: 'OPTIONS', headers }),
    );
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('idempotency-key');
    for (const path of ['/api/images', '/nowhere']) {
      const answer = await relay(new Request(SITE + path, { headers }));
      expect(answer.headers.get('access-control-allow-origin')).toBe('https://other.example');
      expect(answer.headers.get('vary')).toContain('Origin');
    }
    const same = await relay(new Request(`${SITE}/api/images`, { headers: { Origin: SITE } }));
    expect(same.headers.has('access-control-allow-origin')).toBe(false);
  });
});

describe('what the image service answers', () => {
  const list = () => new Request(`${SITE}/api/images`);

  it.each([
    ['an envelope', () => refusal(429, 971, 'Please wait', { 'Retry-After': '7' }), 429, 971],
    ['text', () => new Response('ERROR 5404: Image not found\n', { status: 404 }), 404, 5404],
    ['HTML', () => new Response('<html>', { status: 503 }), 503, 5550],
    ['HTML with a success', () => new Response('<html>Sign in'), 502, 5550],
    ['nothing', () => new Response(''), 502, 5550],
    ['success without a result', () => envelope(null), 502, 5550],
    [
      'a redirect',
      () => new Response(null, { status: 307, headers: { Location: 'https://evil.example' } }),
      502,
      5503,
    ],
    ['200 without success', () => refusal(200, 5455, 'no'), 502, 5455],
  ])('passes %s on as an envelope', async (_, answer, status, code) => {
    const { relay } = relayWith(answer);
    const response = await relay(list());
    expect(response.headers.get('content-type')).toBe('application/json; charset=UTF-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('retry-after')).toBe(status === 429 ? '7' : null);
    expect(await read(response)).toMatchObject({
      status,
      body: { success: false, result: null, errors: [{ code }] },
    });
  });

  it('says that it cannot be reached', async () => {
    const { relay } = relayWith(() => Promise.reject(new TypeError(`connect to ${ACCOUNT}`)));
    const { status, body } = await read(await relay(list()));
    expect(status).toBe(502);
    expect(body.errors[0].message).toContain('cannot be reached');
    expect(JSON.stringify(body)).not.toContain(ACCOUNT);
  });

  it('gives neither the token nor the account id away, whatever is said of them', async () => {
    for (const answer of [
      () => refusal(400, 5400, `bad ${TOKEN} for ${ACCOUNT}`, { 'X-Account': ACCOUNT }),
      () => refusal(403, 10_000, `Authentication error for ${TOKEN}`),
      () => refusal(404, 7003, `Could not route to /accounts/${ACCOUNT}`),
    ]) {
      const { relay } = relayWith(answer);
      const response = await relay(list());
      const all = `${JSON.stringify([...response.headers])}${await response.text()}`;
      // The log is read by more people than may know the token.
      for (const text of [all, said.mock.calls.join()]) {
        expect(text).not.toContain(TOKEN);
        expect(text).not.toContain(ACCOUNT);
      }
    }
  });

  it.each([
    ['a 401 that gives no reason', () => new Response('', { status: 401 })],
    ['a status that HTTP does not know', () => unknownStatus(999)],
  ])('takes %s for a failure of its own', async (_, answer) => {
    const { relay } = relayWith(answer);
    expect((await relay(list())).status).toBe(502);
  });

  it('passes on no more than the beginning of what is no JSON', async () => {
    const text = `ERROR 5404: ${' '.repeat(3000)}x`;
    const { relay } = relayWith(() => new Response(text, { status: 404 }));
    const { body } = await read(await relay(list()));
    expect(body.errors[0].code).toBe(5404);
    expect(body.errors[0].message.length).toBeLessThan(1000);
  });

  it('tells the developer, not the browser, that its credentials were refused', async () => {
    const { relay } = relayWith(() => refusal(403, 10_000, 'Authentication error'));
    const { status, body } = await read(await relay(list()));
    expect(status).toBe(502);
    expect(body.errors[0].message).toBe('The image service refused the credentials of this site.');
    expect(said).toHaveBeenCalledWith(expect.stringContaining('Check accountId and apiToken'));
  });
});

it.each([
  [{ accountId: 5 }, /accountId must be a text, but it is of type number/],
  [{ apiToken: {} }, /apiToken must be a text, but it is of type object/],
  [{ rateLimit: 5 }, /rateLimit must be a function/],
  [{ retries: -1 }, /retries must be a whole number from 0/],
  [{ timeouts: { stall: 0 } }, /timeouts.stall must be a number above 0/],
  [{ signedURLs: { lifetime: 10, maxLifetime: 5 } }, /lifetime must be at most/],
  [{ limits: { types: ['image/jpg'] } }, /limits.types must be a list of image\/jpeg/],
  [{ authorize: undefined }, /authorize must be a function/],
  [{ basePath: 'api' }, /basePath must be a path/],
  [{ limits: { fileSize: 0 } }, /limits.fileSize must be a number above 0/],
])('refuses the options %j at the door', (options, message) => {
  const complete = { accountId: ACCOUNT, apiToken: TOKEN, authorize: () => ({}) };
  expect(() => createRelay({ ...complete, ...options } as RelayOptions)).toThrow(message);
});

it.each<[Partial<RelayOptions>, RegExp]>([
  [{ accountId: '' }, /accountId must be .*empty.*environment variable/],
  [{ apiToken: undefined }, /apiToken must be .*empty.*environment variable/],
  [{ apiToken: `${TOKEN}\n` }, /apiToken must have no spaces and line breaks/],
  [{ signingKey: '' }, /signingKey must be a text that is not empty/],
  [{ baseURL: '' }, /baseURL must be an http/],
  [{ baseURL: 'nowhere' }, /baseURL must be .*, but it is "nowhere"/],
  [{ baseURL: 'file:///images' }, /baseURL must be an http/],
  [{ baseURL: 'https://api.example/v4?x=1' }, /baseURL must be an http/],
])(
  'is made with %j of the environment, and refuses each request with the reason in the log',
  async (more, message) => {
    const events: RelayEvent[] = [];
    const onEvent = (event: RelayEvent) => events.push(event);
    const { relay, sent } = relayWith(() => envelope(image()), { ...more, onEvent });
    const requests = [new Request(`${SITE}/api/images/x`), await uploadOf()];
    for (const request of requests) {
      const { status, body } = await read(await relay(request));
      expect(status).toBe(500);
      expect(body.errors).toEqual([
        { code: 5550, message: 'This site is not set up for images yet.' },
      ]);
    }
    expect(sent).toEqual([]);
    expect(said).toHaveBeenCalledWith(expect.stringMatching(message));
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'configuration', message: expect.stringMatching(message) }),
    );
    expect(JSON.stringify(events)).not.toContain(TOKEN);
  },
);

/** Runtimes hand on what the connection said; a `Response` cannot be made so. */
function unknownStatus(status: number): Response {
  return Object.defineProperties(new Response('no'), {
    status: { value: status },
    ok: { value: false },
  });
}
