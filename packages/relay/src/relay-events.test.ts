import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRelay } from './relay.ts';
import type { RelayEvent } from './relay-events.ts';

const image = {
  id: 'one',
  filename: 'one.jpg',
  uploaded: '2026-11-25T00:00:00Z',
  requireSignedURLs: false,
  variants: [],
  creator: 'ann',
};
const envelope = (result: unknown) =>
  Response.json({ result, success: true, errors: [], messages: [] });

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => void vi.restoreAllMocks());

function setUp(answers: (() => Response | Error)[]) {
  const events: RelayEvent[] = [];
  const relay = createRelay({
    accountId: 'account-1',
    apiToken: 'token-1',
    authorize: () => ({ creator: 'ann' }),
    onEvent: (event) => void events.push(event),
    fetch: async () => {
      const answer = answers.shift()?.() ?? new Error('no answer is left');
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  const ask = (path: string, headers: Record<string, string> = {}) =>
    relay(new Request(`https://app.example/api/images${path}`, { headers }));
  return { relay, events, ask };
}

it('tells of a request, of each call for it and of the answer, under the name that the page gave it', async () => {
  const { events, ask } = setUp([
    () => new Response('busy', { status: 503 }),
    () => new Error('cut'),
    () => envelope(image),
  ]);
  const answer = await ask('/one', { 'X-Request-Id': 'item-7.2' });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-request-id')).toBe('item-7.2');
  expect(await answer.json()).toMatchObject({ result: { id: 'one' } });
  expect(events.map(({ requestId }) => requestId)).toEqual(Array(5).fill('item-7.2'));
  const service = { type: 'service', method: 'GET', path: '/v1/one' };
  expect(events).toMatchObject([
    { type: 'request', method: 'GET', path: '/api/images/one' },
    { ...service, attempt: 1, status: 503 },
    { ...service, attempt: 2, status: null },
    { ...service, attempt: 3, status: 200 },
    { type: 'response', action: 'get', status: 200, errors: [] },
  ]);
  expect(JSON.stringify(events)).not.toMatch(/token-1|account-1/);
});

it('tells why a request was refused, also before it was clear what it wants', async () => {
  const { events, ask } = setUp([]);
  await ask('/a/b/c');
  expect(events.at(-1)).toMatchObject({ type: 'response', action: null, status: 404 });
  expect(events.at(-1)).toHaveProperty('errors.0.code');
});

it.each(['two words', '<script>', 'x'.repeat(200), ''])(
  'takes a name of its own where the one that was given is %j',
  async (given) => {
    const { events, ask } = setUp([() => envelope(image)]);
    const answer = await ask('/one', { 'X-Request-Id': given });
    expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    expect(new Set(events.map(({ requestId }) => requestId)).size).toBe(1);
  },
);

it('lets pages of other origins send and read the name', async () => {
  const relay = createRelay({
    accountId: 'a',
    apiToken: 't',
    authorize: () => ({ creator: 'ann' }),
    allowedOrigins: ['https://other.example'],
    onEvent: () => {
      throw new Error('no log');
    },
  });
  const url = 'https://app.example/api/images';
  const headers = { Origin: 'https://other.example' };
  const answer = await relay(new Request(url, { method: 'OPTIONS', headers }));
  expect(answer.headers.get('access-control-allow-headers')).toContain('x-request-id');
  expect(answer.headers.get('access-control-expose-headers')).toContain('X-Request-Id');
  expect(answer.status).toBe(204);
  expect(console.error).toHaveBeenCalled();
});

it('says nothing and adds nothing where nobody listens', async () => {
  const relay = createRelay({
    accountId: 'a',
    apiToken: 't',
    authorize: () => ({ creator: 'ann' }),
    fetch: async () => envelope(image),
  });
  const answer = await relay(new Request('https://app.example/api/images/one'));
  expect(answer.headers.has('x-request-id')).toBe(false);
});
