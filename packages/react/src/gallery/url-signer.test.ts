import type { Image } from '@tintype/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createURLSigner, readSigned, type SignURL, untilRenewal } from './url-signer.ts';

const image = { id: 'a' } as Image;
const NOW = Date.UTC(2026, 10, 24);
const HOUR = 3600;

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => vi.useRealTimers());

/** Signs for an hour, with a number that tells the URLs apart. */
function setUp(sign?: SignURL) {
  let count = 0;
  const ask = vi.fn<SignURL>(
    sign ??
      (async () => ({
        url: `https://host/a/public?sig=${++count}`,
        expires: Math.floor(Date.now() / 1000) + HOUR,
      })),
  );
  return { ask, signer: createURLSigner(ask) };
}

it('asks once for all who want the same', async () => {
  const { ask, signer } = setUp();
  signer.watch(image, 'public', () => undefined);
  signer.watch(image, 'public', () => undefined);
  await vi.advanceTimersByTimeAsync(0);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(signer.get(image, 'public')).toEqual({
    status: 'signed',
    url: 'https://host/a/public?sig=1',
  });
  expect(signer.get(image, 'public')).toBe(signer.get(image, 'public'));
});

it('renews before the end, as long as somebody is there', async () => {
  const { ask, signer } = setUp();
  const leave = signer.watch(image, 'public', () => undefined);
  await vi.advanceTimersByTimeAsync((HOUR - 31) * 1000);
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(ask).toHaveBeenCalledTimes(2);
  expect(signer.get(image, 'public').url).toBe('https://host/a/public?sig=2');
  leave();
  await vi.advanceTimersByTimeAsync(3 * HOUR * 1000);
  expect(ask).toHaveBeenCalledTimes(2);
  expect(vi.getTimerCount()).toBe(0);
});

it('asks anew who comes back when it is over', async () => {
  const { ask, signer } = setUp();
  signer.watch(image, 'public', () => undefined)();
  await vi.advanceTimersByTimeAsync(2 * HOUR * 1000);
  signer.watch(image, 'public', () => undefined);
  await vi.advanceTimersByTimeAsync(0);
  expect(ask).toHaveBeenCalledTimes(2);
});

it('keeps a URL that still works while renewing fails, and tries again with growing waits', async () => {
  let fails = false;
  const { ask, signer } = setUp(async () => {
    if (fails) throw new Error('offline');
    return { url: 'https://host/a', expires: Math.floor(Date.now() / 1000) + HOUR };
  });
  signer.watch(image, 'public', () => undefined);
  await vi.advanceTimersByTimeAsync(0);
  fails = true;
  await vi.advanceTimersByTimeAsync((HOUR - 29) * 1000);
  expect(ask).toHaveBeenCalledTimes(2);
  expect(signer.get(image, 'public').status).toBe('signed');
  fails = false;
  await vi.advanceTimersByTimeAsync(5000);
  expect(ask).toHaveBeenCalledTimes(3);
});

it('gives up after four failures, until it is asked to try again', async () => {
  const { ask, signer } = setUp(async () => {
    throw new Error('refused');
  });
  const listener = vi.fn();
  signer.watch(image, 'public', listener);
  await vi.advanceTimersByTimeAsync(HOUR * 1000);
  expect(ask).toHaveBeenCalledTimes(4);
  expect(signer.get(image, 'public').status).toBe('failed');
  signer.renew(image, 'public');
  expect(signer.get(image, 'public').status).toBe('signing');
  await vi.advanceTimersByTimeAsync(0);
  expect(ask).toHaveBeenCalledTimes(5);
});

describe('a device whose clock is wrong', () => {
  const YEAR = 365 * 24 * HOUR;

  /** A signer of a service that is right, asked by a device that is not. */
  function setUpWrong(wrong: number, more: { expiresIn?: number } = {}) {
    const right = Date.now();
    vi.setSystemTime(right + wrong * 1000);
    const start = performance.now();
    return setUp(async () => ({
      url: 'https://host/a',
      expires: new Date(right + performance.now() - start + HOUR * 1000),
      ...more,
    }));
  }

  it.each([2 * HOUR, -2 * HOUR, HOUR - 1, HOUR + 1, 10 * YEAR, -10 * YEAR])(
    'by %i seconds, asks for no more than a few URLs in an hour',
    async (wrong) => {
      const { ask, signer } = setUpWrong(wrong);
      const leave = signer.watch(image, 'public', () => undefined);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(ask.mock.calls.length).toBeLessThanOrEqual(wrong === HOUR - 1 ? 13 : 2);
      // Images that come and go, as rows of a long list do
      for (let count = 0; count < 50; count++) {
        signer.watch(image, 'public', () => undefined)();
        await vi.advanceTimersByTimeAsync(10);
      }
      expect(ask.mock.calls.length).toBeLessThanOrEqual(wrong === HOUR - 1 ? 13 : 2);
      expect(signer.get(image, 'public').status).toBe('signed');
      leave();
    },
  );

  it.each([2 * HOUR, -2 * HOUR, 10 * YEAR, -10 * YEAR])(
    'by %i seconds, renews in time where it is told how long a URL lives',
    async (wrong) => {
      const { ask, signer } = setUpWrong(wrong, { expiresIn: HOUR });
      signer.watch(image, 'public', () => undefined);
      await vi.advanceTimersByTimeAsync((HOUR - 31) * 1000);
      expect(ask).toHaveBeenCalledTimes(1);
      await vi.advanceTimersByTimeAsync(1000);
      expect(ask).toHaveBeenCalledTimes(2);
    },
  );

  it('and is set right while the page is open, asks once more at most', async () => {
    for (const wrong of [5 * HOUR, -5 * HOUR]) {
      const { ask, signer } = setUp();
      signer.watch(image, 'public', () => undefined);
      await vi.advanceTimersByTimeAsync(1000);
      vi.setSystemTime(Date.now() + wrong * 1000);
      for (let count = 0; count < 50; count++) {
        signer.watch(image, 'public', () => undefined);
        await vi.advanceTimersByTimeAsync(100);
      }
      expect(ask.mock.calls.length).toBeLessThanOrEqual(2);
    }
  });
});

it('renews a URL that does not work at once, and no more than once in a second', async () => {
  const { ask, signer } = setUp();
  signer.watch(image, 'public', () => undefined);
  await vi.advanceTimersByTimeAsync(5000);
  signer.renew(image, 'public');
  await vi.advanceTimersByTimeAsync(0);
  expect(ask).toHaveBeenCalledTimes(2);
  for (let count = 0; count < 20; count++) {
    signer.renew(image, 'public');
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(ask).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1000);
  expect(ask).toHaveBeenCalledTimes(3);
  expect(signer.get(image, 'public').status).toBe('signed');
});

describe('what signUrl answers', () => {
  const ever = { length: Number.POSITIVE_INFINITY, isCertain: true };
  const until = (time: number) => ({ length: time - NOW, isCertain: false });
  it.each([
    ['a text', 'https://host/a', ever],
    ['a text that says when it ends', 'https://host/a?exp=1795000000&sig=0', until(1_795e9)],
    ['seconds', { url: 'https://host/a', expires: 1_795_000_000 }, until(1_795e9)],
    ['a date as text', { url: '/a', expires: '2026-11-24T00:00:00.000Z' }, until(NOW)],
    ['a date', { url: '/a', expires: new Date(NOW) }, until(NOW)],
    ['for ever', { url: 'https://host/a?exp=1', expires: null }, ever],
    ['how long', { url: '/a', expires: 1, expiresIn: 5 }, { length: 5000, isCertain: true }],
  ])('can be %s', (_, answer, life) => {
    expect(readSigned(answer).life).toEqual(life);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', ''])('cannot be %s', (url) => {
    expect(() => readSigned(url)).toThrow(TypeError);
  });
});

it('renews those that live long half a minute before, and short ones after most of their life', () => {
  const life = (length: number, isCertain = true) => ({ length, isCertain });
  expect(untilRenewal(life(3_600_000), 0)).toBe(3_570_000);
  expect(untilRenewal(life(10_000), 0)).toBe(8000);
  expect(untilRenewal(life(10), 0)).toBe(1000);
  expect(untilRenewal(life(10, false), 0)).toBe(5000);
  expect(untilRenewal(life(-1, false), 1)).toBe(60_000);
  expect(untilRenewal(life(-1, false), 20)).toBe(1_800_000);
  expect(untilRenewal(life(Number.POSITIVE_INFINITY), 0)).toBe(Number.POSITIVE_INFINITY);
});
