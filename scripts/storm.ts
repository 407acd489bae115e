// The whole storm: 1,000 pictures each way (public, private, direct), 30 % of requests go wrong, the
// server is killed and the page reloaded in between. `pnpm storm 42` repeats a plan.
import { spawnSync } from 'node:child_process';
import { findOrInstallBrowser } from './browser.ts';

const [given] = process.argv.slice(2);
const seed = given ?? String(Math.floor(Math.random() * 2 ** 31));
if (!/^\d+$/.test(seed)) {
  console.error(`The seed must be a whole number, but it is "${seed}".`);
  process.exit(2);
}
const { status } = spawnSync('vitest', ['run', '--project', 'storm in Chromium', 'storm.test'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    CHROMIUM: findOrInstallBrowser(),
    STORM_FILES: process.env.STORM_FILES ?? '1000',
    STORM_SEED: seed,
  },
});
process.exit(status ?? 1);
