import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { createServer, defaultClientConditions, type Plugin } from 'vite';

/** A page that uploads files, and where they go. */
export interface TryPage {
  origin: string;
  /** Files to try, by any key. */
  files: Map<string, Uint8Array>;
  /** What was sent of them, by the same keys. */
  received: Map<string, File>;
  close(): Promise<void>;
}

/** Serves the page from the source of the packages. Files never leave this process. */
export async function serveTryPage(): Promise<TryPage> {
  const files = new Map<string, Uint8Array>();
  const received = new Map<string, File>();
  const server = await createServer({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1', watch: null, hmr: false },
    resolve: { conditions: ['@tintype/source', ...defaultClientConditions] },
    optimizeDeps: { include: ['@tintype/core > idb', '@tintype/core > thumbhash'] },
    plugins: [filesPlugin(files, received)],
  });
  await server.listen();
  const origin = server.resolvedUrls?.local[0]?.replace(/\/$/, '');
  if (!origin) throw new Error('The page has no address.');
  return { origin, files, received, close: () => server.close() };
}

function filesPlugin(files: TryPage['files'], received: TryPage['received']): Plugin {
  return {
    name: 'tried-files',
    configureServer({ middlewares }) {
      middlewares.use('/files', (request, response) => {
        send(response, files.get(keyOf(request)), 'application/octet-stream');
      });
      middlewares.use('/sent', (request, response) => {
        const key = keyOf(request);
        if (request.method === 'POST')
          void receive(request, response, (file) => received.set(key, file));
        else void sendBack(response, received.get(key));
      });
    },
  };
}

function keyOf({ url = '' }: IncomingMessage): string {
  return decodeURIComponent(url.replace(/^\/|\?.*$/g, ''));
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  keep: (file: File) => void,
): Promise<void> {
  const headers = { 'Content-Type': request.headers['content-type'] ?? '' };
  const form = await new Response(Readable.toWeb(request) as ReadableStream, {
    headers,
  }).formData();
  const file = form.get('file');
  if (file instanceof File) keep(file);
  const result = {
    id: crypto.randomUUID(),
    filename: 'file',
    uploaded: new Date().toISOString(),
    requireSignedURLs: false,
    variants: [],
  };
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ success: true, errors: [], messages: [], result }));
}

async function sendBack(response: ServerResponse, file: File | undefined): Promise<void> {
  send(response, file && new Uint8Array(await file.arrayBuffer()), file?.type ?? '');
}

function send(response: ServerResponse, bytes: Uint8Array | undefined, type: string): void {
  if (!bytes) response.statusCode = 404;
  response.setHeader('Content-Type', type || 'application/octet-stream');
  response.end(bytes);
}
