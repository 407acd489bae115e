import { expect, it, vi } from 'vitest';
import { createLater } from './later.ts';

/** Something whose loading ends when the test says so. */
function setUp() {
  const ends: { resolve(value: { name: string }): void; reject(cause: unknown): void }[] = [];
  const load = vi.fn(
    () => new Promise<{ name: string }>((resolve, reject) => ends.push({ resolve, reject })),
  );
  const onFailed = vi.fn();
  const later = createLater(load, onFailed);
  const done: string[] = [];
  const use = (what: string) => later.use(({ name }) => done.push(`${what} ${name}`));
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return { later, load, onFailed, done, use, ends, settle };
}

it('does in order what waited for it, and from then on everything at once', async () => {
  const { later, load, done, use, ends, settle } = setUp();
  use('one');
  use('two');
  expect(load).toHaveBeenCalledOnce();
  expect(later.now()).toBeUndefined();
  ends[0]?.resolve({ name: 'works' });
  await settle();
  use('three');
  expect(done).toEqual(['one works', 'two works', 'three works']);
  expect(later.now()).toEqual({ name: 'works' });
});

it('does everything at once where nothing needs to be loaded', () => {
  const done: string[] = [];
  const later = createLater(() => ({ name: 'works' }), vi.fn());
  later.use(({ name }) => done.push(name));
  expect(done).toEqual(['works']);
});

it('keeps what waits over a failure, and does it at the next try', async () => {
  const { later, load, onFailed, done, use, ends, settle } = setUp();
  use('one');
  ends[0]?.reject(new Error('offline'));
  await settle();
  expect(onFailed).toHaveBeenCalledWith(new Error('offline'));
  later.retry();
  expect(load).toHaveBeenCalledTimes(2);
  ends[1]?.resolve({ name: 'works' });
  await settle();
  expect(done).toEqual(['one works']);
});

it('says nothing of a failure that nobody waits for, and tries nothing again for nobody', async () => {
  const { later, load, onFailed, ends, settle } = setUp();
  later.warmUp();
  ends[0]?.reject(new Error('offline'));
  await settle();
  later.retry();
  expect(onFailed).not.toHaveBeenCalled();
  expect(load).toHaveBeenCalledOnce();
});

it('forgets what was to be done', async () => {
  const { later, done, use, ends, settle } = setUp();
  use('one');
  later.forget();
  ends[0]?.resolve({ name: 'works' });
  await settle();
  expect(done).toEqual([]);
});
