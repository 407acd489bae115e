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

describe('what signUrl answers', () => {
  it.each([
    ['a text', 'https://host/a', Number.POSITIVE_INFINITY],
    ['a text that says when it ends', 'https://host/a?exp=1795000000&sig=0', 1_795_000_000_000],
    ['seconds', { url: 'https://host/a', expires: 1_795_000_000 }, 1_795_000_000_000],
    ['a date as text', { url: '/a', expires: '2026-11-24T00:00:00.000Z' }, NOW],
    ['a date', { url: '/a', expires: new Date(NOW) }, NOW],
    ['for ever', { url: 'https://host/a?exp=1', expires: null }, Number.POSITIVE_INFINITY],
  ])('can be %s', (_, answer, expires) => {
    expect(readSigned(answer).expires).toBe(expires);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', ''])('cannot be %s', (url) => {
    expect(() => readSigned(url)).toThrow(TypeError);
  });
});

it('renews those that live long half a minute before, and short ones after most of their life', () => {
  expect(untilRenewal(NOW + 3_600_000, NOW)).toBe(3_570_000);
  expect(untilRenewal(NOW + 10_000, NOW)).toBe(8000);
  expect(untilRenewal(NOW - 1, NOW)).toBe(0);
  expect(untilRenewal(Number.POSITIVE_INFINITY, NOW)).toBe(Number.POSITIVE_INFINITY);
});
