import { expect, it } from 'vitest';
import { createEarlyCuts } from './early-cuts.ts';

const cut = { bytes: 9_000_000, sent: false, elapsed: 100 };

it('takes two cuts in a row, with an answer in between, for a refusal', () => {
  const cuts = createEarlyCuts();
  expect(cuts.failed('a', cut)).toBe(false);
  cuts.answered('a');
  expect(cuts.failed('b', cut)).toBe(false);
  expect(cuts.failed('a', cut)).toBe(true);
});

it.each([
  ['all bytes had left', { ...cut, sent: true }],
  ['it took long', { ...cut, elapsed: 20_000 }],
  ['there were few bytes', { ...cut, bytes: 1000 }],
])('takes it for a bad network where %s', (_, facts) => {
  const cuts = createEarlyCuts();
  for (let count = 0; count < 5; count++) {
    expect(cuts.failed('a', facts)).toBe(false);
    cuts.answered('a');
  }
});

it('takes it for a bad network where the endpoint answers nothing either', () => {
  const cuts = createEarlyCuts();
  for (let count = 0; count < 5; count++) expect(cuts.failed('a', cut)).toBe(false);
});

it('takes it for a bad network where as large an image was taken before', () => {
  const cuts = createEarlyCuts();
  cuts.took(9_000_000);
  for (let count = 0; count < 5; count++) {
    expect(cuts.failed('a', cut)).toBe(false);
    cuts.answered('a');
  }
});

it('begins anew after something else', () => {
  const cuts = createEarlyCuts();
  cuts.failed('a', cut);
  cuts.answered('a');
  cuts.forget(['a']);
  expect(cuts.failed('a', cut)).toBe(false);
});
