// A relay in a process of its own, which measures its memory while it works. Its parent sends "start",
// and with "stop" learns how far memory has grown since.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRelay } from '../src/index.ts';
import { toNodeHandler } from '../src/node.ts';

const [baseURL = ''] = process.argv.slice(2);
const EVERY = 5;

const relay = createRelay({
  accountId: 'account',
  apiToken: 'token',
  baseURL,
  authorize: () => ({ creator: 'ann' }),
});

let before = measure();
let most = before;
const sampler = setInterval(() => {
  const now = measure();
  most = { rss: Math.max(most.rss, now.rss), held: Math.max(most.held, now.held) };
}, EVERY);

process.on('message', (message) => {
  if (message === 'start') {
    before = measure();
    most = before;
    process.send?.('started');
  } else {
    process.send?.({ rss: most.rss - before.rss, held: most.held - before.held });
  }
});
process.on('disconnect', () => {
  clearInterval(sampler);
  process.exit();
});

const server = createServer(toNodeHandler(relay));
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));

function measure() {
  // What Node calls external contains the array buffers.
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, held: heapUsed + external };
}
