import { expect, it } from 'vitest';
import * as entry from './index.ts';
import * as node from './node.ts';

it('exports these names and no others', () => {
  expect(Object.keys(entry)).toEqual(['createRelay']);
  expect(Object.keys(node)).toEqual(['toNodeHandler']);
});
