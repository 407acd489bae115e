import { expect, it } from 'vitest';
import { variantsOf, variantURL } from './image.ts';

const variants = [
  'https://imagedelivery.net/hash/a/b/c/thumbnail',
  'http://127.0.0.1:8787/hash/id/public?exp=1&sig=2',
  '/hash/id/hero%20wide',
];

it('takes the name of a variant from the last segment, whatever the id and the order', () => {
  expect(variantsOf({ variants }).map(({ name }) => name)).toEqual([
    'thumbnail',
    'public',
    'hero wide',
  ]);
  expect(variantURL({ variants }, 'public')).toBe(variants[1]);
  expect(variantURL({ variants: variants.toReversed() }, 'public')).toBe(variants[1]);
  expect(variantURL({ variants }, 'poster')).toBeUndefined();
});

it('leaves out URLs that could run script, and what is no URL', () => {
  const hostile = [
    'javascript:alert(1)//x/public',
    'data:text/html,<script>/public',
    'JaVaScRiPt:/public',
    'http://',
    'https://host/',
    ' \tjavascript:alert(1)/public',
  ];
  expect(variantsOf({ variants: hostile })).toEqual([]);
});

it('keeps a name whose escapes are broken as it is', () => {
  expect(variantsOf({ variants: ['https://host/h/id/%E0%A4%A'] })).toEqual([
    { name: '%E0%A4%A', url: 'https://host/h/id/%E0%A4%A' },
  ]);
});
