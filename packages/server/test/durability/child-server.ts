import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { obedient } from '../obedient-command.ts';

/** A server in a process of its own, which can be killed. */
export interface ChildServer {
  process: ChildProcess;
  /** Where its calls for images are. */
  images: string;
  /** Kills it as a crash would, and resolves when it is gone. */
  kill(): Promise<void>;
  /** What it has said to the error output. */
  errors(): string;
}

/** How to run it. */
export interface ChildOptions {
  /** Keeps to the permissions of files, also where root runs the tests. */
  isObedient?: boolean | undefined;
  /** Commands of a shell that come first, such as `ulimit`. */
  before?: string | undefined;
}

const ACCOUNT = 'durable';
const TOKEN = 'a-token-of-durability';
const CLI = path.join(import.meta.dirname, '../../src/cli.ts');

/** Starts the command on a folder, and resolves when it listens. @throws Error with what it said. */
export async function startChild(dir: string, options: ChildOptions = {}): Promise<ChildServer> {
  const { before = 'true', isObedient = false } = options;
  const command = [process.execPath, '--conditions=@tintype/source', CLI];
  const settings = ['--port', '0', '--dir', dir, '--account', ACCOUNT, '--token', TOKEN];
  // Node 22 warns of its own SQLite.
  const env = { ...process.env, NODE_NO_WARNINGS: '1' };
  // The shell becomes the server: to kill the one is to kill the other.
  const line = ['sh', '-c', `${before}; exec "$@"`, 'sh', ...command, ...settings];
  const [program = '', ...rest] = isObedient ? obedient(line) : line;
  const child = spawn(program, rest, { env });
  let errors = '';
  child.stderr?.on('data', (data) => {
    errors += data;
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (data) => {
      said += data;
      const [found] = /http:\/\/\S+/.exec(said) ?? [];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error(errors || 'the server ended')));
  });
  return {
    process: child,
    images: `${url}/accounts/${ACCOUNT}/images`,
    errors: () => errors,
    kill() {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

/** Calls the API. */
export function call(
  server: ChildServer,
  target: string,
  init: RequestInit = {},
): Promise<Response> {
  const headers = { Authorization: `Bearer ${TOKEN}` };
  return fetch(target.startsWith('http') ? target : server.images + target, { ...init, headers });
}
