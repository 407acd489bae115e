import { type Server, type ServerOptions, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { errorEnvelope } from './answers/error-envelope.ts';
import { dropBody } from './forms/request-body.ts';
import type { Timeouts } from './forms/timeouts.ts';

// More than browsers and a proxy in front open, and few enough to have memory for each.
const MOST_CONNECTIONS = 2048;
// How often Node looks for connections whose time is over.
const LONGEST_INTERVAL = 5000;

/** Node's own limits, which must be there when a server is made. */
export function connectionOptions({ head, whole }: Timeouts): ServerOptions {
  return {
    headersTimeout: Math.min(head, whole),
    requestTimeout: whole,
    connectionsCheckingInterval: Math.min(LONGEST_INTERVAL, head),
    maxHeaderSize: 16 * 1024,
  };
}

/**
 * Keeps clients from holding connections: too many of them, requests whose head does not come or is too
 * long, and bodies that go on behind the answer. All of them get an answer in the API's words.
 */
export function limitConnections(server: Server): void {
  server.maxConnections = MOST_CONNECTIONS;
  const answers = new WeakMap<object, ServerResponse>();
  server.on('request', (incoming, outgoing) => {
    answers.set(incoming.socket, outgoing);
    outgoing.once('finish', () => dropBody(incoming));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const answer = answers.get(socket);
    // In the middle of another answer nothing can be said.
    const isFree = !answer?.headersSent || answer.writableFinished;
    if (!socket.writable || error.code === 'ECONNRESET' || !isFree) socket.destroy();
    else socket.end(refuse(error.code));
  });
}

function refuse(cause: string | undefined): string {
  const [status, code, message] = explain(cause);
  const body = errorEnvelope(code, message);
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=UTF-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `cf-images: err=${code}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

function explain(cause: string | undefined): readonly [number, number, string] {
  switch (cause) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return [408, 5408, 'Client was sending upload too slowly'];
    case 'HPE_HEADER_OVERFLOW':
      return [431, 5400, 'Bad request: the headers of the request are too long'];
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return [413, 5400, 'Bad request: the chunk extensions of the request are too long'];
    default:
      return [400, 5400, 'Bad request: this is not HTTP'];
  }
}
