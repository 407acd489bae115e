import { expect, it } from 'vitest';
import { createQueue } from './queue.ts';

function setUp(concurrency: number) {
  const started: string[] = [];
  const running = new Map<string, { finish: () => void; fail: () => void }>();
  const unwilling = new Set<string>();
  const queue = createQueue((id) => {
    if (unwilling.has(id)) return null;
    started.push(id);
    return new Promise<void>((resolve, reject) => {
      const leave = (end: () => void) => () => {
        running.delete(id);
        end();
      };
      running.set(id, { finish: leave(resolve), fail: leave(reject) });
    });
  });
  queue.setConcurrency(concurrency);
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return { queue, started, running, unwilling, settle };
}

it('starts first come, first served, and never more than it may', async () => {
  const { queue, started, running, settle } = setUp(2);
  for (const id of ['a', 'b', 'c', 'd']) queue.push(id);
  expect(started).toEqual(['a', 'b']);
  running.get('b')?.finish();
  await settle();
  expect(started).toEqual(['a', 'b', 'c']);
  running.get('a')?.fail();
  await settle();
  expect(started).toEqual(['a', 'b', 'c', 'd']);
  expect(running.size).toBe(2);
});

it('passes over those that no longer want to run, without giving them a place', () => {
  const { queue, started, unwilling } = setUp(1);
  unwilling.add('a').add('b');
  for (const id of ['a', 'b', 'c']) queue.push(id);
  expect(started).toEqual(['c']);
});

it('starts nothing while it is held, and goes on afterwards', () => {
  const { queue, started } = setUp(2);
  queue.setHeld(true);
  queue.push('a');
  expect(started).toEqual([]);
  queue.setHeld(false);
  expect(started).toEqual(['a']);
});

it('fills up when it may run more, and empties when it may run fewer', async () => {
  const { queue, started, running, settle } = setUp(1);
  for (const id of ['a', 'b', 'c', 'd']) queue.push(id);
  queue.setConcurrency(3);
  expect(started).toEqual(['a', 'b', 'c']);
  queue.setConcurrency(1);
  running.get('a')?.finish();
  running.get('b')?.finish();
  await settle();
  expect(started).toEqual(['a', 'b', 'c']);
});

it('forgets who waits', async () => {
  const { queue, started, running, settle } = setUp(1);
  for (const id of ['a', 'b']) queue.push(id);
  queue.clear();
  running.get('a')?.finish();
  await settle();
  queue.push('c');
  expect(started).toEqual(['a', 'c']);
});
