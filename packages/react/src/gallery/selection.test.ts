import { expect, it } from 'vitest';
import { everything, extended, NOTHING, remaining, toggled } from './selection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const ids = ({ ids: chosen }: { ids: ReadonlySet<string> }) => [...chosen].sort().join('');

it('adds and takes away single pictures', () => {
  const one = toggled(NOTHING, 'b');
  expect(ids(one)).toBe('b');
  expect(ids(toggled(one, 'b'))).toBe('');
  expect(NOTHING.ids.size).toBe(0);
});

it('takes all from the last one on, in both directions', () => {
  expect(ids(extended(toggled(NOTHING, 'd'), 'b', order))).toBe('bcd');
  expect(ids(extended(toggled(NOTHING, 'b'), 'e', order))).toBe('bcde');
});

it('takes a range away where its end was chosen', () => {
  expect(ids(extended({ ids: new Set(order), anchor: 'b' }, 'd', order))).toBe('ae');
});

it('is a single choice where the range has no beginning', () => {
  expect(ids(extended(NOTHING, 'c', order))).toBe('c');
  expect(ids(extended({ ids: new Set(), anchor: 'gone' }, 'c', order))).toBe('c');
});

it('forgets what is no longer there, and is the same object where nothing changes', () => {
  const all = everything(order);
  expect(remaining(all, order)).toBe(all);
  expect(ids(remaining(all, ['b', 'e', 'f']))).toBe('be');
});
