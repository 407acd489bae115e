import { afterEach, expect, it, vi } from 'vitest';
import { inNextTask } from './next-task.ts';

afterEach(() => void vi.unstubAllGlobals());

it.each([
  ['with channels', MessageChannel],
  ['without them, as in jsdom', undefined],
])('comes after what is done by now, %s', async (_, channel) => {
  vi.stubGlobal('MessageChannel', channel);
  const order: string[] = [];
  const done = new Promise<void>((resolve) => {
    inNextTask(() => {
      order.push('task');
      resolve();
    });
  });
  queueMicrotask(() => order.push('microtask'));
  order.push('now');
  await done;
  expect(order).toEqual(['now', 'microtask', 'task']);
});
