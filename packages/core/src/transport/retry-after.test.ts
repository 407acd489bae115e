import { expect, it } from 'vitest';
import { readRetryAfter } from './retry-after.ts';

const now = Date.parse('2026-11-24T10:00:00Z');

it.each([
  ['7', 7000],
  ['0', 0],
  ['-5', 0],
  ['Tue, 24 Nov 2026 10:00:30 GMT', 30_000],
  ['Tue, 24 Nov 2026 09:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
])('reads %j as %s ms', (header, expected) => {
  expect(readRetryAfter(header, () => now)).toBe(expected);
});
