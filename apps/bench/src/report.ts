import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { drawChart } from './chart.ts';
import type { Result } from './result.ts';
import { OURS, SCENARIOS, type Scenario } from './scenarios.ts';
import { whereBehind, writeTable } from './table.ts';

const DOCS = path.join(import.meta.dirname, '../../../docs');
const RESULTS = path.join(DOCS, 'benchmarks/results.json');

const INTRODUCTION = `# Benchmarks

Tintype beside what else there is, all measured in one run by \`pnpm bench\`, which also wrote this page. Times depend on the machine: compare what stands in one table, and nothing else. Each number is a median, with min and max in brackets. Contenders take turns, and every measurement has a browser of its own.

- **Time**: from choosing the files until the last is uploaded, or its preview painted
- **Main thread**: how long the thread that answers people was at work
- **Blocked**: of tasks over 50 ms, what is beyond that, together: the page may seem to stick
- **Memory**: what the page took at most, beyond what it had before

Code: [apps/bench](../apps/bench/bench.ts). It stands outside the workspace, so that peers are installed only for it; their versions are in its [lockfile](../apps/bench/pnpm-lock.yaml). \`pnpm bench\` takes about ten minutes, \`pnpm bench queue\` runs one. In CI [a test](../apps/bench/ratios.test.ts) holds our own ratios.`;

/** Files of the documentation by their path within \`docs\`. */
export function writeReport(results: readonly Result[]): Record<string, string> {
  const files: Record<string, string> = {};
  const sections = [INTRODUCTION];
  for (const scenario of SCENARIOS) {
    const result = results.find(({ scenario: key }) => key === scenario.key);
    if (!result) continue;
    const { title, columns, key } = scenario;
    const [column] = columns;
    files[`benchmarks/${key}.svg`] = drawChart({ title, column, rows: result.rows, ours: OURS });
    sections.push(writeSection(scenario, result));
  }
  files['benchmarks.md'] = `${sections.join('\n\n')}\n`;
  return files;
}

function writeSection({ key, title, text, columns }: Scenario, result: Result): string {
  const { count, rows } = result;
  return [
    `## ${title}`,
    count > 1 ? `${count} files. ${text}` : text,
    `![${title}: the first column of the table below as bars](benchmarks/${key}.svg)`,
    writeTable(columns, rows),
    whereBehind(columns, rows, OURS),
    writeOrigin(result),
  ].join('\n\n');
}

function writeOrigin({ machine, date, load, rounds }: Result): string {
  const { cpu, cores, memory, system, browser } = machine;
  const busy =
    load > cores ? ` The machine was busy with other work (load ${load.toFixed(1)}).` : '';
  return `<sub>${date}; ${rounds} round${rounds === 1 ? '' : 's'}; ${cpu}, ${cores} cores, ${memory} GB, ${system}, ${browser}, headless.${busy}</sub>`;
}

export function readResults(): Result[] {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8'));
  } catch (error) {
    // There were none so far.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Puts new results in the place of old ones of the same scenarios, and writes what is read of them. */
export function keepResults(fresh: readonly Result[]): void {
  const old = readResults().filter(({ scenario }) =>
    fresh.every((result) => result.scenario !== scenario),
  );
  const results = [...old, ...fresh];
  mkdirSync(path.dirname(RESULTS), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  for (const [name, content] of Object.entries(writeReport(results))) {
    writeFileSync(path.join(DOCS, name), content);
  }
}
