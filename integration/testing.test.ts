import { createJPEG, createPNG } from '@tintype/core/testing';
import type { Authorization } from '@tintype/relay';
import { createTestRelay } from '@tintype/relay/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Stack, startStack } from './stack.ts';

// What an app tests against must answer as what it will meet: each request here goes to both.

const byHeader = (request: Request): Authorization | Response => {
  const creator = request.headers.get('x-user');
  return creator ? { creator } : new Response('Sign in', { status: 401 });
};

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ authorize: byHeader });
});
afterAll(() => stack.close());

interface Answer {
  status: number;
  type: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: answers of any shape are looked at.
  body: any;
}

type Ask = (path: string, init?: RequestInit & { user?: string | null }) => Promise<Answer>;

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = text.startsWith('{') ? JSON.parse(text) : text;
  return { status: response.status, type: response.headers.get('content-type'), body };
}

/** Both, each with nothing in it of earlier tests that this user could see. */
function bothSides(): { real: Ask; fake: Ask } {
  const relay = createTestRelay({ endpoint: stack.relayURL, authorize: byHeader });
  const nobody = crypto.randomUUID();
  const by =
    (send: (request: Request) => Promise<Response>): Ask =>
    async (path, { user = nobody, ...init } = {}) => {
      const url = path.startsWith('http') ? path : stack.relayURL + path;
      const headers = { ...(user && { 'X-User': user }), ...init.headers };
      return read(await send(new Request(url, { ...init, headers })));
    };
  return { real: by(fetch), fake: by(relay.handle) };
}

/** The kinds of values, with texts that both must say alike. */
function shapeOf(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => shapeOf(one, name));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort()
        .map(([key, one]) => [key, shapeOf(one, key)]),
    );
  }
  if (name === 'creator') return typeof value;
  return typeof value === 'string' && MADE_UP.has(name) ? forms(value) : value;
}

// What no two services make the same.
const MADE_UP = new Set(['id', 'uploaded', 'variants', 'uploadURL', 'url', 'expires']);
const PATTERNS = [
  ['an ISO date', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
  ['a UUID', /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/],
  ['a signed URL', /^https?:\/\/.*\/[a-z]+\?exp=\d+&sig=[\da-f]{64}$/],
] as const;

function forms(text: string): string {
  const [found] = PATTERNS.find(([, pattern]) => pattern.test(text)) ?? [];
  if (found) return found;
  return /^https?:/.test(text)
    ? `a URL of ${text
        .split('/')
        .at(-1)
        ?.replace(/^[\da-f-]{36}$/, 'an id')}`
    : text.replace(/[\da-f]{16,}/, 'digits');
}

/** Does the same on both sides, and expects the same of them. */
async function compare(act: (ask: Ask) => Promise<Answer[]>): Promise<Answer[]> {
  const { real, fake } = bothSides();
  const [expected, actual] = await Promise.all([act(real), act(fake)]);
  expect(actual.map((answer) => shapeOf(answer))).toEqual(
    expected.map((answer) => shapeOf(answer)),
  );
  return actual;
}

function formOf(fields: Record<string, string> = {}, file: File = createJPEG({ name: 'a.jpg' })) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', file);
  return body;
}

const upload = (ask: Ask, fields?: Record<string, string>, key?: string) =>
  ask('', {
    method: 'POST',
    body: formOf(fields),
    ...(key !== undefined && { headers: { 'Idempotency-Key': key } }),
  });

const edit = (ask: Ask, id: string, changes: object) =>
  ask(`/${encodeURIComponent(id)}`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(changes),
  });

it('an upload, with what was said of it, and the same under its key', async () => {
  const key = crypto.randomUUID();
  const answers = await compare(async (ask) => {
    const first = await upload(ask, { metadata: '{"alt":"A boat"}' }, key);
    return [
      first,
      await upload(ask, {}, key),
      await ask(`/keys/${key}`),
      await ask(`/${encodeURIComponent(first.body.result.id)}`),
      await upload(ask),
      await ask(''),
    ];
  });
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(answers.at(-1)?.body.result.images).toHaveLength(2);
});

it('pages of a list, in both orders, also when pictures go meanwhile', async () => {
  await compare(async (ask) => {
    const all: Answer[] = [];
    for (const alt of ['1', '2', '3', '4', '5']) {
      all.push(await upload(ask, { metadata: JSON.stringify({ alt }) }));
    }
    const order = (answer: Answer): Answer => ({
      ...answer,
      body: {
        alts: answer.body.result.images.map(({ meta }: { meta: { alt: string } }) => meta.alt),
        isLast: answer.body.result.continuation_token === null,
      },
    });
    const pages: Answer[] = [];
    for (const sort of ['asc', 'desc']) {
      let page = await ask(`?per_page=2&sort_order=${sort}`);
      pages.push(order(page));
      if (sort === 'asc') await ask(`/${all[1]?.body.result.id}`, { method: 'DELETE' });
      while (page.body.result.continuation_token) {
        const token = page.body.result.continuation_token;
        page = await ask(`?per_page=2&sort_order=${sort}&continuation_token=${token}`);
        pages.push(order(page));
      }
    }
    return pages;
  });
});

it('edits, and a new id for what becomes private', async () => {
  await compare(async (ask) => {
    const { id } = (await upload(ask, { metadata: '{"alt":"A boat"}' })).body.result;
    const changed = await edit(ask, id, { metadata: { alt: 'A ship' } });
    const moved = await edit(ask, id, { requireSignedURLs: true });
    const secret = moved.body.result.id;
    expect(secret).not.toBe(id);
    return [
      changed,
      moved,
      await ask(`/${id}`),
      await ask(`/${secret}`),
      await edit(ask, secret, { requireSignedURLs: true }),
      await edit(ask, secret, { metadata: { alt: 'x'.repeat(1100) } }),
      await edit(ask, secret, { filename: 'b.jpg' }),
      await edit(ask, 'nothing', { metadata: {} }),
    ];
  });
});

it('a picture under a key, which cannot become private', async () => {
  await compare(async (ask) => {
    const { id } = (await upload(ask, {}, crypto.randomUUID())).body.result;
    return [await edit(ask, id, { requireSignedURLs: true })];
  });
});

it('deletions', async () => {
  await compare(async (ask) => {
    const { id } = (await upload(ask)).body.result;
    const gone = { method: 'DELETE' };
    return [await ask(`/${id}`, gone), await ask(`/${id}`, gone), await ask(`/${id}`)];
  });
});

it('one-time addresses, which take one picture', async () => {
  await compare(async (ask) => {
    const body = new FormData();
    body.append('requireSignedURLs', 'true');
    body.append('metadata', '{"alt":"A boat"}');
    const reserved = await ask('/direct', { method: 'POST', body });
    const { id, uploadURL } = reserved.body.result;
    const send = () => ask(uploadURL, { method: 'POST', body: formOf() });
    const before = await ask(`/${id}`);
    return [reserved, before, await send(), await ask(`/${id}`), await send(), await ask('')];
  });
});

it('signed URLs, and pictures that need them', async () => {
  await compare(async (ask) => {
    const { id, variants } = (await upload(ask, { requireSignedURLs: 'true' })).body.result;
    const signed = await ask(`/${id}/signed/public`);
    const open = (await upload(ask)).body.result;
    const look = async (url: string) => {
      const { status } = await ask(url);
      return { status, type: null, body: null };
    };
    return [
      signed,
      await ask(`/${open.id}/signed/public`),
      await ask(`/${id}/signed/nothing`),
      await ask(`/${id}/signed/w=400`),
      await look(signed.body.result.url),
      await look(variants.find((url: string) => url.endsWith('/public'))),
      await look(signed.body.result.url.replace(/exp=\d/, 'exp=9')),
      await look(open.variants[0]),
      await look(open.variants[0].replace(/[^/]+$/, 'nothing')),
    ];
  });
});

it('refusals', async () => {
  await compare(async (ask) => [
    await ask('', { user: null }),
    await ask('', { method: 'POST', body: formOf({}, new File(['no picture'], 'a.jpg')) }),
    await ask('', { method: 'POST', body: formOf({}, createPNG({ size: 10_500_000 })) }),
    await ask('', { method: 'POST', body: formOf({ metadata: 'no JSON' }) }),
    await ask('', { method: 'POST', body: formOf({ metadata: 'x'.repeat(2000) }) }),
    await ask('', { method: 'POST', body: 'text' }),
    await upload(ask, {}, 'short'),
    await ask('?per_page=0'),
    await ask('?continuation_token=made-up'),
    await ask('/nothing'),
    await ask(`/keys/${crypto.randomUUID()}`),
    await ask('', { method: 'PUT' }),
    await ask('/stats'),
  ]);
});

it('keeps the pictures of one person from another', async () => {
  const [ann, bob] = [crypto.randomUUID(), crypto.randomUUID()];
  await compare(async (ask) => {
    const sent = await ask('', { method: 'POST', body: formOf(), user: ann });
    const path = `/${sent.body.result.id}`;
    return [
      await ask(path, { user: ann }),
      await ask(path, { user: bob }),
      await ask(path, { user: bob, method: 'DELETE' }),
      await ask('', { user: bob }),
      await ask('', { user: ann }),
    ];
  });
});
