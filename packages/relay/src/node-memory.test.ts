import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const AT_ONCE = 32;
const SIZE = 10_000_000;
const MEGABYTE = 1024 * 1024;
const STORED = JSON.stringify({
  result: { id: 'x', filename: 'a', uploaded: 'now', requireSignedURLs: false, variants: [] },
  success: true,
  errors: [],
  messages: [],
});

const picture = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(SIZE - 4)]);
const body = Buffer.concat([
  Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'),
  picture,
  Buffer.from('\r\n--b--\r\n'),
]);

/** Takes nothing until `count` uploads wait, so that all of them are under way at the same time. */
function startService(): Promise<{
  server: Server;
  waitFor(count: number): void;
  bytes(): number;
}> {
  let bytes = 0;
  let missing = 0;
  let waiting: (() => void)[] = [];
  const server = createServer(async (incoming, outgoing) => {
    missing -= 1;
    if (missing > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    for (const go of waiting.splice(0)) go();
    for await (const chunk of incoming) bytes += chunk.length;
    outgoing.end(STORED);
  });
  const handle = {
    server,
    waitFor(count: number) {
      missing = count;
      waiting = [];
    },
    bytes: () => bytes,
  };
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(handle)));
}

function upload(port: number): Promise<number | undefined> {
  const headers = {
    'Content-Type': 'multipart/form-data; boundary=b',
    'Content-Length': body.length,
  };
  return new Promise((resolve, reject) => {
    const options = { port, host: '127.0.0.1', path: '/api/images', method: 'POST', headers };
    const sending = request(options, (answer: IncomingMessage) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

it('holds no more than a megabyte of each of 32 uploads of 10 MB at once', async () => {
  const service = await startService();
  onTestFinished(() => void service.server.close());
  const { port: servicePort } = service.server.address() as AddressInfo;
  const script = path.join(import.meta.dirname, '../test/measured-relay.ts');
  const relay = fork(script, [`http://127.0.0.1:${servicePort}`], {
    execArgv: ['--conditions=@tintype/source'],
  });
  onTestFinished(() => relay.disconnect());
  const [port] = await once(relay, 'message');
  const uploadAll = (count: number) => {
    service.waitFor(count);
    return Promise.all(Array.from({ length: count }, () => upload(port)));
  };

  // Code is compiled and pools are filled by the first uploads of a process, not by many at once.
  await uploadAll(4);
  relay.send('start');
  await once(relay, 'message');
  const before = service.bytes();
  expect(await uploadAll(AT_ONCE)).toEqual(Array(AT_ONCE).fill(200));
  expect(service.bytes() - before).toBeGreaterThan(AT_ONCE * SIZE);
  relay.send('stop');
  const [{ rss, held }] = await once(relay, 'message');
  console.info(
    `grew by ${Math.round(rss / MEGABYTE)} MB (RSS), ${Math.round(held / MEGABYTE)} MB held`,
  );
  expect(rss).toBeLessThan(32 * MEGABYTE);
  expect(held).toBeLessThan(32 * MEGABYTE);
}, 60_000);
