import { type AddressInfo, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { build, defaultClientConditions } from 'vite';

/** One request, as its head says. */
export interface Incoming {
  method: string;
  path: string;
  /** Bytes of the body that is announced. */
  length: number;
  socket: Socket;
  /** Sends a whole response. */
  respond(status: string, type: string, body: string): void;
}

/** A site on bare sockets, so that it can do what no HTTP server does. */
export interface Site {
  origin: string;
  /** Methods and paths of all requests but those for the page. */
  requests: string[];
  close(): Promise<void>;
}

const WORKER = `
  addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => event.respondWith(fetch(event.request)));
`;

/**
 * Serves the page, a service worker that answers every `fetch`, and what the test makes of other requests.
 *
 * @param respond - Called when the head of a request has arrived. Of the body nothing is read before that,
 * but what came along with the head.
 */
export async function startSite(respond: (incoming: Incoming) => void): Promise<Site> {
  const files: Readonly<Record<string, [type: string, body: string]>> = {
    '/': ['text/html', '<!doctype html><script type="module" src="/page.js"></script>'],
    '/page.js': ['text/javascript', await buildPage()],
    '/worker.js': ['text/javascript', WORKER],
    '/favicon.ico': ['text/plain', ''],
  };
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    onHead(socket, (incoming) => {
      const file = files[incoming.path];
      if (file) return incoming.respond('200 OK', ...file);
      requests.push(`${incoming.method} ${incoming.path}`);
      respond(incoming);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Calls back with each request of a connection whose body, if any, is read by whoever answers it. */
function onHead(socket: Socket, handle: (incoming: Incoming) => void): void {
  let head = '';
  socket.on('data', function read(chunk: Buffer) {
    head += chunk.toString('latin1');
    const end = head.indexOf('\r\n\r\n');
    if (end === -1) return;
    const [, method = '', path = ''] = /^(\S+) (\S+)/.exec(head) ?? [];
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    head = '';
    if (length > 0) socket.off('data', read).pause();
    const respond: Incoming['respond'] = (status, type, body) => {
      const bytes = Buffer.byteLength(body);
      const connection = length > 0 ? 'close' : 'keep-alive';
      const head = `Content-Type: ${type}\r\nContent-Length: ${bytes}\r\nConnection: ${connection}`;
      socket.write(`HTTP/1.1 ${status}\r\n${head}\r\n\r\n${body}`);
      if (length > 0) socket.end();
    };
    handle({ method, path, length, socket, respond });
  });
}

async function buildPage(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@tintype/source', ...defaultClientConditions] },
    build: {
      write: false,
      lib: { entry: path.join(import.meta.dirname, 'page.ts'), formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error('Vite built nothing.');
  return output.output[0].code;
}
