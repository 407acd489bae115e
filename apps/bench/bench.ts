// Measures Tintype beside its peers and writes docs/benchmarks.md with its charts.
// `pnpm bench` runs all, `pnpm bench queue size` some; --rounds 1 --count 10 for a look, which is not kept without --keep.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { findOrInstallBrowser, launchArguments } from '../../scripts/browser.ts';
import { describeMachine, type Machine } from './src/machine.ts';
import { measure } from './src/measure.ts';
import { keepResults } from './src/report.ts';
import type { Result } from './src/result.ts';
import { OURS, SCENARIOS, type Scenario } from './src/scenarios.ts';
import { whereBehind, writeTable } from './src/table.ts';

const ROOT = path.join(import.meta.dirname, '../..');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    count: { type: 'string' },
    /** Writes the documentation even so. */
    keep: { type: 'boolean', default: false },
    /** The packages are built already. */
    built: { type: 'boolean', default: false },
  },
});

/** Those that were asked for, else all. */
function chosenScenarios(): Scenario[] {
  const unknown = positionals.filter((name) => SCENARIOS.every(({ key }) => key !== name));
  if (unknown.length > 0) {
    const known = SCENARIOS.map(({ key }) => key).join(', ');
    console.error(`There is no scenario ${unknown.join(', ')}. There are: ${known}.`);
    process.exit(2);
  }
  const chosen = SCENARIOS.filter(
    ({ key }) => positionals.length === 0 || positionals.includes(key),
  );
  return chosen.map((scenario) => ({
    ...scenario,
    rounds: wholeNumber('rounds') ?? scenario.rounds,
    count: wholeNumber('count') ?? scenario.count,
  }));
}

function wholeNumber(name: 'rounds' | 'count'): number | undefined {
  const given = values[name];
  if (given === undefined) return undefined;
  if (/^[1-9]\d*$/.test(given)) return Number(given);
  console.error(`--${name} must be a whole number above zero, but it is "${given}".`);
  process.exit(2);
}

function pnpm(...line: string[]): void {
  execFileSync('pnpm', line, { cwd: ROOT, stdio: 'inherit' });
}

async function lookAround(): Promise<Machine> {
  const executablePath = findOrInstallBrowser();
  const browser = await chromium.launch({ executablePath, args: launchArguments() });
  const machine = describeMachine(browser);
  await browser.close();
  return machine;
}

const scenarios = chosenScenarios();
// It has a workspace file of its own, which is why the root's install knows nothing of it.
pnpm('--dir', import.meta.dirname, 'install', '--frozen-lockfile');
if (!values.built) {
  pnpm('--filter', '@tintype/core', '--filter', '@tintype/react', '--sort', 'run', 'build');
}
const machine = await lookAround();
const results: Result[] = [];
for (const scenario of scenarios) {
  console.log(`\n${scenario.title}`);
  const result = await measure(scenario, machine);
  results.push(result);
  const { columns } = scenario;
  console.log(
    `\n${writeTable(columns, result.rows)}\n\n${whereBehind(columns, result.rows, OURS)}`,
  );
}
const onlyALook = !values.keep && (values.rounds !== undefined || values.count !== undefined);
if (onlyALook) console.log('\nNot kept: rounds or files were not the usual ones.');
else keepResults(results);
