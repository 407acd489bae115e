import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startStopwatch } from './stopwatch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('calls back once when nothing has moved for so long', () => {
  const expired = vi.fn();
  startStopwatch(1000, expired);
  vi.advanceTimersByTime(900);
  expect(expired).not.toHaveBeenCalled();
  vi.advanceTimersByTime(5000);
  expect(expired).toHaveBeenCalledOnce();
});

it('begins anew with each movement, and with another limit where one is given', () => {
  const expired = vi.fn();
  const stopwatch = startStopwatch(1000, expired);
  for (let moves = 0; moves < 10; moves++) {
    vi.advanceTimersByTime(700);
    stopwatch.restart();
  }
  stopwatch.restart(8000);
  vi.advanceTimersByTime(7000);
  expect(expired).not.toHaveBeenCalled();
  vi.advanceTimersByTime(3000);
  expect(expired).toHaveBeenCalledOnce();
});

it('leaves no timer behind when it is stopped', () => {
  const expired = vi.fn();
  startStopwatch(1000, expired).stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(5000);
  expect(expired).not.toHaveBeenCalled();
});

it('finds what stands still also after the clock was set back', () => {
  const expired = vi.fn();
  startStopwatch(1000, expired);
  vi.advanceTimersByTime(300);
  vi.setSystemTime(Date.now() - 7_200_000);
  vi.advanceTimersByTime(900);
  expect(expired).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2000);
  expect(expired).toHaveBeenCalledOnce();
});

it('does not take a sleeping machine for a stall', () => {
  const expired = vi.fn();
  startStopwatch(1000, expired);
  // The clock goes on and no timer runs, as when a laptop is closed.
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(900);
  expect(expired).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2000);
  expect(expired).toHaveBeenCalledOnce();
});
