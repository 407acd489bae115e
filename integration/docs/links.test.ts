import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPages, root } from './pages.ts';

const pages = readPages();
const CODE = /```[\s\S]*?```|`[^`\n]*`/g;
const LINK = /\]\(<?((?:[^()\s<>]|\([^()]*\))+)>?\)/g;

/** Links within the repository, from its root, with their anchors. */
function linksOf({
  file,
  text,
}: (typeof pages)[number]): { link: string; target: string; anchor: string }[] {
  return [...text.replace(CODE, '').matchAll(LINK)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [target = '', anchor = ''] = link.split('#');
      const base =
        target === '' ? file : path.posix.join(path.posix.dirname(file), decodeURI(target));
      return { link, target: base, anchor };
    });
}

/** As GitHub makes them of headings, and as they stand in HTML. */
function anchorsOf(file: string): Set<string> {
  const text = readFileSync(path.join(root, file), 'utf8').replace(/```[\s\S]*?```/g, '');
  const ids = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id);
  const seen = new Map<string, number>();
  for (const [, heading = ''] of text.matchAll(/^#{1,6} (.+)$/gm)) {
    const words = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[`*~]/g, '')
      .replace(/\\(.)/g, '$1');
    const id = words
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-');
    const count = seen.get(id) ?? 0;
    seen.set(id, count + 1);
    ids.push(count === 0 ? id : `${id}-${count}`);
  }
  return new Set(ids);
}

function isBroken({ target, anchor }: { target: string; anchor: string }): boolean {
  const file = path.join(root, target);
  if (!existsSync(file)) return true;
  if (anchor === '' || statSync(file).isDirectory() || !file.endsWith('.md')) return false;
  return !anchorsOf(target).has(anchor);
}

it.each(pages.map((page) => [page.file, page] as const))('leads somewhere from %s', (_, page) => {
  expect(
    linksOf(page)
      .filter(isBroken)
      .map(({ link }) => link),
  ).toEqual([]);
});

describe('llms.txt', () => {
  const [index] = pages.filter(({ file }) => file === 'llms.txt');

  it('leads to every guide and to the reference of every package', () => {
    const targets = index ? linksOf(index).map(({ target }) => target) : [];
    const docs = pages.map(({ file }) => file).filter((file) => /^docs\/.*\.md$/.test(file));
    const apart = /^docs\/(api\/.*|README|queue-profile)\.?/;
    expect(docs.filter((file) => !apart.test(file) && !targets.includes(file))).toEqual([]);
  });

  it('has the quick start of the README, word by word', () => {
    const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
    const blocks = readme
      .split(/^## /m)
      .find((part) => part.startsWith('Quick start'))
      ?.match(/```tsx?\n[\s\S]*?```/g);
    expect(blocks).toHaveLength(3);
    for (const block of blocks ?? []) expect(index?.text).toContain(block);
  });

  it('names everything that the packages promise', () => {
    const promised = ['core', 'react', 'relay', 'relay/node', 'server'].flatMap((entry) => {
      const [name, subpath] = entry.split('/');
      const file = path.join(root, `packages/${name}/src/${subpath ?? 'index'}.ts`);
      const text = readFileSync(file, 'utf8');
      return [
        ...[...text.matchAll(/export \{([^}]*)\}/g)].flatMap(([, list = '']) => list.split(',')),
        ...[...text.matchAll(/export function (\w+)/g)].map(([, own = '']) => own),
      ]
        .map((exported) => exported.trim())
        .filter(Boolean);
    });
    expect(promised.length).toBeGreaterThan(20);
    expect(promised.filter((name) => !index?.text.includes(`\`${name}\``))).toEqual([]);
  });
});
