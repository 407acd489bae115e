import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startWatch, type Watch } from './watch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const LIMITS = { response: 1000, stall: 100 };
const start = (outer: AbortSignal = new AbortController().signal): Watch =>
  startWatch(outer, LIMITS);

describe('a watch', () => {
  it.each([
    ['browser', 408, 100],
    ['service', 504, 100],
    ['response', 504, 1000],
  ] as const)('ends a wait for the %s by %i', (whom, status, limit) => {
    const watch = start();
    watch.waitFor(whom);
    vi.advanceTimersByTime(limit - 1);
    expect(watch.signal.aborted).toBe(false);
    vi.advanceTimersByTime(50);
    expect(watch.signal.aborted).toBe(true);
    expect(watch.refusal()?.status).toBe(status);
  });

  it('counts from the last byte, however many there were', () => {
    const watch = start();
    for (let count = 0; count < 50; count++) {
      watch.waitFor(count % 2 ? 'browser' : 'service');
      vi.advanceTimersByTime(99);
    }
    expect(watch.signal.aborted).toBe(false);
    vi.advanceTimersByTime(150);
    expect(watch.refusal()?.status).toBe(408);
  });

  it('takes a shorter limit as soon as it counts', () => {
    const watch = start();
    watch.waitFor('response');
    watch.waitFor('browser');
    vi.advanceTimersByTime(150);
    expect(watch.refusal()?.status).toBe(408);
  });

  it('lets what is there be read first, where the process itself was busy', () => {
    const watch = start();
    watch.waitFor('browser');
    vi.advanceTimersByTime(100);
    // The bytes were there all the time, and are read only now.
    watch.waitFor('service');
    vi.advanceTimersByTime(90);
    expect(watch.signal.aborted).toBe(false);
  });

  it('waits for nobody for ever', () => {
    const watch = start();
    watch.waitFor('browser');
    watch.waitFor(null);
    vi.advanceTimersByTime(100_000);
    expect(watch.signal.aborted).toBe(false);
  });

  it('ends with the client, and leaves no timer behind', () => {
    const client = new AbortController();
    const watch = start(client.signal);
    watch.waitFor('browser');
    client.abort('gone');
    expect(watch.signal.reason).toBe('gone');
    expect(watch.refusal()).toBeNull();
    watch.end();
    expect(vi.getTimerCount()).toBe(0);
    expect(start(AbortSignal.abort('before')).signal.reason).toBe('before');
  });
});
