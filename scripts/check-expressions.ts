// Every regular expression of the packages, judged by a checker: none may take more than linear time, since
// whatever takes foreign bytes will be given the worst ones. Expressions are read from the syntax tree, so
// none is missed, and none is put together from text at run time, where no checker would see it.
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import path from 'node:path';
import { check } from 'recheck';
import { type ESTree, parseSync, Visitor } from 'rolldown/utils';

const ROOT = path.join(import.meta.dirname, '..');
const FILES = 'packages/*/src/**/*.{ts,tsx}';
interface Expression {
  place: string;
  source: string;
  flags: string;
}

/** Finds the expressions of a file, and complains of those that are made at run time. */
function expressionsIn(file: string, complain: (text: string) => void): Expression[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const found: Expression[] = [];
  const placeOf = (offset: number) => `${file}:${text.slice(0, offset).split('\n').length}`;
  const made = ({ callee, start }: ESTree.NewExpression | ESTree.CallExpression) => {
    if (callee.type !== 'Identifier' || callee.name !== 'RegExp') return;
    complain(`${placeOf(start)}: an expression is made at run time, where no checker sees it`);
  };
  const { program } = parseSync(file, text);
  new Visitor({
    Literal(node) {
      if (!('regex' in node)) return;
      const { pattern, flags } = node.regex;
      found.push({ place: placeOf(node.start), source: pattern, flags });
    },
    NewExpression: made,
    CallExpression: made,
  }).visit(program);
  return found;
}

// What it cannot prove, it tries; the same attempts each time.
const PARAMETERS = { randomSeed: 1 };

const complaints: string[] = [];
const expressions: Expression[] = [];
for await (const file of glob(FILES, { cwd: ROOT })) {
  if (/\.(?:test|stories)\./.test(file)) continue;
  expressions.push(...expressionsIn(file, (text) => complaints.push(text)));
}
for (const { place, source, flags } of expressions) {
  const { status } = await check(source, flags, PARAMETERS);
  if (status !== 'safe') complaints.push(`${place}: ${status}: /${source}/${flags}`);
}
for (const complaint of complaints) console.error(complaint);
console.log(`${expressions.length} expressions`);
process.exitCode = complaints.length === 0 ? 0 : 1;
