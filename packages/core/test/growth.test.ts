import { expect, it } from 'vitest';
import { growth, LINEAR } from './growth.ts';

const text = (size: number) => 'x'.repeat(size);

it('tells linear from quadratic time', async () => {
  const once = (input: string) => [...input].filter((character) => character === 'y').length;
  let found = 0;
  const again = (input: string) => {
    for (let at = 0; at < input.length; at++) found += input.indexOf('y', at);
  };
  expect(await growth(text, once, 50_000)).toBeLessThan(LINEAR);
  expect(await growth(text, again, 20_000)).toBeGreaterThan(LINEAR);
  expect(found).toBeLessThan(0);
});
