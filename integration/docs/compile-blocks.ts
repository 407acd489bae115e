import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { CodeBlock } from './code-block.ts';
import { missingImports } from './known-names.ts';
import { root } from './pages.ts';

const require = createRequire(import.meta.url);
const HERE = path.join(root, 'integration/.docs-code');

const SETTINGS = {
  extends: path.join(root, 'tsconfig.base.json'),
  compilerOptions: {
    types: ['node', 'vite/client'],
    jsx: 'react-jsx',
    // What is shown need not be used.
    noUnusedLocals: false,
    noUnusedParameters: false,
    isolatedDeclarations: false,
    declaration: false,
    // Beside a block that imports Node's types, `Request` must stay what it is on the web.
    lib: ['ES2024', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
  },
  include: ['*'],
};

/** Compiles blocks against the source of the packages, and tells what is wrong, by page and line. */
export async function compileBlocks(blocks: readonly CodeBlock[]): Promise<string[]> {
  await mkdir(HERE, { recursive: true });
  const folder = await mkdtemp(path.join(HERE, 'run-'));
  try {
    await copyFile(
      path.join(import.meta.dirname, 'context.d.ts'),
      path.join(folder, 'context.d.ts'),
    );
    await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(SETTINGS));
    const programs = new Map<string, { block: CodeBlock; offset: number }>();
    for (const [index, block] of blocks.entries()) {
      const { text, offset } = programOf(block);
      const name = `block-${index}.${block.language}`;
      programs.set(name, { block, offset });
      await writeFile(path.join(folder, name), text);
    }
    return explain(await compile(folder), programs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Lines before the block's own are hidden. */
function programOf({ file, code, context }: CodeBlock): { text: string; offset: number } {
  const [before = '', after = ''] = surroundings(code, context).split('CODE');
  const head = `${missingImports(`${before}\n${code}\n${after}`, file)} export {};\n${before}`;
  return { text: `${head}${code}${after}\n`, offset: head.split('\n').length - 1 };
}

function surroundings(code: string, context: string): string {
  if (context.includes('CODE')) return context;
  // What returns is the inside of a component.
  return /^return\b/m.test(code) ? `${context}\nfunction Example() {\nCODE}` : `${context}\nCODE`;
}

/** `tsc` says what is wrong and fails; anything else that goes wrong is an error. */
function compile(folder: string): Promise<string> {
  const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  const options = [tsc, '--noEmit', '--pretty', 'false', '-p', folder];
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      options,
      { cwd: folder, maxBuffer: 2 ** 26 },
      (error, out, errors) => {
        if (!error || out.includes('error TS')) resolve(out);
        else reject(new Error(`tsc did not run. ${errors}`, { cause: error }));
      },
    );
  });
}

function explain(
  output: string,
  programs: ReadonlyMap<string, { block: CodeBlock; offset: number }>,
): string[] {
  return output
    .split('\n')
    .filter((line) => line.includes('error TS'))
    .map((line) => {
      const [, name = '', row, message] = /^(block-\d+\.tsx?)\((\d+),\d+\): (.*)$/.exec(line) ?? [];
      const program = programs.get(name);
      if (!program) return line;
      const { block, offset } = program;
      return `${block.file}:${block.line + Number(row) - 1 - offset} ${message}`;
    });
}
