import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lazyModule, onRecovery } from './lazy-module.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A module that fails so many times, and when it was tried, in milliseconds since the attempt before. */
function setUp(failures: number) {
  const pauses: number[] = [];
  let last = Date.now();
  const lazy = lazyModule(async () => {
    pauses.push(Date.now() - last);
    last = Date.now();
    if (pauses.length <= failures) throw new Error('offline');
    return { part: 'loaded' };
  }, 'part');
  return { lazy, pauses };
}

it('loads once, however many need it, and tells everyone', async () => {
  const { lazy, pauses } = setUp(0);
  const used: string[] = [];
  const listener = vi.fn(() => lazy.current());
  lazy.subscribe(listener);
  lazy.use((part) => used.push(`first ${part}`));
  lazy.use((part) => used.push(`second ${part}`));
  lazy.need();
  expect(lazy.getState()).toEqual({ status: 'loading' });
  expect(await Promise.all([lazy.load(), lazy.load()])).toEqual(['loaded', 'loaded']);
  lazy.use((part) => used.push(`third ${part}`));
  expect(used).toEqual(['first loaded', 'second loaded', 'third loaded']);
  expect(pauses).toHaveLength(1);
  expect(listener).toHaveLastReturnedWith('loaded');
});

it('retries each time after twice as long, half a minute at most, until it is loaded', async () => {
  const { lazy, pauses } = setUp(8);
  lazy.need();
  await vi.runAllTimersAsync();
  expect(lazy.current()).toBe('loaded');
  expect(pauses).toEqual([0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

it('reports the second failure, and that it has recovered', async () => {
  const { lazy } = setUp(2);
  const onRecovered = vi.fn();
  const unsubscribe = onRecovery(onRecovered);
  const used = vi.fn();
  lazy.use(used);
  await vi.advanceTimersByTimeAsync(0);
  expect(lazy.getState().status).toBe('loading');
  const loading = lazy.load();
  const failed = expect(loading).rejects.toMatchObject({
    code: 'part-not-loaded',
    retryable: true,
    cause: new Error('offline'),
  });
  await vi.advanceTimersByTimeAsync(1000);
  await failed;
  expect(lazy.getState().status).toBe('failed');
  await vi.advanceTimersByTimeAsync(2000);
  expect(used).toHaveBeenCalledExactlyOnceWith('loaded');
  expect(onRecovered).toHaveBeenCalledOnce();
  unsubscribe();
});

it('is retried at once when somebody asks, and when the browser is online again', async () => {
  vi.stubGlobal('addEventListener', (_: string, listener: () => void) => listeners.add(listener));
  vi.stubGlobal('removeEventListener', (_: string, one: () => void) => listeners.delete(one));
  const listeners = new Set<() => void>();
  const { lazy, pauses } = setUp(3);
  lazy.need();
  await vi.advanceTimersByTimeAsync(100);
  lazy.retry();
  await vi.advanceTimersByTimeAsync(100);
  for (const listener of listeners) listener();
  await vi.advanceTimersByTimeAsync(100);
  for (const listener of listeners) listener();
  await vi.advanceTimersByTimeAsync(0);
  expect(pauses).toEqual([0, 100, 100, 100]);
  expect(lazy.current()).toBe('loaded');
  expect(listeners.size).toBe(0);
  vi.unstubAllGlobals();
});

it('is not retried once nothing needs it, and then starts from the beginning', async () => {
  const { lazy, pauses } = setUp(4);
  const release = lazy.need();
  await vi.advanceTimersByTimeAsync(1000);
  expect(lazy.getState().status).toBe('failed');
  release();
  expect(lazy.getState().status).toBe('idle');
  await vi.advanceTimersByTimeAsync(100_000);
  expect(pauses).toHaveLength(2);
  lazy.need();
  await vi.advanceTimersByTimeAsync(3000);
  expect(pauses.slice(3)).toEqual([1000, 2000]);
  expect(lazy.current()).toBe('loaded');
});

it('ignores a failure of what is loaded ahead of its use', async () => {
  const { lazy, pauses } = setUp(1);
  lazy.preload();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(lazy.getState().status).toBe('idle');
  expect(pauses).toHaveLength(1);
  await expect(lazy.load()).resolves.toBe('loaded');
});

it('takes neither nothing nor another module for what it loads', async () => {
  const loads = [undefined, { other: 1 }, { part: 'loaded' }];
  const lazy = lazyModule(async () => loads.shift() as { part: string }, 'part');
  lazy.need();
  await vi.advanceTimersByTimeAsync(1000);
  expect(lazy.getState()).toMatchObject({ status: 'failed' });
  await vi.advanceTimersByTimeAsync(2000);
  expect(lazy.current()).toBe('loaded');
});

it('is loaded for everyone, also where a listener throws', async () => {
  const failure = new Error('this listener fails');
  const uncaught = vi.fn();
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', uncaught);
  const { lazy } = setUp(0);
  const listener = vi.fn();
  lazy.subscribe(() => {
    throw failure;
  });
  lazy.subscribe(listener);
  expect(await lazy.load()).toBe('loaded');
  await vi.runAllTimersAsync();
  process.removeAllListeners('uncaughtException');
  for (const other of others) process.on('uncaughtException', other);
  expect(listener).toHaveBeenCalledTimes(2);
  expect(new Set(uncaught.mock.calls.map(([error]) => error))).toEqual(new Set([failure]));
});

it('takes what is provided, and loads nothing then', async () => {
  const { lazy, pauses } = setUp(0);
  lazy.provide('given');
  expect(lazy.current()).toBe('given');
  expect(await lazy.load()).toBe('given');
  expect(pauses).toHaveLength(0);
});
