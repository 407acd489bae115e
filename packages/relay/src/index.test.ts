import { expect, it } from 'vitest';
import * as entry from './index.ts';
import * as node from './node.ts';
import * as testing from './testing/index.ts';
import * as msw from './testing/msw.ts';

it('exports these names and no others', () => {
  expect(Object.keys(entry)).toEqual(['createRelay']);
  expect(Object.keys(node)).toEqual(['toNodeHandler']);
  expect(Object.keys(testing)).toEqual(['createTestRelay']);
  expect(Object.keys(msw)).toEqual(['imageHandlers']);
});
