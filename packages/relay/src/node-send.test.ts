import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { certificate, key } from '../test/localhost-certificate.ts';
import { createNodeSend } from './node-send.ts';

let server: Server;
let received = '';
beforeAll(async () => {
  server = createServer({ key, cert: certificate }, async (incoming, outgoing) => {
    received = `${incoming.method} ${incoming.url} ${incoming.headers.authorization} `;
    for await (const chunk of incoming) received += chunk;
    outgoing.setHeader('Retry-After', '5').writeHead(429).end('wait');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return () => server.close();
});

function send(signal: AbortSignal = new AbortController().signal) {
  const released: string[] = [];
  const sendByNode = createNodeSend((chunk) => released.push(String(chunk)));
  async function* body() {
    yield Buffer.from('one ');
    yield Buffer.from('two');
  }
  const { port } = server.address() as AddressInfo;
  const answer = sendByNode({
    url: `https://127.0.0.1:${port}/v1?x=1`,
    method: 'POST',
    headers: { Authorization: 'Bearer x' },
    body: body(),
    signal,
  });
  return { answer, released };
}

it('sends nothing to a server whose certificate nobody vouches for', async () => {
  received = '';
  await expect(send().answer).rejects.toThrow(/self.signed certificate/);
  expect(received).toBe('');
});

it('sends over TLS, gives chunks back that were sent, and answers with all of it', async () => {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, certificate]);
  onTestFinished(() => setDefaultCACertificates(before));
  const { answer, released } = send();
  const response = await answer;
  expect(response.status).toBe(429);
  expect(response.headers.get('retry-after')).toBe('5');
  expect(await response.text()).toBe('wait');
  expect(received).toBe('POST /v1?x=1 Bearer x one two');
  expect(released).toEqual([String(Buffer.from('one ')), String(Buffer.from('two'))]);
});

it('gives no chunk back before it has left, also over TLS', async () => {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, certificate]);
  onTestFinished(() => setDefaultCACertificates(before));
  const sent = createHash('sha256');
  const arrived = createHash('sha256');
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const service = createServer({ key, cert: certificate }, (incoming, outgoing) => {
    incoming.on('data', (chunk) => arrived.update(chunk));
    incoming.on('end', () => outgoing.end('{}', end));
  }).listen(0, '127.0.0.1');
  await once(service, 'listening');
  onTestFinished(() => void service.close());
  async function* body() {
    for (let count = 0; count < 150; count++) {
      const chunk = new Uint8Array(65_536);
      crypto.getRandomValues(chunk);
      sent.update(chunk);
      yield chunk;
    }
  }
  // As the relay does it: what was given back is no longer there.
  const sendByNode = createNodeSend(({ buffer }) => void (buffer as ArrayBuffer).transfer(0));
  const { port } = service.address() as AddressInfo;
  const { signal } = new AbortController();
  await sendByNode({
    url: `https://127.0.0.1:${port}`,
    method: 'POST',
    headers: {},
    body: body(),
    signal,
  });
  await ended;
  expect(arrived.digest('hex')).toBe(sent.digest('hex'));
});

it('sends nothing for somebody who has gone', async () => {
  received = '';
  await expect(send(AbortSignal.abort()).answer).rejects.toThrow('aborted');
  expect(received).toBe('');
});
