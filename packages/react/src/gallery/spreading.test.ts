import { expect, it } from 'vitest';
import { spreadWait } from './spreading.ts';

it('waits longer each time, up to a minute, as long as a picture is fresh', () => {
  const waits = [1, 2, 3, 4, 7, 15].map((attempt) => spreadWait(attempt, 5000));
  expect(waits).toEqual([1000, 2000, 4000, 8000, 60_000, 60_000]);
});

it('gives up on images that were stored long ago, and on dates that make no sense', () => {
  for (const age of [10 * 60_000, 1e12, Number.NaN]) expect(spreadWait(1, age)).toBeNull();
});

it('waits for a fresh image on a device whose clock is behind, and not for ever', () => {
  expect(spreadWait(1, -7_200_000)).toBe(1000);
  expect(spreadWait(16, -7_200_000)).toBeNull();
  expect(spreadWait(16, 1000)).toBeNull();
});

it('trusts a clock that is a little wrong', () => {
  expect(spreadWait(1, -30_000)).toBe(1000);
});
