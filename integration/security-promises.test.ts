import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '..');
const lines = readFileSync(path.join(root, 'SECURITY.md'), 'utf8').split('\n## Not promised')[0];

/** Each promise of SECURITY.md, with the files and titles that it names. */
const promises = (lines ?? '').split(/^- /m).slice(1);
const references = promises.flatMap((promise) =>
  [...promise.matchAll(/^ {2}- \[`.+?`\]\((.+?)\): “(.+?)”$/gm)].map(
    ([, file = '', title = '']) => ({
      file,
      title,
    }),
  ),
);

describe('SECURITY.md', () => {
  it('promises nothing without a test', () => {
    expect(promises.length).toBeGreaterThan(20);
    for (const promise of promises) expect(promise).toMatch(/^ {2}- \[`/m);
    const links = promises.join('').match(/^ {2}- /gm) ?? [];
    expect(references).toHaveLength(links.length);
  });

  it.each(references)('names a test of $file: $title', ({ file, title }) => {
    const test = readFileSync(path.join(root, file), 'utf8');
    expect(test).toContain(title);
  });
});
