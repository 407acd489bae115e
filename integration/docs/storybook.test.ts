import { globSync } from 'node:fs';
import { compile } from '@mdx-js/mdx';
import { expect, it } from 'vitest';
import { guidePages } from '../../.storybook/docs/guides/guide-pages.ts';
import { mdxCompileOptions } from '../../.storybook/markdown.ts';
import { readPage, root } from './pages.ts';

const FOLDER = '.storybook/docs/guides';
const shown = globSync(`${FOLDER}/*.mdx`, { cwd: root }).map((file) => {
  const { text } = readPage(file);
  const [, title = ''] = /<Meta title="([^"]+)"/.exec(text) ?? [];
  const [, raw = ''] = /from '..\/..\/..\/(.+)\?raw'/.exec(text) ?? [];
  const [, named = ''] = /<Guide file="([^"]+)"/.exec(text) ?? [];
  return { title, raw, named };
});

/** As Storybook makes them of titles. */
const idOf = (title: string) => `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}--docs`;

it('shows every guide, and its links lead to the others', () => {
  const guides = globSync('docs/guides/*.md', { cwd: root });
  expect(shown.map(({ named }) => named)).toEqual(expect.arrayContaining(guides));
  for (const { title, raw, named } of shown) {
    expect(raw).toBe(named);
    expect(guidePages[named], named).toBe(idOf(title));
  }
});

const pages = globSync('.storybook/docs/**/*.mdx', { cwd: root }).map((file) => readPage(file));
const withTables = pages.filter(({ text }) => /^\|[- |:]+\|$/m.test(text));

it.each(withTables)('shows the tables of $file as tables', async ({ text }) => {
  const compiled = String(await compile(text, mdxCompileOptions));
  expect(compiled).toContain('_components.td');
  expect(compiled).not.toMatch(/\|-+\|/);
});

it('has pages with tables', () => {
  expect(withTables.length).toBeGreaterThanOrEqual(2);
});
