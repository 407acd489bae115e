// Compares every story with its picture in visual/baselines, or makes the pictures anew (--update).
// What else is said on the command line goes to Playwright, such as --grep Lightbox.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BASELINES, currentEnvironment, writeEnvironment } from '../visual/environment.ts';
import { shrink } from '../visual/shrink.ts';
import { readShots, writeShots } from '../visual/story-list.ts';
import { findOrInstallBrowser } from './browser.ts';

const options = process.argv.slice(2).filter((option) => option !== '--update');
const updating = process.argv.includes('--update');
const storybook = mkdtempSync(path.join(tmpdir(), 'tintype-visual-'));
const begun = Date.now();
process.env.CHROMIUM = findOrInstallBrowser();
mkdirSync(BASELINES, { recursive: true });

let ok = build();
if (ok) {
  const chromium = await writeShots(storybook);
  if (updating) deleteOrphans();
  ok = compare();
  if (updating) {
    await shrinkNewOnes();
    // Said only of pictures that were all made here.
    if (options.length === 0) writeEnvironment(currentEnvironment(chromium));
  }
}
rmSync(storybook, { recursive: true });
process.exit(ok ? 0 : 1);

function build(): boolean {
  const { status, stdout, stderr } = spawnSync(
    'node',
    ['scripts/storybook.ts', 'build', '--quiet', '--output-dir', storybook],
    { encoding: 'utf8', env: { ...process.env, STORYBOOK_VISUAL: '1' } },
  );
  // Page after page, of which only a failure is worth reading.
  if (status !== 0) console.error(`${stdout}\n${stderr}`);
  return status === 0;
}

function compare(): boolean {
  return run('playwright', ['test', '--config=visual/playwright.config.ts', ...options], {
    VISUAL_STORYBOOK: storybook,
    ...(updating && { VISUAL_UPDATE: '1' }),
  });
}

function deleteOrphans(): void {
  const names = new Set(readShots(storybook).map(({ name }) => `${name}.png`));
  for (const file of readdirSync(BASELINES)) {
    if (!names.has(file)) rmSync(path.join(BASELINES, file));
  }
}

async function shrinkNewOnes(): Promise<void> {
  const files = readdirSync(BASELINES).map((file) => path.join(BASELINES, file));
  const fresh = files.filter((file) => existsSync(file) && statSync(file).mtimeMs >= begun);
  for (const file of fresh) await shrink(file);
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  console.log(`${fresh.length} of ${files.length} pictures made anew, ${bytes / 1e6} MB in all.`);
}

function run(command: string, more: string[], env: Record<string, string>): boolean {
  const { status, error } = spawnSync(command, more, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (error) console.error(error.message);
  return status === 0;
}
