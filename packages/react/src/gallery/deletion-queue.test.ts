import type { Image } from '@tintype/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDeletionQueue } from './deletion-queue.ts';

const image = (id: string) => ({ id, filename: `${id}.jpg` }) as Image;
const [a, b, c] = [image('a'), image('b'), image('c')] as const;

let deleted: string[];
let failed: string[];
let answer: (id: string) => unknown;
beforeEach(() => {
  vi.useFakeTimers();
  [deleted, failed, answer] = [[], [], () => Promise.resolve()];
});
afterEach(() => vi.useRealTimers());

function setUp(undoTime = 8000) {
  const queue = createDeletionQueue(() => ({
    undoTime,
    onDelete: ({ id }) => {
      deleted.push(id);
      return answer(id);
    },
    onFailed: ({ id }) => failed.push(id),
  }));
  return { queue, hidden: () => [...queue.getSnapshot().hidden].sort().join('') };
}

it('hides at once, and deletes when the time to undo is over', () => {
  const { queue, hidden } = setUp();
  queue.delete([a, b]);
  expect(hidden()).toBe('ab');
  vi.advanceTimersByTime(7999);
  expect(deleted).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(deleted).toEqual(['a', 'b']);
  expect(queue.getSnapshot().pending).toEqual([]);
  expect(hidden()).toBe('ab');
});

it('brings back, and then deletes nothing', () => {
  const { queue, hidden } = setUp();
  queue.delete([a]);
  queue.delete([b]);
  expect(queue.undo()).toEqual([a, b]);
  expect(hidden()).toBe('');
  vi.advanceTimersByTime(60_000);
  queue.flush();
  expect(deleted).toEqual([]);
});

it('begins the time anew with each deletion, and stands still while it is held', () => {
  const { queue } = setUp();
  queue.delete([a]);
  vi.advanceTimersByTime(7000);
  queue.delete([b]);
  vi.advanceTimersByTime(7000);
  queue.hold();
  vi.advanceTimersByTime(60_000);
  expect(deleted).toEqual([]);
  queue.release();
  vi.advanceTimersByTime(8000);
  expect(deleted).toEqual(['a', 'b']);
});

it('deletes what is pending when the page is left, once', () => {
  const { queue } = setUp();
  queue.delete([a]);
  queue.flush();
  queue.flush();
  vi.advanceTimersByTime(60_000);
  expect(deleted).toEqual(['a']);
});

it('deletes at once where there is no time to undo', () => {
  const { queue } = setUp(0);
  queue.delete([a]);
  expect(deleted).toEqual(['a']);
});

it('shows again what could not be deleted, by a promise or by throwing, and goes on with the others', async () => {
  answer = (id) => {
    if (id === 'a') throw new Error('no');
    return id === 'b' ? Promise.reject(new Error('no')) : Promise.resolve();
  };
  const { queue, hidden } = setUp(0);
  queue.delete([a, b, c]);
  await vi.advanceTimersByTimeAsync(0);
  expect(deleted).toEqual(['a', 'b', 'c']);
  expect(failed).toEqual(['a', 'b']);
  expect(hidden()).toBe('c');
});

it('shows again what an app kept that does not say how it ended', () => {
  answer = () => undefined;
  const { queue, hidden } = setUp(0);
  queue.delete([a]);
  vi.advanceTimersByTime(4999);
  expect(hidden()).toBe('a');
  vi.advanceTimersByTime(1);
  expect(hidden()).toBe('');
});

it('hides nothing any more that the app has no more, so that what comes back is seen', async () => {
  const { queue, hidden } = setUp(0);
  queue.delete([a]);
  await vi.advanceTimersByTimeAsync(0);
  queue.settle(new Set(['a', 'b']));
  expect(hidden()).toBe('a');
  queue.settle(new Set(['b']));
  expect(hidden()).toBe('');
});

it('lets go of listeners', () => {
  const { queue } = setUp();
  const listener = vi.fn();
  const leave = queue.subscribe(listener);
  queue.delete([a]);
  leave();
  queue.undo();
  expect(listener).toHaveBeenCalledTimes(1);
});
