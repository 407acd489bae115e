import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { envelope, image, read, refusal, relayWith, SITE, uploadOf } from '../test/fake-service.ts';
import { retryDelay, secondsOf } from './retry.ts';

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

const own = () => envelope(image({ creator: 'ann' }));
const get = (method = 'GET') => new Request(`${SITE}/api/images/x`, { method });

/** A service that answers one after the other, and then always by the last. */
function inTurn(...answers: (() => Response | Promise<Response>)[]) {
  let count = 0;
  return () => (answers[count++] ?? answers.at(-1) ?? own)();
}

const NO_WAIT = { 'Retry-After': '0' };
const broken = () => Promise.reject(new TypeError('fetch failed'));

describe('a call that only reads', () => {
  it.each([
    ['429', () => refusal(429, 971, 'wait', NO_WAIT)],
    ['500', () => refusal(500, 5550, 'no', NO_WAIT)],
    ['503 in HTML', () => new Response('<html>', { status: 503, headers: NO_WAIT })],
    ['an error as text', () => new Response('ERROR 5500: no', { status: 500, headers: NO_WAIT })],
    ['a broken connection', broken],
  ])('is made again after %s', async (_, failure) => {
    const { relay, sent } = relayWith(inTurn(failure, failure, own));
    expect((await relay(get())).status).toBe(200);
    expect(sent).toHaveLength(3);
  });

  it('is made three times, and as often as the option says', async () => {
    const failure = () => refusal(500, 5550, 'no', NO_WAIT);
    const { relay, sent } = relayWith(failure);
    expect((await relay(get())).status).toBe(500);
    expect(sent).toHaveLength(3);
    const once = relayWith(failure, { retries: 0 });
    await once.relay(get());
    expect(once.sent).toHaveLength(1);
  });

  it.each([404, 400, 403])('is not made again after %i', async (status) => {
    const { relay, sent } = relayWith(() => refusal(status, 5400, 'no'));
    expect((await relay(get())).status).toBe(status);
    expect(sent).toHaveLength(1);
  });

  it('leaves a longer wait to the browser, and tells it how long', async () => {
    const { relay, sent } = relayWith(() => refusal(429, 971, 'wait', { 'Retry-After': '300' }));
    const answer = await relay(get());
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('300');
    expect(sent).toHaveLength(1);
  });

  it('is not made again for somebody who has gone', async () => {
    const gone = new AbortController();
    const { relay, sent } = relayWith(() => {
      setTimeout(() => gone.abort(), 10);
      return refusal(500, 5550, 'no', { 'Retry-After': '2' });
    });
    const request = new Request(`${SITE}/api/images/x`, { signal: gone.signal });
    expect((await relay(request)).status).toBe(499);
    expect(sent).toHaveLength(1);
  });
});

it('deletes once in effect: what a second attempt does not find is deleted', async () => {
  const notFound = () => refusal(404, 5404, 'Image not found');
  const { relay, sent } = relayWith(inTurn(own, broken, notFound));
  expect(await read(await relay(get('DELETE')))).toMatchObject({
    status: 200,
    body: { success: true, result: {} },
  });
  expect(sent.map(({ method }) => method)).toEqual(['GET', 'DELETE', 'DELETE']);
  const absent = relayWith(inTurn(own, notFound));
  expect((await absent.relay(get('DELETE'))).status).toBe(404);
});

it('never sends twice what stores something', async () => {
  const direct = () => new Request(`${SITE}/api/images/direct`, { method: 'POST' });
  const failures = [() => refusal(500, 5550, 'no', NO_WAIT), broken];
  for (const failure of failures) {
    for (const request of [await uploadOf(), direct()]) {
      const { relay, sent } = relayWith(failure);
      expect((await relay(request)).status).toBeGreaterThanOrEqual(500);
      expect(sent).toHaveLength(1);
    }
  }
});

describe('the wait before another attempt', () => {
  it('doubles, with half of it by chance', () => {
    expect([0, 1, 2].map((attempt) => retryDelay(attempt, null, 1))).toEqual([200, 400, 800]);
    expect(retryDelay(0, null, 0)).toBe(100);
  });

  it('is what the service says, up to two seconds', () => {
    expect(retryDelay(0, '1.5', 1)).toBe(1500);
    expect(retryDelay(0, '3', 1)).toBeNull();
  });

  it.each([
    ['1.5', '1.5'],
    ['-1', '0'],
    [new Date(2000).toUTCString(), '2'],
    [new Date(-5000).toUTCString(), '0'],
    ['soon', null],
    [' ', null],
    [null, null],
  ])('asked for by %j is %j seconds', (header, seconds) => {
    expect(secondsOf(header, 0)).toBe(seconds);
  });

  it('is counted by the clock of the service, however wrong that of the relay is', async () => {
    const years = 3 * 365 * 86_400_000;
    for (const wrong of [7_200_000, -7_200_000, years, -years]) {
      const date = Date.now() + wrong;
      const { relay } = relayWith(() =>
        refusal(429, 971, 'no', {
          Date: new Date(date).toUTCString(),
          'Retry-After': new Date(date + 60_000).toUTCString(),
        }),
      );
      const response = await relay(new Request(`${SITE}/api/images`));
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(57);
      expect(Number(response.headers.get('retry-after'))).toBeLessThan(62);
    }
  });
});
