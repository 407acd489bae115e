import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { envelope, image, relayWith, SITE } from '../test/fake-service.ts';

const OTHER = 'https://other.example';
const { relay, sent } = relayWith(() => envelope({ images: [] }), { allowedOrigins: [OTHER] });

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

it('does not ask a function of the app about what is no origin', async () => {
  const asked: string[] = [];
  const open = relayWith(() => envelope(image()), {
    allowedOrigins: (origin) => asked.push(origin) > 0,
  });
  const from = (origin: string) =>
    open.relay(new Request(`${SITE}/api/images/x`, { headers: { Origin: origin } }));
  for (const origin of ['null', 'file://', 'https://a.example/', 'javascript:alert(1)']) {
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

it.each(['*', ['*'], ['null'], ['https://a.example/'], ['app.example'], ['https://*.a.example']])(
  'refuses the allowed origins %j at the door, with the reason',
  (allowedOrigins) => {
    expect(() =>
      relayWith(() => envelope({}), { allowedOrigins: allowedOrigins as string[] }),
    ).toThrow(/allowedOrigins must be a list of origins.*any page could act/);
  },
);
