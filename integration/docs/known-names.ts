import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './pages.ts';

/** A name that docs use without an import each time, and where it comes from. */
interface KnownName {
  module: string;
  isType: boolean;
}

// Where two packages have a name, the later one counts.
const PACKAGES = ['server', 'relay', 'core', 'react'];

const OTHERS: Readonly<Record<string, readonly string[]>> = {
  '@tanstack/react-query': [
    'dehydrate',
    'HydrationBoundary',
    'QueryClient',
    'QueryClientProvider',
    'useInfiniteQuery',
  ],
  '@testing-library/react': ['screen'],
  'msw/node': ['setupServer'],
  react: ['useState'],
  vitest: ['expect'],
};

/**
 * The imports that a block leaves out, because its page has shown them, in one line.
 *
 * @param page - Where two packages have a name, the one that the page is about goes before all others.
 */
export function missingImports(code: string, page: string): string {
  const names = new Map<string, KnownName>();
  const [, about = 'react'] = /(?:packages|api)\/(\w+)/.exec(page) ?? [];
  for (const folder of [...PACKAGES, about]) {
    if (!PACKAGES.includes(folder)) continue;
    for (const [module, file] of entriesOf(folder)) {
      for (const [name, isType] of exportsOf(file)) names.set(name, { module, isType });
    }
  }
  for (const [module, list] of Object.entries(OTHERS)) {
    for (const name of list) names.set(name, { module, isType: false });
  }
  return [...names]
    .filter(([name]) => uses(code, name))
    .map(
      ([name, { module, isType }]) =>
        `import { ${isType ? 'type ' : ''}${name} } from '${module}';`,
    )
    .join(' ');
}

/** What an app can import from a package, the main entry last. */
function entriesOf(folder: string): [module: string, file: string][] {
  const file = path.join(root, 'packages', folder, 'package.json');
  const { name, exports } = JSON.parse(readFileSync(file, 'utf8'));
  return Object.entries<Record<string, string>>(exports)
    .flatMap(([subpath, { '@tintype/source': source }]): [string, string][] =>
      source?.endsWith('.ts') && !source.includes('/images/')
        ? [[path.posix.join(name, subpath), path.join(folder, source)]]
        : [],
    )
    .reverse();
}

/** Entries list their names one by one, or declare them. */
function exportsOf(file: string): Map<string, boolean> {
  const text = readFileSync(path.join(root, 'packages', file), 'utf8');
  const names = new Map<string, boolean>();
  for (const [, type, list = ''] of text.matchAll(/export (type )?\{([^}]*)\}/g)) {
    for (const name of list.split(',')) if (name.trim()) names.set(name.trim(), Boolean(type));
  }
  for (const [, kind, name = ''] of text.matchAll(/export (function|type|interface) (\w+)/g)) {
    names.set(name, kind !== 'function');
  }
  return names;
}

function uses(code: string, name: string): boolean {
  const declared = new RegExp(
    `import[^;]*\\b${name}\\b[^;]*from|\\b(?:const|let|function|class|interface|type) ${name}\\b`,
  );
  return (
    new RegExp(`(?<!(?<!\\.\\.)\\.|[\\w'/])${name}\\b(?!['/-])`).test(code) && !declared.test(code)
  );
}
