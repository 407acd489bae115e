import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Authorization, createRelay, type RelayOptions } from '@tintype/relay';
import { toNodeHandler } from '@tintype/relay/node';
import { startImagesServer } from '@tintype/server';
import { answerFromScript } from './scripted-answers.ts';

/** The relay and the server on free ports, as an app would run them. */
export interface Stack {
  /** The relay's endpoint. */
  relayURL: string;
  /** For Cloudflare's own SDK. */
  apiBaseURL: string;
  deliveryBaseURL: string;
  accountId: string;
  token: string;
  close(): Promise<void>;
}

/** Who may do what; the creator can be named by a header in tests. */
export interface StackOptions {
  authorize?: RelayOptions['authorize'];
}

/** Starts both, with an empty folder of their own. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const dir = await mkdtemp(path.join(tmpdir(), 'tintype-stack-'));
  const accountId = '023e105f4ecef8ad9ca31a8372d0c353';
  const token = crypto.randomUUID();
  const server = await startImagesServer({ port: 0, dir, accountId, token });
  const relay = createRelay({
    accountId,
    apiToken: token,
    baseURL: server.apiBaseURL,
    // Pages of the test runner have a port of their own.
    allowedOrigins: (origin) => /^http:\/\/(localhost|127\.0\.0\.1|\[::1\]):\d+$/.test(origin),
    authorize: options.authorize ?? creatorFromHeader,
  });
  const handle = toNodeHandler(relay);
  const site = createServer((request, response) => {
    if (!answerFromScript(request, response)) handle(request, response);
  });
  const origin = await listen(site);
  return {
    relayURL: `${origin}/api/images`,
    apiBaseURL: server.apiBaseURL,
    deliveryBaseURL: server.deliveryBaseURL,
    accountId,
    token,
    async close() {
      site.closeAllConnections();
      await new Promise((resolve) => site.close(resolve));
      await server.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function creatorFromHeader(request: Request): Authorization {
  const user = request.headers.get('authorization')?.replace('User ', '');
  return user ? { creator: user } : {};
}

/** Listens on a free port and answers with the origin. */
export function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}
