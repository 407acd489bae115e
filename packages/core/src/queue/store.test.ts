import { expect, it, vi } from 'vitest';
import { createItem } from './item.ts';
import { createStore } from './store.ts';

function setUp(count = 3) {
  let flush: () => void = () => undefined;
  const schedule = vi.fn((callback: () => void) => {
    flush = callback;
  });
  const store = createStore(schedule);
  const items = Array.from({ length: count }, (_, n) => createItem(new File(['x'], `${n}.jpg`)));
  const [first, second] = items;
  if (!first || !second) throw new Error('too few');
  return { store, items, first, second, schedule, flush: () => flush() };
}

it('keeps the same list until something changes, and unchanged items for ever', () => {
  const { store, items, first, second } = setUp();
  store.add(items);
  const before = store.items();
  expect(store.items()).toBe(before);
  store.apply(first.id, { type: 'canceled' });
  const after = store.items();
  expect(after).not.toBe(before);
  expect(before[0]).toBe(first);
  expect(after[0]).not.toBe(first);
  expect(after[1]).toBe(second);
  expect(store.apply(first.id, { type: 'sent' })).toBe(false);
  expect(store.items()).toBe(after);
  expect(store.apply('unknown', { type: 'canceled' })).toBe(false);
});

it('tells its listeners once of many changes', () => {
  const { store, items, schedule, flush } = setUp();
  const listener = vi.fn();
  const stop = store.subscribe(listener);
  store.add(items);
  for (const { id } of items) store.apply(id, { type: 'canceled' });
  expect(schedule).toHaveBeenCalledOnce();
  expect(listener).not.toHaveBeenCalled();
  flush();
  expect(listener).toHaveBeenCalledOnce();
  stop();
  store.remove(new Set(items.map(({ id }) => id)));
  flush();
  expect(listener).toHaveBeenCalledOnce();
});

it('shows every status at once to those who watch, and nothing else', () => {
  const { store, first, items } = setUp();
  const seen: string[] = [];
  store.watch((now, before) => seen.push(`${before?.status ?? 'new'} → ${now?.status ?? 'gone'}`));
  store.add(items.slice(0, 1));
  store.apply(first.id, { type: 'prepared', size: 1, prepared: 'copied' });
  store.apply(first.id, { type: 'started' });
  store.apply(first.id, { type: 'progressed', ratio: 0.5 });
  store.apply(first.id, { type: 'sent' });
  store.remove(new Set([first.id]));
  expect(seen).toEqual([
    'new → preparing',
    'preparing → queued',
    'queued → uploading',
    'uploading → processing',
    'processing → gone',
  ]);
});

it('finds items after others have left', () => {
  const { store, items, first, second } = setUp();
  store.add(items);
  store.remove(new Set([first.id]));
  expect(store.get(first.id)).toBeUndefined();
  expect(store.get(second.id)).toBe(second);
  expect(store.apply(second.id, { type: 'canceled' })).toBe(true);
  expect(store.items().map(({ status }) => status)).toEqual(['canceled', 'preparing']);
});
