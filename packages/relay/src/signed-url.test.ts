import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { envelope, image, read, refusal, relayWith, SITE } from '../test/fake-service.ts';
import type { RelayOptions } from './index.ts';
import { signURL } from './signed-url.ts';

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const KEY = 'test-signing-key';
const PATH = '/cheeW4oKsx5ljh8e8BoL2A/bc27a117-9509-446b-8c69-c81bfeac0a01/mobile';
const ask = (path: string, init: RequestInit = {}) =>
  new Request(`${SITE}/api/images/stored/signed/${path}`, init);

const secret = (more: object = {}) =>
  image({
    creator: 'ann',
    requireSignedURLs: true,
    variants: [`https://imagedelivery.net${PATH}`, 'https://imagedelivery.net/hash/stored/public'],
    ...more,
  });

function relayOf(stored: object, options: Partial<RelayOptions> = {}) {
  return relayWith(() => envelope(stored), { signingKey: KEY, ...options });
}

it('signs as Cloudflare describes it', async () => {
  // Worked out with openssl: printf '%s' "$path?exp=1631289275" | openssl dgst -sha256 -hmac "$key"
  expect(await signURL(`https://imagedelivery.net${PATH}`, KEY, 1_631_289_275)).toBe(
    `https://imagedelivery.net${PATH}?exp=1631289275&sig=0727e8e04b6e79a1783247a14fc0ce0876f7b4e0ae3d4cfc31a9ab48ddfb27cb`,
  );
});

describe('a signed URL', () => {
  it('is that of the variant, and ends after an hour', async () => {
    vi.useFakeTimers({ now: (1_631_289_275 - 3600) * 1000 });
    const { relay } = relayOf(secret());
    expect(await read(await relay(ask('mobile')))).toMatchObject({
      status: 200,
      body: {
        result: {
          url: `https://imagedelivery.net${PATH}?exp=1631289275&sig=0727e8e04b6e79a1783247a14fc0ce0876f7b4e0ae3d4cfc31a9ab48ddfb27cb`,
          expires: '2021-09-10T15:54:35.000Z',
        },
      },
    });
  });

  it('lives as long as asked for, within the limits', async () => {
    const lifetimeOf = async (query: string, options: Partial<RelayOptions> = {}) => {
      const { relay } = relayOf(secret(), options);
      const { status, body } = await read(await relay(ask(`public${query}`)));
      if (status !== 200) return body.errors[0].message;
      const exp = Number(new URL(body.result.url).searchParams.get('exp'));
      expect(new Date(body.result.expires).getTime()).toBe(exp * 1000);
      return exp - 1_700_000_000;
    };
    vi.useFakeTimers({ now: 1_700_000_000_000 });
    expect(await lifetimeOf('?expires_in=60')).toBe(60);
    expect(await lifetimeOf('?expires_in=86400')).toBe(86_400);
    expect(await lifetimeOf('', { signedURLs: { lifetime: 5 } })).toBe(5);
    expect(await lifetimeOf('?expires_in=9', { signedURLs: { lifetime: 5, maxLifetime: 9 } })).toBe(
      9,
    );
    for (const wrong of ['86401', '0', '-1', '1.5', '1e3', 'x', '']) {
      expect(await lifetimeOf(`?expires_in=${wrong}`)).toContain('from 1 to 86400');
    }
  });

  it('of a public picture is the plain one, which caches know', async () => {
    const { relay, sent } = relayOf(secret({ requireSignedURLs: false }), {
      signingKey: undefined,
    });
    expect(await read(await relay(ask('mobile')))).toMatchObject({
      body: { result: { url: `https://imagedelivery.net${PATH}`, expires: null } },
    });
    expect(sent).toHaveLength(1);
  });

  it('is given to the picture’s creator alone', async () => {
    const { relay } = relayOf(secret({ creator: 'bob' }));
    const { status, body } = await read(await relay(ask('public')));
    expect(status).toBe(404);
    expect(JSON.stringify(body)).not.toContain('sig=');
  });

  it('is asked for as an action of its own', async () => {
    const authorize = vi.fn(() => new Response(null, { status: 403 }));
    const { relay, sent } = relayOf(secret(), { authorize });
    expect((await relay(ask('public'))).status).toBe(403);
    expect(authorize).toHaveBeenCalledWith(expect.any(Request), {
      type: 'sign',
      id: 'stored',
      variant: 'public',
    });
    expect(sent).toEqual([]);
  });

  it.each([
    ['w=400', 400],
    ['w%3D400%2Csharpen%3D3', 400],
    ['..%2Fpublic', 400],
    ['%E0%A4%A', 400],
    ['poster', 404],
  ])('is refused for %s', async (variant, status) => {
    const { relay } = relayOf(secret());
    expect((await relay(ask(variant))).status).toBe(status);
  });

  it('is there for GET and HEAD only', async () => {
    const { relay } = relayOf(secret());
    expect((await relay(ask('public', { method: 'DELETE' }))).status).toBe(405);
    const head = await relay(ask('public', { method: 'HEAD' }));
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
  });
});

describe('the signing key', () => {
  const withKeys = (keys: () => Response) =>
    relayWith(({ url }) => (url.endsWith('/v1/keys') ? keys() : envelope(secret())));
  const keyList = (...values: string[]) =>
    envelope({
      keys: values.map((value, index) => ({ name: index ? 'default' : 'other', value })),
    });

  it('is the account’s default one, asked for once in five minutes', async () => {
    vi.useFakeTimers({ now: 1_631_289_275_000 - 3_600_000 });
    const { relay, sent } = withKeys(() => keyList('no', KEY));
    const { body } = await read(await relay(ask('mobile')));
    expect(body.result.url).toContain('sig=0727e8e04b6e79a1');
    await relay(ask('public'));
    const asked = () => sent.filter(({ url }) => url.endsWith('/keys')).length;
    expect(asked()).toBe(1);
    vi.advanceTimersByTime(5 * 60_000 + 1);
    await relay(ask('public'));
    expect(asked()).toBe(2);
  });

  it('never reaches the browser, nor does another picture when it cannot be had', async () => {
    const { relay } = withKeys(() => keyList('the-very-key'));
    expect(await (await relay(ask('public'))).text()).not.toContain('the-very-key');
    const none = withKeys(() => envelope({ keys: [] }));
    expect((await none.relay(ask('public'))).status).toBe(502);
    const refused = withKeys(() => refusal(400, 5400, 'no'));
    expect((await refused.relay(ask('public'))).status).toBe(400);
    const odd = withKeys(() => envelope({ keys: [{ name: 'default' }] }));
    expect((await odd.relay(ask('public'))).status).toBe(502);
  });
});
