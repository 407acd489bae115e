import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { onTestFinished } from 'vitest';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/**
 * Serves the files of a folder for as long as the test runs.
 *
 * @param headers - Sent with every file.
 * @returns The URL of its `index.html`.
 */
export async function serveFolder(
  folder: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const name = pathname === '/' ? '/index.html' : pathname;
    const body = await readFile(path.join(folder, name)).catch(() => null);
    const type = TYPES[path.extname(name)] ?? 'application/octet-stream';
    response.writeHead(body ? 200 : 404, { ...headers, 'Content-Type': type });
    response.end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
