import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRelay } from '@tintype/relay';
import { toNodeHandler } from '@tintype/relay/node';
import { startImagesServer } from '@tintype/server';
import { playgroundRoutes } from './playground.ts';
import { proxyTo } from './proxy.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** What answers behind the page: the relay, and the image service that it talks to. */
export interface Stack {
  /** Where the pictures are kept, in words. */
  description: string;
  /** Handlers by the beginning of the paths that they answer. */
  routes: Readonly<Record<string, Handler>>;
  close(): Promise<void>;
}

export interface StackOptions {
  /** Folder of the embedded server's pictures. */
  dir: string;
  /** Origin under which people see the page. */
  publicURL: string;
}

/**
 * Starts the embedded image service, or uses Cloudflare's when `CLOUDFLARE_ACCOUNT_ID` and
 * `CLOUDFLARE_API_TOKEN` are set.
 *
 * @throws Error when only one of the two is set, or the embedded server cannot start.
 */
export function startStack(options: StackOptions): Promise<Stack> | Stack {
  const { CLOUDFLARE_ACCOUNT_ID: accountId, CLOUDFLARE_API_TOKEN: apiToken } = process.env;
  if (accountId && apiToken) return onCloudflare(accountId, apiToken);
  if (accountId || apiToken) {
    throw new Error(
      `${accountId ? 'CLOUDFLARE_API_TOKEN' : 'CLOUDFLARE_ACCOUNT_ID'} is not set. Set both to use Cloudflare Images, or neither to use the embedded server.`,
    );
  }
  return onThisMachine(options);
}

function onCloudflare(accountId: string, apiToken: string): Stack {
  return {
    description: 'pictures go to Cloudflare Images',
    routes: {
      '/api/images': relayTo({ accountId, apiToken }),
      // Nothing is made to fail on purpose where it costs money or disturbs others.
      '/api/playground': (_, response) => response.writeHead(404).end(),
    },
    close: async () => undefined,
  };
}

async function onThisMachine({ dir, publicURL }: StackOptions): Promise<Stack> {
  const accountId = 'demo';
  const apiToken = crypto.randomUUID();
  const server = await startImagesServer({ port: 0, dir, accountId, token: apiToken, publicURL });
  const delivery = new URL(server.deliveryBaseURL).pathname;
  const images = proxyTo(new URL(server.apiBaseURL).origin);
  const service = { accountId, apiToken, baseURL: server.apiBaseURL };
  return {
    description: `pictures are kept in ${dir}`,
    routes: {
      '/api/images': relayTo(service),
      ...playgroundRoutes(service),
      [delivery]: images,
      [`/upload${delivery}`]: images,
    },
    close: server.close,
  };
}

function relayTo(api: { accountId: string; apiToken: string; baseURL?: string }): Handler {
  // This page has no users to tell apart. An app asks its session here.
  return toNodeHandler(createRelay({ ...api, authorize: () => ({}) }));
}
