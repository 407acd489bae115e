// What can be known without running anything, all at once: format, lint and the directions of imports
// (Biome), types, what nobody uses (knip), and that every regular expression takes linear time. Waits for
// all of them, and tells the time of each.
import { spawn } from 'node:child_process';

const CHECKS: Readonly<Record<string, readonly string[]>> = {
  lint: ['biome', 'check', '--error-on-warnings'],
  types: ['pnpm', 'run', 'typecheck'],
  unused: ['knip', '--no-progress'],
  expressions: ['node', 'scripts/check-expressions.ts'],
};

/** Runs a check, and prints what it said only if it fails: reports in parallel would be mixed up. */
function run(name: string, [command = '', ...options]: readonly string[]): Promise<boolean> {
  const started = performance.now();
  const child = spawn(command, options, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part));
  return new Promise((resolve) => {
    const end = (passed: boolean) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      if (!passed) process.stderr.write(Buffer.concat(said));
      console.log(`${passed ? '✓' : '✗'} ${name}, ${seconds} s`);
      resolve(passed);
    };
    child.on('error', (error) => {
      said.push(Buffer.from(`${command} cannot be started: ${error.message}\n`));
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

const results = await Promise.all(Object.entries(CHECKS).map(([name, line]) => run(name, line)));
process.exit(results.every(Boolean) ? 0 : 1);
