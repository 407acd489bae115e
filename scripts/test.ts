// Runs every check and every suite, goes on after a failure, and closes with the sum of them all.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { findOrInstallBrowser } from './browser.ts';
import { findOrInstallFirefox } from './firefox.ts';
import { findOrInstallWebKit } from './webkit.ts';

interface Result {
  passed: number;
  failed: number;
  /** Names of failed tests with their first words, where the suite tells them. */
  failures?: readonly string[];
}

/** What is read of the reports that Vitest … */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

/** … and Playwright write. */
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number };
  suites: PlaywrightSuite[];
}

interface PlaywrightSuite {
  specs?: PlaywrightSpec[];
  suites?: PlaywrightSuite[];
}

interface PlaywrightSpec {
  title: string;
  ok: boolean;
  tests: { results: { error?: { message?: string } }[] }[];
}

const reports = mkdtempSync(path.join(tmpdir(), 'tintype-reports-'));

try {
  process.env.CHROMIUM = findOrInstallBrowser();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
prepare(findOrInstallFirefox);
prepare(findOrInstallWebKit);

const results: Record<string, Result> = {
  lint: check('biome', ['check', '--error-on-warnings']),
  types: check('pnpm', ['run', 'typecheck']),
  unused: check('knip', ['--no-progress']),
  build: check('pnpm', ['run', 'build']),
  packages: check('node', ['scripts/check-packages.ts']),
  sizes: check('node', ['scripts/check-sizes.ts']),
  'unit, integration and stories': vitest('!browsers', '!bench'),
  // By themselves: beside the others, they would have half a processor.
  'every browser': vitest('browsers'),
  'ratios of speed': vitest('bench'),
  'pictures of stories': pictures(),
  'end to end': playwright(),
};
rmSync(reports, { recursive: true });

console.log('');
for (const [name, { passed, failed, failures = [] }] of Object.entries(results)) {
  console.log(`${failed > 0 ? '✗' : '✓'} ${name}: ${passed} passed, ${failed} failed`);
  // Said again, for often only the end of what was printed is kept.
  for (const failure of failures) console.log(`    ${failure.replaceAll('\n', '\n      ')}`);
}
const sum = (key: 'passed' | 'failed') =>
  Object.values(results).reduce((total, result) => total + result[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') > 0 ? 1 : 0);

/** Where a browser is not to be had, everything else is still worth knowing: its own tests fail. */
function prepare(findOrInstall: () => unknown): void {
  try {
    findOrInstall();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
}

/** One check that passes or fails as a whole. */
function check(command: string, options: string[]): Result {
  return run(command, options) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @param projects - Their names; with an exclamation mark, all others. */
function vitest(...projects: string[]): Result {
  const file = path.join(reports, `${projects.join().replace(/\W/g, '')}.json`);
  const ok = run('vitest', [
    'run',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = readReport<VitestReport>(file);
  const tests = report?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? [];
  const failures = tests
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => inShort(fullName, failureMessages[0]));
  return settle(ok, report?.numPassedTests ?? 0, report?.numFailedTests ?? 0, failures);
}

function pictures(): Result {
  // `pnpm visual` compares the dark ones as well; here they would take a minute more.
  return playwright('node', ['scripts/visual.ts', '--grep-invert', ', dark$']);
}

function playwright(command = 'playwright', options = ['test']): Result {
  const file = path.join(reports, `${options.join('-').replaceAll('/', '-')}.json`);
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = file;
  const ok = run(command, [...options, '--reporter=list,json']);
  const report = readReport<PlaywrightReport>(file);
  const specs = report?.suites.flatMap(specsIn) ?? [];
  const failures = specs
    .filter(({ ok }) => !ok)
    .map(({ title, tests }) => inShort(title, tests[0]?.results[0]?.error?.message));
  const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {};
  // What passed only at a second try counts as failed: a test that wavers proves nothing.
  return settle(ok, expected, unexpected + flaky, failures);
}

function specsIn({ specs = [], suites = [] }: PlaywrightSuite): PlaywrightSpec[] {
  return [...specs, ...suites.flatMap(specsIn)];
}

function inShort(name: string, message = ''): string {
  return [name, ...stripVTControlCharacters(message).split('\n').slice(0, 4)].join('\n');
}

/** A suite that failed without a failed test (it could not start, or found none) is one failure. */
function settle(ok: boolean, passed: number, failed: number, failures: string[]): Result {
  const silent = failed === 0 && (!ok || passed === 0);
  return { passed, failed: silent ? 1 : failed, failures };
}

function readReport<Report>(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function run(command: string, options: string[]): boolean {
  console.log(`\n> ${command} ${options.join(' ')}`);
  const { status, error } = spawnSync(command, options, { stdio: 'inherit' });
  if (error) console.error(error.message);
  return status === 0;
}
