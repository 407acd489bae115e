import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { envelope, image, relayWith, SITE } from '../test/fake-service.ts';
import type { RelayOptions } from './index.ts';

const OTHER = 'https://other.example';
const APP = 'capacitor://localhost';
const EXTENSION = 'chrome-extension://abcdefghijklmnop';
const { relay, sent } = relayWith(() => envelope({ images: [] }), {
  allowedOrigins: [OTHER, APP, EXTENSION],
});

beforeAll(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterAll(() => vi.restoreAllMocks());

async function statusOf(headers: Record<string, string>, method = 'GET'): Promise<number> {
  const url = method === 'DELETE' ? `${SITE}/api/images/x` : `${SITE}/api/images`;
  return (await relay(new Request(url, { method, headers }))).status;
}

describe('a request', () => {
  it.each<[string, Record<string, string>, number]>([
    ['of a page of this site', { Origin: SITE, 'Sec-Fetch-Site': 'same-origin' }, 200],
    [
      'behind a proxy that changes the host',
      { Origin: 'https://www.app.example', 'Sec-Fetch-Site': 'same-origin' },
      200,
    ],
    ['of a form without a referrer', { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }, 200],
    ['of an address that somebody typed', { 'Sec-Fetch-Site': 'none' }, 200],
    ['of an allowed page', { Origin: OTHER, 'Sec-Fetch-Site': 'cross-site' }, 200],
    ['of an older browser', { Origin: SITE }, 200],
    [
      'of a page of another site',
      { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
      403,
    ],
    ['of a subdomain', { Origin: 'https://evil.app.example', 'Sec-Fetch-Site': 'same-site' }, 403],
    ['of a subdomain that hides its origin', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['of a link of another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    [
      'of plain http, where https is asked',
      { Origin: 'http://app.example', 'Sec-Fetch-Site': 'cross-site' },
      403,
    ],
    ['of a sandboxed frame', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['of a sandboxed frame of an older browser', { Origin: 'null' }, 403],
    ['of another port', { Origin: `${SITE}:8443` }, 403],
    ['of an origin that is none', { Origin: `${SITE}/x` }, 403],
    ['of an app with the same host', { Origin: 'capacitor://app.example' }, 403],
    ['of an allowed app', { Origin: APP, 'Sec-Fetch-Site': 'cross-site' }, 200],
    ['of another app', { Origin: 'ionic://localhost', 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['of an allowed extension', { Origin: EXTENSION, 'Sec-Fetch-Site': 'none' }, 200],
    ['of another extension', { Origin: 'moz-extension://b', 'Sec-Fetch-Site': 'none' }, 403],
    ['of no page, with a cookie, that reads', { Cookie: 'session=1' }, 200],
  ])('%s', async (_, headers, status) => {
    expect(await statusOf(headers)).toBe(status);
  });

  it('that changes something with a cookie must say where it comes from', async () => {
    for (const method of ['POST', 'DELETE']) {
      const before = sent.length;
      expect(await statusOf({ Cookie: 'session=1' }, method)).toBe(403);
      expect(sent).toHaveLength(before);
      expect(await statusOf({ Cookie: 'session=1', Origin: SITE }, method)).not.toBe(403);
      // Without a cookie there is nothing to misuse: it has to bring its own proof.
      expect(await statusOf({ Authorization: 'Bearer x' }, method)).not.toBe(403);
    }
  });

  it('by HEAD is held to the same, and answered without a body', async () => {
    expect(await statusOf({ 'Sec-Fetch-Site': 'cross-site' }, 'HEAD')).toBe(403);
    const answer = await relay(new Request(`${SITE}/api/images`, { method: 'HEAD' }));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.text()).toBe('');
  });
});

it.each(['capacitor://localhost', 'tauri://localhost', 'ionic://localhost', 'file://', 'null'])(
  'lets pages of %s in, by a list and by a function, and otherwise not',
  async (origin) => {
    const rules: RelayOptions['allowedOrigins'][] = [
      [origin],
      (asked) => asked === origin,
      async (asked) => asked === origin,
    ];
    for (const allowedOrigins of [undefined, [OTHER], () => false, async () => false]) {
      expect(await ask(origin, allowedOrigins)).toMatchObject({ status: 403 });
    }
    for (const allowedOrigins of rules) {
      const { status, headers } = await ask(origin, allowedOrigins);
      expect([status, headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    }
  },
);

async function ask(
  origin: string,
  allowedOrigins: RelayOptions['allowedOrigins'],
): Promise<Response> {
  const { relay } = relayWith(() => envelope({}), { allowedOrigins });
  const headers = { Origin: origin, 'Sec-Fetch-Site': 'cross-site' };
  return relay(new Request(`${SITE}/api/images`, { method: 'OPTIONS', headers }));
}

it('takes a function that throws for a no', async () => {
  const rule = (origin: string) => new URL(origin).hostname.endsWith('.example');
  expect((await ask('null', rule)).status).toBe(403);
  expect((await ask('https://a.example', rule)).status).toBe(204);
});

it('lets the headers of monitoring and of CSRF protection through, and those that the app names', async () => {
  const headersOf = async (more: Partial<RelayOptions>) => {
    const { relay } = relayWith(() => envelope({}), { allowedOrigins: [OTHER], ...more });
    const init = { method: 'OPTIONS', headers: { Origin: OTHER } };
    const answer = await relay(new Request(`${SITE}/api/images`, init));
    return (answer.headers.get('access-control-allow-headers') ?? '').split(', ');
  };
  const always = ['traceparent', 'tracestate', 'baggage', 'sentry-trace', 'x-csrf-token'];
  const own = ['authorization', 'content-type', 'idempotency-key', 'x-request-id'];
  expect(await headersOf({})).toEqual(expect.arrayContaining([...always, ...own]));
  expect(await headersOf({ allowedHeaders: ['X-Tenant'] })).toEqual(
    expect.arrayContaining([...always, ...own, 'X-Tenant']),
  );
  for (const allowedHeaders of [['*', 'a b'], 'X-Tenant', [5]]) {
    const options = { allowedHeaders } as Partial<RelayOptions>;
    expect(() => relayWith(() => envelope({}), options)).toThrow(/allowedHeaders must be a list/);
  }
});

it('does not ask a function of the app about what is no origin', async () => {
  const asked: string[] = [];
  const open = relayWith(() => envelope(image()), {
    allowedOrigins: (origin) => asked.push(origin) > 0,
  });
  const from = (origin: string) =>
    open.relay(new Request(`${SITE}/api/images/x`, { headers: { Origin: origin } }));
  for (const origin of ['https://a.example/', 'javascript:alert(1)', 'a b://c', 'x://y/z']) {
    expect((await from(origin)).status).toBe(403);
  }
  await from('https://a.example');
  expect(asked).toEqual(['https://a.example']);
});

it('lets allowed pages edit', async () => {
  const preflight = await relay(
    new Request(`${SITE}/api/images/x`, { method: 'OPTIONS', headers: { Origin: OTHER } }),
  );
  expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH');
  const foreign = await relay(
    new Request(`${SITE}/api/images/x`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://evil.example' },
    }),
  );
  expect(foreign.status).toBe(403);
  expect(foreign.headers.has('access-control-allow-origin')).toBe(false);
});

it.each([['*'], ['https://a.example/'], ['app.example'], ['https://*.a.example'], ['']])(
  'refuses requests where the allowed origins are %j, and says why in the log',
  async (...allowedOrigins) => {
    const { relay } = relayWith(() => envelope({ images: [] }), { allowedOrigins });
    expect((await relay(new Request(`${SITE}/api/images`))).status).toBe(500);
    expect(console.error).toHaveBeenCalledWith(
      expect.stringMatching(/allowedOrigins must be a list of origins.*any page could act/),
    );
  },
);

it('refuses a text for a list of origins at the door', () => {
  const options = { allowedOrigins: '*' } as unknown as Partial<RelayOptions>;
  expect(() => relayWith(() => envelope({}), options)).toThrow(/must be a list of origins/);
});
