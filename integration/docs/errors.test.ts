import { expect, it } from 'vitest';
import { readPage } from './pages.ts';

const source = readPage('packages/core/src/errors/error-codes.ts').text;
const page = readPage('docs/errors.md').text;
const relay = readPage('packages/relay/README.md').text;

const namesIn = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, name]) => name);
const codes = namesIn(source, /^ {2}\| '([\w-]+)'/gm);

it('has the same codes in the type, in its doc comment and in docs/errors.md, in one order', () => {
  expect(codes.length).toBeGreaterThan(20);
  expect(namesIn(source, /^ \* \| `([\w-]+)` \|/gm)).toEqual(codes);
  expect(namesIn(page, /^### `([\w-]+)`$/gm)).toEqual(codes);
});

it.each(codes)('says of %s its cause, its remedy and what people see', (code) => {
  const [, entry = ''] = page.split(`\n### \`${code}\`\n`);
  const [own = ''] = entry.split(/\n##/);
  for (const part of ['**Cause.**', '**Remedy.**', '**People see.**']) expect(own).toContain(part);
});

it('tells of every code of the relay', () => {
  const [, table = ''] = /## Errors\n([\s\S]*?)\n\n[^|]/.exec(relay) ?? [];
  const told = namesIn(table, /^\| \d+ \| ([\d, ]+) \|/gm).flatMap((list) => list?.split(', '));
  expect(new Set(told).size).toBeGreaterThan(10);
  expect(told.filter((code) => !new RegExp(`\\b${code}\\b`).test(page))).toEqual([]);
});
