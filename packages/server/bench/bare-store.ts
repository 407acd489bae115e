// The least that keeps a picture durably: stream to a file, fsync, rename. What creation is measured by.
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const [, , directory = ''] = process.argv;
mkdirSync(directory, { recursive: true });

async function store(request: IncomingMessage): Promise<void> {
  const name = path.join(directory, randomUUID());
  const handle = await open(`${name}.arriving`, 'wx');
  try {
    for await (const chunk of request) await handle.write(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${name}.arriving`, name);
}

const server = createServer((request, response) => {
  store(request).then(
    () => response.end('{"success":true}'),
    (error) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
});
