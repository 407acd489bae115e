// The least that serves a file: stat, stream, pipe. What a variant that is kept is measured by.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const [, , directory = ''] = process.argv;

async function serve(name: string, response: ServerResponse): Promise<void> {
  const file = path.join(directory, path.basename(name));
  const { size } = await stat(file);
  response.writeHead(200, { 'Content-Type': 'image/webp', 'Content-Length': size });
  createReadStream(file).pipe(response);
}

const server = createServer((request, response) => {
  serve(request.url ?? '', response).catch(() => response.writeHead(404).end());
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
