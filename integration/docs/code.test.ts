import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { type CodeBlock, codeBlocksOf } from './code-block.ts';
import { compileBlocks } from './compile-blocks.ts';
import { readPages, root } from './pages.ts';

/** Apps with packages that this repository does not have: integration/guides types and builds them. */
const BUILT_ELSEWHERE = ['avatar', 'next', 'react-router', 'tanstack-start', 'workers'].map(
  (name) => `docs/guides/${name}.md`,
);
const blocks = readPages()
  .filter(({ file }) => !BUILT_ELSEWHERE.includes(file))
  .flatMap(codeBlocksOf);
// An excerpt of a file that is compiled, and run by a test of its own, need not be whole.
const excerpts = blocks.filter(({ source }) => source !== null);
const programs = blocks.filter(({ source }) => source === null);
const broken: CodeBlock = {
  ...{ file: 'broken.md', line: 7, language: 'tsx', context: '', source: null },
  code: 'const upload = useImageUpload({\n  endpint: 1,\n});\n',
};

let problems: string[] = [];
beforeAll(async () => {
  problems = await compileBlocks([...programs, broken]);
}, 120_000);

it('compiles against the source, wherever it stands', () => {
  expect(programs.length).toBeGreaterThan(30);
  expect(problems.filter((problem) => !problem.startsWith('broken.md'))).toEqual([]);
});

it('would be told of by page and line, were it wrong', () => {
  expect(problems).toContainEqual(expect.stringMatching(/^broken\.md:8 error TS.*endpint/));
});

it.each(excerpts.map((block) => [`${block.file}:${block.line}`, block] as const))(
  'at %s is what stands in the file that it names',
  (_, { source, code }) => {
    const whole = readFileSync(path.join(root, source ?? ''), 'utf8');
    expect(whole).toContain(code);
  },
);
