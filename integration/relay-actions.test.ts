import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Authorization } from '@tintype/relay';
import Cloudflare from 'cloudflare';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack } from './stack.ts';

const require = createRequire(import.meta.url);
const photo = readFileSync(require.resolve('exif/test/right.jpg'));

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ authorize });
});
afterAll(() => stack.close());

/** Everybody by a header, and what the app decides by another. */
function authorize(request: Request): Authorization | Response {
  const creator = request.headers.get('x-user');
  const more = JSON.parse(request.headers.get('x-policy') ?? '{}');
  return creator ? { creator, ...more } : new Response('Sign in', { status: 401 });
}

interface Asking extends RequestInit {
  user?: string;
  policy?: Omit<Authorization, 'creator'>;
}

async function ask(path: string, { user = 'ann', policy = {}, ...init }: Asking = {}) {
  const headers = { 'X-User': user, 'X-Policy': JSON.stringify(policy), ...init.headers };
  const response = await fetch(stack.relayURL + path, { ...init, headers });
  return { status: response.status, body: await response.json() };
}

function upload({ fields = {}, ...asking }: Asking & { fields?: Record<string, string> } = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', new File([photo], 'right.jpg'));
  return ask('', { method: 'POST', body, ...asking });
}

function edit(id: string, changes: object, asking: Asking = {}) {
  return ask(`/${encodeURIComponent(id)}`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(changes),
    ...asking,
  });
}

describe('editing', () => {
  it('changes metadata, and keeps what the browser may not set', async () => {
    const policy = { metadata: { allow: ['caption'], add: { tenant: 't1' } } };
    const { body } = await upload({ fields: { metadata: '{"caption":"a","tenant":"x"}' }, policy });
    expect(body.result.meta).toEqual({ caption: 'a', tenant: 't1' });
    const { id } = body.result;
    const edited = await edit(id, { metadata: { caption: 'b', tenant: 'y' } }, { policy });
    expect(edited.body.result).toMatchObject({ id, meta: { caption: 'b', tenant: 't1' } });
    expect((await ask(`/${id}`)).body.result.meta).toEqual({ caption: 'b', tenant: 't1' });
  });

  it('makes a picture private, under whatever id it has then', async () => {
    const { body } = await upload();
    const { status, body: edited } = await edit(body.result.id, { requireSignedURLs: true });
    expect(status).toBe(200);
    expect(edited.result.requireSignedURLs).toBe(true);
    expect((await ask(`/${edited.result.id}`)).body.result.requireSignedURLs).toBe(true);
  });
});

describe('signed URLs', () => {
  it('show a private picture until they end, and no other variant by the same signature', async () => {
    const { body } = await upload({ policy: { requireSignedURLs: true } });
    const { id, variants } = body.result;
    expect(body.result.requireSignedURLs).toBe(true);
    expect((await fetch(variants[0])).status).toBe(403);

    const { body: signed } = await ask(`/${id}/signed/public?expires_in=60`);
    expect((await fetch(signed.result.url)).status).toBe(200);
    expect((await fetch(signed.result.url.replace(/exp=\d+/, 'exp=9999999999'))).status).toBe(403);
    expect((await fetch(signed.result.url.replace('/public?', '/w=100?'))).status).toBe(403);

    const ends = await ask(`/${id}/signed/public?expires_in=1`);
    await expect
      .poll(async () => (await fetch(ends.body.result.url)).status, { timeout: 5000 })
      .toBe(403);
  });
});

describe('lists', () => {
  it('go from page to page, each picture once, in both directions', async () => {
    const user = 'lister';
    const ids: string[] = [];
    for (let count = 0; count < 5; count++) ids.push((await upload({ user })).body.result.id);
    await upload({ user: 'another' });
    for (const order of ['asc', 'desc']) {
      const seen: string[] = [];
      let token: string | null = '';
      while (token !== null) {
        const next = token && `&continuation_token=${encodeURIComponent(token)}`;
        const page = await ask(`?per_page=2&sort_order=${order}${next}&creator=another`, { user });
        expect(page.status).toBe(200);
        expect(page.body.result.images.length).toBeLessThanOrEqual(2);
        seen.push(...page.body.result.images.map(({ id }: { id: string }) => id));
        token = page.body.result.continuation_token ?? null;
      }
      expect(seen).toEqual(order === 'asc' ? ids : ids.toReversed());
    }
  });

  it('refuse what is no page', async () => {
    for (const query of ['per_page=0', 'per_page=x', 'per_page=1001', 'sort_order=up']) {
      expect((await ask(`?${query}`)).status).toBe(400);
    }
  });
});

describe('direct uploads', () => {
  it('are drafts until the bytes come, for their creator alone', async () => {
    const policy = { metadata: { add: { from: 'phone' } }, requireSignedURLs: true };
    const { body } = await ask('/direct', { method: 'POST', policy });
    const { id, uploadURL } = body.result;
    expect((await ask(`/${id}`)).body.result).toMatchObject({ id, draft: true, filename: null });
    expect((await ask(`/${id}`, { user: 'bob' })).status).toBe(404);
    const form = new FormData();
    form.append('file', new File([photo], 'right.jpg'));
    expect((await fetch(uploadURL, { method: 'POST', body: form })).status).toBe(200);
    const { result } = (await ask(`/${id}`)).body;
    expect(result).toMatchObject({
      filename: 'right.jpg',
      meta: { from: 'phone' },
      creator: 'ann',
    });
    expect(result.requireSignedURLs).toBe(true);
    expect(result).not.toHaveProperty('draft');
  });
});

it('shows and changes pictures of others in no way at all', async () => {
  const key = crypto.randomUUID();
  const { body } = await upload({ headers: { 'Idempotency-Key': key } });
  const { id } = body.result;
  const secret = (await upload({ policy: { requireSignedURLs: true } })).body.result.id;
  const bob = { user: 'bob' };
  const answers = [
    await ask(`/${id}`, bob),
    await ask(`/${id}`, { ...bob, method: 'DELETE' }),
    await edit(id, { metadata: { a: 1 } }, bob),
    await ask(`/${secret}/signed/public`, bob),
    await ask(`/keys/${key}`, bob),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect((await ask('', bob)).body.result.images).toEqual([]);
  const api = new Cloudflare({ apiToken: stack.token, baseURL: stack.apiBaseURL });
  const image = await api.images.v1.get(id, { account_id: stack.accountId });
  expect(image).not.toHaveProperty('meta');
  expect((await ask(`/keys/${key}`)).body.result.id).toBe(id);
});
