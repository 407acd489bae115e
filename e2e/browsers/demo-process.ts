import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';

/** The demo, started as everybody starts it. */
export interface DemoProcess {
  port: number;
  /** Where its pictures are. */
  dir: string;
  stop(): Promise<void>;
}

const START = path.join(import.meta.dirname, '../../apps/demo/start.ts');

/** @param options - Such as `--built`. */
export async function startDemo(...options: string[]): Promise<DemoProcess> {
  const port = await freePort();
  const dir = mkdtempSync(path.join(tmpdir(), 'tintype-browsers-'));
  const child = spawn(process.execPath, ['--conditions=@tintype/source', START, ...options], {
    env: {
      ...process.env,
      // With React's warnings; Vitest says `test`, and a build would do without them.
      NODE_ENV: 'development',
      PORT: String(port),
      TINTYPE_DIR: dir,
      CLOUDFLARE_ACCOUNT_ID: '',
      CLOUDFLARE_API_TOKEN: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill());
  const ended = once(child, 'exit');
  await Promise.race([
    said(child.stdout, 'Tintype demo:'),
    ended.then(() => {
      throw new Error('The demo ended before it was there.');
    }),
  ]);
  return {
    port,
    dir,
    async stop() {
      child.kill();
      await ended;
      rmSync(dir, { recursive: true });
    },
  };
}

async function said(output: Readable, words: string): Promise<void> {
  let text = '';
  for await (const part of output.iterator({ destroyOnReturn: false })) {
    text += part;
    if (text.includes(words)) return;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, 'localhost');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
