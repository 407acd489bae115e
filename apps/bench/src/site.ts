import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { BUNDLES } from './bundle.ts';

/** Pages, photos and an endpoint that swallows uploads. */
export interface Site {
  origin: string;
  /** Files that pages may ask for, by their place. */
  files: readonly string[];
  /** Whether uploads are left without an answer, so that they disturb no previews. */
  holding: boolean;
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
};

export async function openSite(): Promise<Site> {
  const server = createServer((request, response) => void answer(site, request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const site: Site = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files: [],
    holding: false,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return site;
}

async function answer(site: Site, request: IncomingMessage, response: ServerResponse) {
  const { pathname } = new URL(request.url ?? '/', site.origin);
  if (request.method === 'POST') return accept(site, request, response);
  if (pathname.endsWith('/')) return response.end(documentFor(pathname));
  const file = pathname.startsWith('/files/')
    ? site.files[Number(pathname.slice('/files/'.length))]
    : path.join(BUNDLES, path.normalize(pathname));
  const body = file && (await readFile(file).catch(() => null));
  response.writeHead(body ? 200 : 404, {
    'Content-Type': TYPES[path.extname(file ?? '')] ?? 'text/plain',
  });
  response.end(body || 'There is no such file.');
}

/** The same answer for all, in the shape of the Images API. */
function accept(site: Site, request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  if (site.holding) return;
  request.on('end', () => {
    const id = crypto.randomUUID();
    const uploaded = new Date().toISOString();
    const variants = [`${site.origin}/${id}/public`];
    const result = { id, filename: 'x.jpg', uploaded, requireSignedURLs: false, variants };
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ success: true, errors: [], messages: [], result }));
  });
}

function documentFor(folder: string): string {
  const names = readdirSync(path.join(BUNDLES, folder), { recursive: true, encoding: 'utf8' });
  const styles = names.filter((name) => name.endsWith('.css'));
  const links = styles.map((name) => `<link rel="stylesheet" href="${name}">`).join('');
  return `<!doctype html><meta charset="utf-8"><title>${folder}</title>${links}<div id="root"></div><script type="module" src="page.js"></script>`;
}
