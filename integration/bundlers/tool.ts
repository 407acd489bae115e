import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Runs the command of a package of `integration` in a project, until it ends. */
export async function runTool(name: string, options: string[], project: string): Promise<void> {
  const { ended, output } = await start(name, options, project);
  const code = await ended;
  if (code !== 0) throw new Error(`${name} ${options.join(' ')} ended with ${code}.\n${output()}`);
}

/**
 * Runs one that serves, for as long as the test runs.
 *
 * @returns The URL that it says it serves at.
 */
export async function serveWithTool(
  name: string,
  options: string[],
  project: string,
): Promise<string> {
  const { child, ended, output } = await start(name, options, project);
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(output()) ?? [];
      if (url) resolve(url);
    });
    const fail = (how: unknown) => reject(new Error(`${name} ended (${how}).\n${output()}`));
    ended.then(fail, fail);
  });
}

async function start(name: string, options: string[], project: string) {
  const directory = path.join(import.meta.dirname, '../node_modules', name);
  const { bin } = JSON.parse(await readFile(path.join(directory, 'package.json'), 'utf8'));
  const [command = ''] = typeof bin === 'string' ? [bin] : Object.values<string>(bin);
  const child = spawn(process.execPath, [path.join(directory, command), ...options], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(),
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      text += part;
    });
  }
  const ended = exitOf(child);
  onTestFinished(async () => {
    child.kill();
    await ended.catch(() => undefined);
  });
  return { child, ended, output: () => text };
}

function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // Set by the test run, and read by tools, which then do not do what they do for a user.
    NODE_ENV: undefined,
    NODE_OPTIONS: undefined,
    VITEST: undefined,
    FORCE_COLOR: undefined,
    // Colours would stand within the URL.
    NO_COLOR: '1',
    NEXT_TELEMETRY_DISABLED: '1',
  };
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on('exit', resolve);
    child.on('error', reject);
  });
}
