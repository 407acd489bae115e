import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import {
  type AddressInfo,
  connect,
  createServer as createRawServer,
  type Server as RawServer,
  type Socket,
} from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRelay, type RelayOptions } from './index.ts';
import { toNodeHandler } from './node.ts';

const IMAGE = { id: 'x', filename: 'a', uploaded: 'now', requireSignedURLs: false, variants: [] };
const STORED = JSON.stringify({ result: IMAGE, success: true, errors: [], messages: [] });
const HEAD = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n';
const END = '\r\n--b--\r\n';
const picture = (size: number) =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(size - 4)]);

async function listen(server: Server | RawServer): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

// A copy of a request has no ports of its own: the relay does with it as in any other runtime.
let isPortable = false;

/** A relay in front of a service, both on real connections. */
async function serve(
  service: RequestListener | number,
  options: Partial<RelayOptions> = {},
  look: (incoming: IncomingMessage) => void = () => undefined,
): Promise<number> {
  const servicePort = typeof service === 'number' ? service : await listen(createServer(service));
  const relay = createRelay({
    accountId: 'account',
    apiToken: 'token',
    baseURL: `http://127.0.0.1:${servicePort}`,
    authorize: () => ({}),
    ...options,
  });
  const handle = toNodeHandler(isPortable ? (request) => relay(new Request(request)) : relay);
  return listen(
    createServer((incoming, outgoing) => {
      look(incoming);
      handle(incoming, outgoing);
    }),
  );
}

/** Begins an upload and leaves the rest to the test. */
function begin(port: number, length: number): Socket {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  socket.write(
    `POST /api/images HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${length}\r\n\r\n`,
  );
  return socket;
}

async function answerOf(socket: Socket): Promise<string> {
  const [answer] = await once(socket, 'data');
  return String(answer);
}

const upload = (port: number, file: Uint8Array) =>
  fetch(`http://127.0.0.1:${port}/api/images`, {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
    body: Buffer.concat([Buffer.from(HEAD), file, Buffer.from(END)]),
  });

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

// Connections are broken off all over, and the relay reports it.
beforeAll(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterAll(() => vi.restoreAllMocks());

describe.each([
  ['by Node’s own streams', false],
  ['by fetch and web streams', true],
])('a relay %s', (_, portable) => {
  beforeAll(() => {
    isPortable = portable;
  });

  it('passes every byte on, also when others listen to the request and keep what they hear', async () => {
    const file = picture(9_000_000);
    let received: Buffer = Buffer.alloc(0);
    const service: RequestListener = async (incoming, outgoing) => {
      received = await readAll(incoming);
      outgoing.end(STORED);
    };
    for (const isHeard of [false, true]) {
      const heard: Buffer[] = [];
      const port = await serve(service, {}, (incoming) => {
        if (isHeard) incoming.on('data', (chunk) => heard.push(chunk));
      });
      expect((await upload(port, file)).status).toBe(200);
      const start = received.indexOf('\r\n\r\n', received.indexOf('name="file"')) + 4;
      expect(received.subarray(start, start + file.length).equals(file)).toBe(true);
      if (isHeard) expect(Buffer.concat(heard).includes(file.subarray(-1_000_000))).toBe(true);
    }
  });

  it('passes a body of tiny pieces on in fewer pieces, and every byte of it', async () => {
    const file = picture(200_000);
    let received = '';
    const { promise: sent, resolve } = Promise.withResolvers<void>();
    const service = createRawServer((socket) => {
      socket.on('data', (data) => {
        received += data.toString('latin1');
        if (!received.endsWith('\r\n0\r\n\r\n')) return;
        socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${STORED.length}\r\n\r\n${STORED}`);
        resolve();
      });
    });
    const port = await serve(await listen(service));
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.write(
      'POST /api/images HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    const form = Buffer.concat([Buffer.from(HEAD), file, Buffer.from(END)]).toString('latin1');
    socket.write(`${form.replace(/./gs, '1\r\n$&\r\n')}0\r\n\r\n`, 'latin1');
    expect(await answerOf(socket)).toMatch(/^HTTP\/1\.1 200 /);
    await sent;
    const pieces = received.split(/\r\n[0-9a-f]+\r\n/);
    expect(pieces.length).toBeLessThan(1000);
    expect(pieces.join('')).toContain(file.toString('latin1').replaceAll(/\r\n[0-9a-f]+\r\n/g, ''));
  });

  it('ends the request to the service when the browser goes away', async () => {
    let aborted: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      aborted = resolve;
    });
    let arrived: () => void = () => undefined;
    const there = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const port = await serve((incoming) => {
      incoming.on('data', arrived);
      incoming.on('error', aborted);
    });
    const socket = begin(port, 5_000_000);
    socket.write(HEAD);
    socket.write(picture(1_000_000));
    await there;
    socket.destroy();
    await gone;
  });

  it('passes a refusal on while the browser is still sending', async () => {
    const port = await serve((incoming, outgoing) => {
      incoming.once('data', () => {
        outgoing.writeHead(415, { 'Content-Type': 'application/json' });
        outgoing.end('{"result":null,"success":false,"errors":[{"code":5455,"message":"no"}]}');
      });
    });
    const socket = begin(port, 9_000_000);
    socket.write(HEAD);
    // Most of it is never sent: the answer does not wait for the end.
    socket.write(picture(200_000));
    const answer = await answerOf(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 415 /);
    expect(answer).toContain('5455');
  });

  it('reads nothing from the browser while the service takes nothing', async () => {
    const port = await serve(() => undefined);
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.write(
      'POST /api/images HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    // More than the buffers of two connections take.
    const form = Buffer.concat([Buffer.from(HEAD), picture(50_000_000)]);
    socket.write(`${form.length.toString(16)}\r\n`);
    socket.write(form);
    let before = -1;
    const hasStopped = () => {
      const isStill = socket.writableLength === before;
      before = socket.writableLength;
      return isStill;
    };
    await expect.poll(hasStopped, { interval: 200, timeout: 5000 }).toBe(true);
    expect(socket.writableLength).toBeGreaterThan(20_000_000);
  });

  it('never completes a body upstream when the browser’s own breaks off', async () => {
    let isComplete = false;
    let ended: () => void = () => undefined;
    const end = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const port = await serve((incoming) => {
      incoming.on('end', () => {
        isComplete = true;
      });
      incoming.on('close', ended);
      incoming.on('error', () => undefined);
      incoming.resume();
    });
    const file = picture(500_000);
    const socket = begin(port, HEAD.length + file.length);
    socket.write(HEAD);
    // The request is whole, its form is not.
    socket.write(file);
    expect(await answerOf(socket)).toContain('incomplete multipart stream');
    await end;
    expect(isComplete).toBe(false);
  });

  it('gives up on a browser that sends no more', async () => {
    const port = await serve((incoming) => incoming.resume(), { timeouts: { stall: 200 } });
    const socket = begin(port, 5_000_000);
    socket.write(HEAD);
    socket.write(picture(100_000));
    const answer = await answerOf(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('5408');
  });

  it.each<[string, RequestListener]>([
    ['takes no more', () => undefined],
    ['does not answer', (incoming) => incoming.resume()],
    [
      'stops in the middle of its answer',
      (incoming, outgoing) => incoming.resume().on('end', () => outgoing.write('{"result":')),
    ],
  ])('gives up on a service that %s', async (_, service) => {
    const port = await serve(service, { timeouts: { stall: 200, response: 200 } });
    const answer = await upload(port, picture(9_000_000));
    expect(answer.status).toBe(504);
    expect(await answer.text()).toContain('did not answer in time');
  });

  it('does not hold an answer without end', async () => {
    const port = await serve(
      (incoming, outgoing) => {
        incoming.resume();
        // All but its end.
        outgoing.write(Buffer.alloc(40_000_000, '{'));
      },
      { retries: 0, timeouts: { stall: 4000 } },
    );
    const answer = await fetch(`http://127.0.0.1:${port}/api/images/x`);
    // 504 would be that all of it was read and more was waited for.
    expect(answer.status).toBe(502);
  });

  it('is not left waiting by a service that speaks HTTP no more', async () => {
    const port = await serve(
      ({ socket }) => {
        socket.end('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n');
      },
      { retries: 0 },
    );
    expect((await upload(port, picture(1000))).status).toBe(502);
  });

  it('gives connections back on which nothing was answered', async () => {
    const sockets = new Set<unknown>();
    const port = await serve((incoming, outgoing) => {
      sockets.add(incoming.socket);
      outgoing.writeHead(204).end();
    });
    for (let count = 0; count < 4; count++) await fetch(`http://127.0.0.1:${port}/api/images/x`);
    expect(sockets.size).toBe(1);
  });

  it('follows no redirect, for the token would go with it', async () => {
    let visited = 0;
    const port = await serve((incoming, outgoing) => {
      visited += 1;
      incoming.resume();
      outgoing.writeHead(307, { Location: '/elsewhere' }).end();
    });
    expect((await upload(port, picture(1000))).status).toBe(502);
    expect(visited).toBe(1);
  });

  it('asks again where reading failed, and never stores again', async () => {
    const asked: string[] = [];
    const port = await serve((incoming, outgoing) => {
      asked.push(incoming.method ?? '');
      incoming.resume().on('end', () => outgoing.destroy());
    });
    expect((await fetch(`http://127.0.0.1:${port}/api/images/x`)).status).toBe(502);
    expect(asked).toEqual(['GET', 'GET', 'GET']);
    expect((await upload(port, picture(1000))).status).toBe(502);
    expect(asked.filter((method) => method === 'POST')).toHaveLength(1);
  });
});

it('says so when the body was read before it', async () => {
  const relay = createRelay({ accountId: 'a', apiToken: 't', authorize: () => ({}) });
  const handle = toNodeHandler(relay);
  const port = await listen(
    createServer((incoming, outgoing) => {
      incoming.resume().on('end', () => handle(incoming, outgoing));
    }),
  );
  expect((await upload(port, picture(1000))).status).toBe(500);
  const [, error] = vi.mocked(console.error).mock.lastCall ?? [];
  expect(String(error)).toContain('before any body parser');
});
