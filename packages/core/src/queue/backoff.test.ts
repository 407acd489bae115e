import { expect, it } from 'vitest';
import { backoff } from './backoff.ts';

const options = { baseDelay: 1000, maxDelay: 10_000 };

it('doubles its ceiling with each failure, up to the longest wait', () => {
  const ceilings = [1, 2, 3, 4, 5, 50].map((attempt) => backoff(attempt, options, 1));
  expect(ceilings).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
});

it('may wait any time below its ceiling', () => {
  expect(backoff(3, options, 0)).toBe(0);
  expect(backoff(3, options, 0.25)).toBe(1000);
});
