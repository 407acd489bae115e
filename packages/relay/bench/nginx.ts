import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** nginx in front of an upstream, one worker, unbuffered as an upload proxy is set up. */
export async function startNginx(
  upstream: string,
): Promise<{ origin: string; stop(): void } | null> {
  const dir = mkdtempSync(path.join(tmpdir(), 'tintype-nginx-'));
  const port = await freePort();
  const file = path.join(dir, 'nginx.conf');
  writeFileSync(file, configuration(dir, port, upstream));
  const child = spawn('nginx', ['-c', file, '-p', dir, '-e', path.join(dir, 'error.log')], {
    stdio: 'ignore',
  });
  const stop = () => {
    child.kill('SIGTERM');
    rmSync(dir, { recursive: true, force: true });
  };
  const started = await Promise.race([
    answers(port),
    new Promise<boolean>((resolve) => child.once('error', () => resolve(false))),
  ]);
  if (started) return { origin: `http://127.0.0.1:${port}`, stop };
  stop();
  return null;
}

function configuration(dir: string, port: number, upstream: string): string {
  const { host } = new URL(upstream);
  return `daemon off; worker_processes 1; pid ${dir}/nginx.pid;
events {}
http {
  access_log off; client_body_temp_path ${dir}/body; proxy_temp_path ${dir}/proxy;
  fastcgi_temp_path ${dir}/f; uwsgi_temp_path ${dir}/u; scgi_temp_path ${dir}/s;
  upstream sink { server ${host}; keepalive 16; }
  server {
    listen 127.0.0.1:${port}; client_max_body_size 20m;
    location / {
      proxy_pass http://sink; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_request_buffering off;
    }
  }
}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function answers(port: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
