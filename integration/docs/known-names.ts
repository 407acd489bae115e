import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './pages.ts';

/** A name that docs use without an import each time, and where it comes from. */
interface KnownName {
  module: string;
  isType: boolean;
}

const ENTRIES: Readonly<Record<string, string>> = {
  '@tintype/server': 'server/src/index.ts',
  '@tintype/relay': 'relay/src/index.ts',
  '@tintype/relay/node': 'relay/src/node.ts',
  '@tintype/core': 'core/src/index.ts',
  '@tintype/react/testing': 'react/src/testing/index.ts',
  '@tintype/react': 'react/src/index.ts',
};

const OTHERS: Readonly<Record<string, readonly string[]>> = {
  '@tanstack/react-query': [
    'dehydrate',
    'HydrationBoundary',
    'QueryClient',
    'QueryClientProvider',
    'useInfiniteQuery',
  ],
  react: ['useState'],
};

/**
 * The imports that a block leaves out, because its page has shown them, in one line.
 *
 * @param page - Where two packages have a name, the package that the page is about goes first.
 */
export function missingImports(code: string, page: string): string {
  const names = new Map<string, KnownName>();
  const about = /(?:packages|api)\/(\w+)/.exec(page)?.[1] ?? 'react';
  const entries = Object.entries(ENTRIES);
  const own = entries.filter(([module]) => module.startsWith(`@tintype/${about}`));
  for (const [module, file] of [...entries, ...own]) {
    for (const [name, isType] of exportsOf(file)) names.set(name, { module, isType });
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
  return new RegExp(`(?<![.\\w'/])${name}\\b(?!['/-])`).test(code) && !declared.test(code);
}
