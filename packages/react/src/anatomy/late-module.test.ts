import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLateModule } from './late-module.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('loads once, however often it is asked for, and tells everybody when it has come', async () => {
  const load = vi.fn(async () => 'parts');
  const late = createLateModule(load);
  const told = vi.fn(() => late.now());
  const end = late.subscribe(vi.fn());
  late.subscribe(told);
  end();
  expect(late.now()).toBeUndefined();
  expect(await Promise.all([late.load(), late.load()])).toEqual(['parts', 'parts']);
  expect(load).toHaveBeenCalledTimes(1);
  expect(told.mock.results).toEqual([{ type: 'return', value: 'parts' }]);
});

it('tries what fails again, each time after twice as long, half a minute at most', async () => {
  const pauses: number[] = [];
  let last = Date.now();
  const late = createLateModule(async () => {
    pauses.push(Date.now() - last);
    last = Date.now();
    if (pauses.length < 8) throw new Error('offline');
    return 'parts';
  });
  const loading = late.load();
  await vi.runAllTimersAsync();
  expect(await loading).toBe('parts');
  expect(pauses).toEqual([0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

it('has come for everybody, also where a listener fails', async () => {
  const failure = new Error('this listener fails');
  const uncaught = vi.fn();
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', uncaught);
  const load = vi.fn(async () => 'parts');
  const late = createLateModule(load);
  const told = vi.fn();
  late.subscribe(() => {
    throw failure;
  });
  late.subscribe(told);
  expect(await late.load()).toBe('parts');
  await vi.runAllTimersAsync();
  process.removeAllListeners('uncaughtException');
  for (const other of others) process.on('uncaughtException', other);
  expect(late.now()).toBe('parts');
  expect(load).toHaveBeenCalledTimes(1);
  expect(told).toHaveBeenCalledTimes(1);
  expect(uncaught.mock.calls.map(([error]) => error)).toEqual([failure]);
});

it('is there for whoever has it already', async () => {
  const load = vi.fn(async () => 'loaded');
  const late = createLateModule<string>(load);
  late.put('given');
  expect(late.now()).toBe('given');
  expect(await late.load()).toBe('given');
  expect(load).not.toHaveBeenCalled();
});
