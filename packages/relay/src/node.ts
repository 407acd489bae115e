import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { IntendedCut } from './faults.ts';
import { type IncomingBody, readIncoming } from './node-body.ts';
import { createNodeSend } from './node-send.ts';
import type { Relay } from './relay.ts';
import type { ByteSource } from './request-body.ts';
import { setPorts } from './request-ports.ts';

/**
 * Makes a relay answer the requests of Node's `http`, of Express, and of whatever else calls its
 * handlers with Node's request and response. Bodies are streams both ways; when the browser goes
 * away, the request's signal is aborted.
 *
 * @example
 * ```ts
 * app.use('/api/images', toNodeHandler(relay));
 * ```
 */
export function toNodeHandler(
  relay: Relay,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (incoming, outgoing) => {
    answer(relay, incoming, outgoing).catch((error: unknown) => {
      if (!(error instanceof IntendedCut)) console.error('Tintype relay:', error);
      outgoing.destroy();
    });
  };
}

async function answer(
  relay: Relay,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort(new Error('The client has gone away.'));
  });
  const url = urlOf(incoming);
  if (!url || hasTwoHosts(incoming) || NO_REQUESTS.has(incoming.method ?? '')) {
    outgoing.writeHead(NO_REQUESTS.has(incoming.method ?? '') ? 405 : 400).end();
    return;
  }
  const body = hasBody(incoming) ? readIncoming(incoming) : null;
  const response = await relay(toRequest(incoming, { url, body, signal: gone.signal }));
  if (outgoing.destroyed) return;
  outgoing.once('finish', () => {
    body?.close().catch(() => undefined);
    linger(incoming);
  });
  // A list, for there may be several cookies.
  outgoing.writeHead(response.status, [...response.headers].flat());
  if (!response.body) {
    outgoing.end();
    return;
  }
  const readable = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  await pipeline(readable, outgoing).catch(ignoreGone);
}

// Of these no `Request` can be made.
const NO_REQUESTS = new Set(['CONNECT', 'TRACE', 'TRACK']);

// A browser that is still sending must be able to read its response, since a connection that is closed
// with bytes unread loses it on the way; but it must not go on for ever.
const LINGER = 30_000;
const MOST_DROPPED = 64 * 1024 * 1024;
const LOOK = 100;

function linger(incoming: IncomingMessage): void {
  if (incoming.complete) return;
  const { socket } = incoming;
  const most = socket.bytesRead + MOST_DROPPED;
  const end = performance.now() + LINGER;
  // Node drops a body that nobody has read, and says of it no more than how long it was.
  const timer = setInterval(() => {
    if (incoming.complete) clearInterval(timer);
    else if (socket.bytesRead > most || performance.now() > end) incoming.destroy();
  }, LOOK);
  timer.unref();
  incoming.once('close', () => clearInterval(timer));
}

function hasBody({ method }: IncomingMessage): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

function toRequest(
  incoming: IncomingMessage,
  { url, body, signal }: { url: URL; body: IncomingBody | null; signal: AbortSignal },
): Request {
  const { method = 'GET' } = incoming;
  const init = {
    method,
    headers: toHeaders(incoming),
    signal,
    ...(body && { body: streamOf(body), duplex: 'half' }),
  } as RequestInit;
  const request = new Request(url, init);
  const send = createNodeSend((chunk) => body?.release(chunk));
  setPorts(request, { send, ...(body && { body }) });
  return request;
}

/**
 * Express takes the mount path off `url` and keeps the whole in `originalUrl`. The host is that of the
 * header `Host` alone: a path such as `//other.example/` must not be taken for another one. Nor may
 * that header bring a path, which whoever stands in front of the relay has not seen.
 *
 * @returns `null` for a header that names no host.
 */
function urlOf(incoming: IncomingMessage & { originalUrl?: string }): URL | null {
  const target = incoming.originalUrl ?? incoming.url ?? '/';
  const scheme = 'encrypted' in incoming.socket ? 'https' : 'http';
  // HTTP/2 says it by a name of its own.
  const { ':authority': authority = 'localhost', host = String(authority) } = incoming.headers;
  if (/[/\\?#@]/.test(host)) return null;
  const origin = `${scheme}://${host}`;
  if (target.startsWith('/')) return URL.parse(origin + target);
  // Proxies are asked by whole addresses.
  const whole = URL.parse(target, origin);
  return whole && URL.parse(origin + whole.pathname + whole.search);
}

/** Whoever stands in front of the relay may have looked at the other one (RFC 9112, section 3.2). */
function hasTwoHosts({ rawHeaders }: IncomingMessage): boolean {
  const isHost = (text: string, at: number) => at % 2 === 0 && text.toLowerCase() === 'host';
  return rawHeaders.filter(isHost).length > 1;
}

function toHeaders({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    // HTTP/2 names that begin with a colon are no headers.
    if (!name.startsWith(':')) headers.append(name, value);
  }
  return headers;
}

function streamOf(source: ByteSource): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await source.read();
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
      cancel: () => source.close(),
    },
    { highWaterMark: 0 },
  );
}

function ignoreGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
}
