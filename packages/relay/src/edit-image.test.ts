import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { envelope, image, read, refusal, relayWith, SITE } from '../test/fake-service.ts';
import type { Authorization } from './index.ts';

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

function edit(changes: unknown, headers: Record<string, string> = {}): Request {
  return new Request(`${SITE}/api/images/stored`, {
    method: 'PATCH',
    body: typeof changes === 'string' ? changes : JSON.stringify(changes),
    headers: { 'Content-Type': 'application/json', Origin: SITE, ...headers },
  });
}

/** A relay in front of one picture. */
function relayOf(stored: object, authorization: Authorization = { creator: 'ann' }) {
  return relayWith(
    ({ method, text }) =>
      envelope(method === 'PATCH' ? image({ ...stored, ...JSON.parse(text) }) : image(stored)),
    { authorize: () => authorization },
  );
}

describe('editing', () => {
  it('sends the changes as JSON, and nothing else', async () => {
    const { relay, sent } = relayOf({ creator: 'ann' });
    const changes = { metadata: { caption: 'Straße' }, requireSignedURLs: true };
    expect(await read(await relay(edit(changes)))).toMatchObject({
      status: 200,
      body: { success: true, result: { requireSignedURLs: true } },
    });
    const [, call] = sent;
    expect(call?.method).toBe('PATCH');
    expect(call?.url).toMatch(/\/images\/v1\/stored$/);
    expect(call?.headers.get('content-type')).toBe('application/json');
    expect(JSON.parse(call?.text ?? '')).toEqual(changes);
  });

  it('asks the app whether it may be done', async () => {
    const authorize = vi.fn(() => new Response(null, { status: 401 }));
    const { relay, sent } = relayWith(() => envelope(image()), { authorize });
    expect((await relay(edit({ metadata: {} }))).status).toBe(401);
    expect(authorize).toHaveBeenCalledWith(expect.any(Request), { type: 'edit', id: 'stored' });
    expect(sent).toEqual([]);
  });

  it('changes no picture of another creator, as if there were none', async () => {
    for (const creator of ['bob', null, undefined]) {
      const { relay, sent } = relayOf({ creator });
      expect((await relay(edit({ metadata: {} }))).status).toBe(404);
      expect(sent.some(({ method }) => method === 'PATCH')).toBe(false);
    }
  });

  it('sets metadata where the service says that there was none', async () => {
    const { relay } = relayOf(
      { creator: 'ann', meta: null },
      { creator: 'ann', metadata: { allow: ['a'] } },
    );
    expect((await relay(edit({ metadata: { a: 1 } }))).status).toBe(200);
  });

  it('changes only names that the browser may set, and keeps and adds the app’s own', async () => {
    const { relay, sent } = relayOf(
      { creator: 'ann', meta: { caption: 'old', note: 'old', role: 'owner' } },
      { creator: 'ann', metadata: { allow: ['caption', 'note'], add: { edited: true } } },
    );
    await relay(edit({ metadata: { caption: 'new', role: 'admin' } }));
    expect(JSON.parse(sent[1]?.text ?? '')).toEqual({
      metadata: { role: 'owner', caption: 'new', edited: true },
    });
  });

  it('leaves metadata alone where only privacy changes', async () => {
    const { relay, sent } = relayOf(
      { creator: 'ann', meta: { a: 1 } },
      { creator: 'ann', metadata: { add: { b: 2 } } },
    );
    await relay(edit({ requireSignedURLs: true }));
    expect(JSON.parse(sent[1]?.text ?? '')).toEqual({ requireSignedURLs: true });
  });

  it('does not let the browser decide what the app decides', async () => {
    const { relay, sent } = relayOf(
      { creator: 'ann' },
      { creator: 'ann', requireSignedURLs: true },
    );
    expect((await relay(edit({ requireSignedURLs: false }))).status).toBe(403);
    expect(sent.some(({ method }) => method === 'PATCH')).toBe(false);
    expect((await relay(edit({ requireSignedURLs: true }))).status).toBe(200);
  });

  it('passes a new id on, for the service gives one when privacy changes', async () => {
    const { relay } = relayWith(({ method }) =>
      envelope(image({ creator: 'ann', id: method === 'PATCH' ? 'another' : 'stored' })),
    );
    const { body } = await read(await relay(edit({ requireSignedURLs: true })));
    expect(body.result.id).toBe('another');
  });

  it.each<[string, unknown, number]>([
    ['creator cannot be changed', { creator: 'bob', metadata: {} }, 400],
    ['id cannot be changed', { id: 'mine' }, 400],
    ['nothing to change', {}, 400],
    ['metadata must be', { metadata: 'text' }, 400],
    ['metadata must be', { metadata: null }, 400],
    ['requireSignedURLs must be', { requireSignedURLs: 'true' }, 400],
    ['the body is not JSON', '{broken', 400],
    ['must be a JSON object', '[]', 400],
    ['over 1024 bytes', { metadata: { a: 'x'.repeat(1020) } }, 400],
    ['over 16384 bytes', JSON.stringify({ metadata: { a: 'x'.repeat(20_000) } }), 413],
  ])('says that %s of %j', async (message, changes, status) => {
    const { relay, sent } = relayOf({ creator: 'ann' });
    const answer = await read(await relay(edit(changes)));
    expect(answer.status).toBe(status);
    expect(answer.body.errors[0].message).toContain(message);
    expect(sent.some(({ method }) => method === 'PATCH')).toBe(false);
  });

  it('takes only JSON, which no form of another page can send', async () => {
    const { relay, sent } = relayOf({ creator: 'ann' });
    for (const type of ['text/plain', 'multipart/form-data; boundary=b', 'application/jsonp']) {
      const answer = await relay(edit({ metadata: {} }, { 'Content-Type': type }));
      expect(answer.status).toBe(415);
    }
    expect(sent).toEqual([]);
  });

  it('is never sent twice', async () => {
    const { relay, sent } = relayWith(({ method }) =>
      method === 'PATCH' ? refusal(503, 5503, 'down') : envelope(image({ creator: 'ann' })),
    );
    expect((await relay(edit({ metadata: {} }))).status).toBe(503);
    expect(sent.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  });
});
