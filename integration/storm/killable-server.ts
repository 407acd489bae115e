import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import { listen } from '../stack.ts';

/** The image server as a process of its own, which can be killed without a warning. */
export interface KillableServer {
  origin: string;
  start(): Promise<void>;
  /** SIGKILL: it gets to know nothing. */
  kill(): Promise<void>;
}

export interface KillableServerOptions {
  dir: string;
  accountId: string;
  token: string;
  /** Origin of the URLs in its answers. */
  publicURL: () => string;
}

const CLI = path.join(import.meta.dirname, '../../packages/server/src/cli.ts');

/** Finds a port that it can come back to. */
export async function prepareServer(options: KillableServerOptions): Promise<KillableServer> {
  const probe = createServer();
  const origin = await listen(probe);
  await new Promise((resolve) => probe.close(resolve));
  let child: ChildProcess | undefined;
  return {
    origin,
    async start() {
      const { dir, accountId, token, publicURL } = options;
      const settings = { port: new URL(origin).port, dir, account: accountId, token };
      const flags = Object.entries({ ...settings, 'public-url': publicURL() });
      const parameters = flags.flatMap(([name, value]) => [`--${name}`, value]);
      child = spawn(process.execPath, ['--conditions=@tintype/source', CLI, ...parameters], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), failed(child)]);
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function failed(child: ChildProcess): Promise<never> {
  const [code, signal] = await once(child, 'exit');
  throw new Error(`The image server ended with ${code ?? signal}.`);
}
