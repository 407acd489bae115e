import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** Inside a process of its own: listens on a free port, and tells the parent which. It ends with the parent. */
export function serve(server: Server): void {
  process.on('disconnect', () => process.exit());
  server.listen(0, '127.0.0.1', () => {
    process.send?.((server.address() as AddressInfo).port);
  });
}

/** A script of this folder in a process of its own. */
export interface Running {
  child: ChildProcess;
  /** Where it listens, if it does. */
  origin: string;
}

/** Starts one that listens. */
export async function startServer(script: string, ...options: string[]): Promise<Running> {
  const child = start(script, options);
  const [port] = await once(child, 'message');
  return { child, origin: `http://127.0.0.1:${port}` };
}

/** Starts a script of this folder, with the packages' own source. */
export function start(script: string, options: string[]): ChildProcess {
  return fork(path.join(import.meta.dirname, script), options, {
    execArgv: ['--conditions=@tintype/source', '--disable-warning=ExperimentalWarning'],
  });
}
