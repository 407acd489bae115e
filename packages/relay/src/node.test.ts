import { createServer, type IncomingMessage } from 'node:http';
import { connect as connectSecond, createServer as createSecondServer } from 'node:http2';
import { type AddressInfo, connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { toNodeHandler } from './node.ts';

async function serve(
  relay: (request: Request) => Promise<Response>,
  prepare?: (request: IncomingMessage) => void,
) {
  const handle = toNodeHandler(relay);
  const server = createServer((request, response) => {
    prepare?.(request);
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, origin: `http://127.0.0.1:${port}` };
}

it('hands over method, address, headers and body, and answers with all of it', async () => {
  const { origin } = await serve(async (request) => {
    const { method, url, headers } = request;
    const text = await request.text();
    return Response.json(
      { method, url, test: headers.get('x-test'), text },
      { status: 201, headers: { 'X-Answer': 'yes' } },
    );
  });
  const response = await fetch(`${origin}/api/images?x=1`, {
    method: 'POST',
    body: 'hello',
    headers: { 'X-Test': 'é' },
  });
  expect(response.status).toBe(201);
  expect(response.headers.get('x-answer')).toBe('yes');
  expect(await response.json()).toMatchObject({
    method: 'POST',
    url: `${origin}/api/images?x=1`,
    text: 'hello',
  });
});

it('uses the whole address where a framework has taken the mount path off', async () => {
  const { origin } = await serve(
    async ({ url }) => new Response(url),
    (request) => {
      Object.assign(request, { originalUrl: request.url });
      request.url = '/x';
    },
  );
  expect(await (await fetch(`${origin}/api/images/x`)).text()).toBe(`${origin}/api/images/x`);
});

it('lets an early refusal reach a client that is still sending', async () => {
  const { origin } = await serve(async (request) => {
    await request.body?.cancel();
    return new Response('too large', { status: 413 });
  });
  const response = await fetch(origin, { method: 'POST', body: new Uint8Array(20_000_000) });
  expect(response.status).toBe(413);
  expect(await response.text()).toBe('too large');
});

it('tells the relay when the client has gone away', async () => {
  let aborted: (reason: unknown) => void = () => undefined;
  const gone = new Promise((resolve) => {
    aborted = resolve;
  });
  const { port } = await serve(({ signal }) => {
    signal.addEventListener('abort', () => aborted(signal.reason));
    return new Promise(() => undefined);
  });
  const socket = connect(port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc');
  setTimeout(() => socket.destroy(), 50);
  expect(String(await gone)).toContain('gone away');
});

it('pulls no more of a body than is asked for', async () => {
  let read = 0;
  let finish: () => void = () => undefined;
  const { port } = await serve(async (request) => {
    const reader = request.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    read = value?.length ?? 0;
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    return new Response('ok');
  });
  const socket = connect(port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 50000000\r\n\r\n');
  socket.write(Buffer.alloc(50_000_000));
  await expect.poll(() => read).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 100));
  // The rest waits on the client's side of the connection.
  expect(socket.writableLength).toBeGreaterThan(20_000_000);
  finish();
  socket.destroy();
});

it('takes the host from the header alone and the path from the path, whatever they look like', async () => {
  const { port } = await serve(async ({ url }) => new Response(url));
  const ask = async (target: string, host = 'app.example', method = 'GET') => {
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.write(`${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    let answer = '';
    for await (const part of socket) answer += part;
    return answer;
  };
  expect(await ask('//evil.example/api/images')).toContain(
    'http://app.example//evil.example/api/images',
  );
  expect(await ask('http://evil.example/api/images?a=1')).toContain(
    'http://app.example/api/images?a=1',
  );
  for (const host of ['no host', 'x/api/images/other?', 'x#', 'ann:secret@x', 'x\\y']) {
    expect(await ask('/api/images', host)).toMatch(/^HTTP\/1\.1 400 /);
  }
  expect(await ask('/api/images', 'app.example', 'TRACE')).toMatch(/^HTTP\/1\.1 405 /);
});

it('refuses a request with two hosts', async () => {
  const { port } = await serve(async ({ url }) => new Response(url));
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: a\r\nhOST: b\r\nConnection: close\r\n\r\n');
  let answer = '';
  for await (const part of socket) answer += part;
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
});

it('hears a refused client out for a while, and not without end', async () => {
  const { port } = await serve(async () => new Response('too large', { status: 413 }));
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let error: NodeJS.ErrnoException | undefined;
  socket.on('error', (cause) => {
    error = cause;
  });
  let answer = '';
  socket.setEncoding('latin1').on('data', (part) => {
    answer += part;
  });
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n');
  const piece = Buffer.alloc(1024 * 1024);
  let sent = 0;
  while (sent < 1000 && !socket.destroyed) {
    await new Promise((resolve) => socket.write(piece, resolve));
    sent += 1;
    // A client that sends its whole body first still reads its response afterwards.
    if (sent === 30) expect(answer).toContain('413');
  }
  expect(sent).toBeGreaterThan(60);
  expect(sent).toBeLessThan(500);
  expect(error?.code).toMatch(/EPIPE|ECONNRESET/);
});

it('takes the host from where HTTP/2 says it', async () => {
  const handle = toNodeHandler(async ({ url }) => new Response(url));
  // Node's HTTP/2 hands over what looks like its HTTP/1.1.
  const server = createSecondServer((request, response) =>
    handle(request as never, response as never),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const session = connectSecond(origin);
  onTestFinished(() => {
    session.destroy();
    server.close();
  });
  let answer = '';
  for await (const part of session.request({ ':path': '/api/images' })) answer += part;
  expect(answer).toBe(`${origin}/api/images`);
});

it('passes every cookie of an answer on', async () => {
  const { origin } = await serve(async () => {
    const response = new Response('no', { status: 401 });
    response.headers.append('Set-Cookie', 'a=1');
    response.headers.append('Set-Cookie', 'b=2');
    return response;
  });
  expect((await fetch(origin)).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});
