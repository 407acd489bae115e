import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';

/** A running example. */
export interface RunningExample {
  origin: string;
  stop(): Promise<void>;
}

/** What an example reads from its environment. */
export type Environment = Record<
  'CLOUDFLARE_ACCOUNT_ID' | 'CLOUDFLARE_API_TOKEN' | 'CLOUDFLARE_BASE_URL',
  string
>;

const here = import.meta.dirname;

/** Starts a server that is one script, from the packages' source. */
export function startScript(folder: string, environment: Environment): Promise<RunningExample> {
  const options = ['--conditions=@tintype/source', 'server.ts'];
  return start(path.join(here, folder), options, environment);
}

/** Builds the app of Next and starts it. It takes the packages as they are built. */
export async function startNext(environment: Environment): Promise<RunningExample> {
  if (!existsSync(path.join(here, '../packages/relay/dist/index.js'))) {
    throw new Error('packages/relay is not built. Run "pnpm run build" first.');
  }
  const folder = path.join(here, 'next');
  const next = 'node_modules/next/dist/bin/next';
  const options = { cwd: folder, env: { ...plainEnvironment(), ...environment } };
  await promisify(execFile)(process.execPath, [next, 'build'], options);
  return start(folder, [next, 'start', '--hostname', 'localhost', '--port', '0'], environment);
}

/** Starts the worker in workerd, bundled as Wrangler does it. */
export async function startWorker(environment: Environment): Promise<RunningExample> {
  const { outputFiles } = await build({
    entryPoints: [path.join(here, 'workers/worker.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    conditions: ['@tintype/source', 'workerd', 'worker', 'browser'],
  });
  const worker = new Miniflare({
    modules: true,
    script: outputFiles[0]?.text ?? '',
    compatibilityDate: '2026-07-01',
    bindings: { ...environment },
  });
  const url = await worker.ready;
  return { origin: url.origin, stop: () => worker.dispose() };
}

function start(
  folder: string,
  options: string[],
  environment: Environment,
): Promise<RunningExample> {
  const child = spawn(process.execPath, options, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...plainEnvironment(), ...environment, PORT: '0' },
  });
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (part: Buffer) => {
      output += part;
      const [origin] = /http:\/\/localhost:[1-9]\d*/.exec(output) ?? [];
      if (origin) resolve({ origin, stop: () => stop(child) });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`${folder} ended with ${code}.\n${output}`)));
  });
}

/** Without what the test runner sets and tools read. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { NODE_ENV, NODE_OPTIONS, VITEST, FORCE_COLOR, ...others } = process.env;
  return { ...others, NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1' };
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('exit', () => resolve());
    child.kill();
  });
}
