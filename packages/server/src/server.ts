import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { createImageDescriber } from './answers/image-result.ts';
import { createBatchTokens } from './api/batch-tokens.ts';
import { createGateway } from './api/gateway.ts';
import { createImagesApi } from './api/images-api.ts';
import { connectionOptions, limitConnections } from './connection-limits.ts';
import { accountHash } from './delivery/account-hash.ts';
import { createDelivery } from './delivery/deliver-image.ts';
import { deliveryError } from './delivery/delivery-error.ts';
import { isDeliveryURL } from './delivery/delivery-path.ts';
import { createUploadHost } from './direct-uploads/upload-host.ts';
import { createFaultList } from './faults/fault-list.ts';
import { withFaultRoutes } from './faults/fault-routes.ts';
import { withFaults } from './faults/with-faults.ts';
import { type ImagesServerOptions, resolveOptions, type Settings } from './options.ts';
import { logRequests } from './request-log.ts';
import { openStores, type Stores } from './stores.ts';

/** A running server. */
export interface ImagesServer {
  /** Where the API is: the `baseURL` of Cloudflare's SDK and of the relay. */
  apiBaseURL: string;
  /** What delivery URLs begin with: `/{id}/{variant}` follows. */
  deliveryBaseURL: string;
  /** Takes no more requests, lets those under way end within three seconds, and closes the records. */
  close(): Promise<void>;
}

/**
 * Starts the Images API on this machine.
 *
 * @throws TypeError when an option is not what it must be.
 * @throws Error when the port is taken or the folder cannot be used; the message says what to do.
 *
 * @example
 * ```ts
 * import Cloudflare from 'cloudflare';
 *
 * const server = await startImagesServer({ port: 0, dir: './images', accountId: 'dev', token: 'secret' });
 * const cloudflare = new Cloudflare({ apiToken: 'secret', baseURL: server.apiBaseURL });
 * ```
 */
export async function startImagesServer(options: ImagesServerOptions): Promise<ImagesServer> {
  const settings = resolveOptions(options);
  const stores = await openStores(settings.dir);
  let publicOrigin = '';
  const hash = accountHash(settings.accountId);
  const answerApp = getRequestListener(createApp(settings, stores, () => publicOrigin).fetch);
  const deliver = createDelivery({ hash, stores });
  const answer: RequestListener = (incoming, outgoing) => {
    // Delivery works on Node's own objects, for speed.
    const answerer = isDeliveryURL(incoming.url ?? '', hash) ? deliver : answerApp;
    void answerer(incoming, outgoing);
  };
  const server = createServer(connectionOptions(settings.timeouts));
  limitConnections(server);
  const surrounded = surround(answer, settings);
  server.on('request', (incoming, outgoing) => {
    incoming.url = originForm(incoming.url ?? '/');
    surrounded(incoming, outgoing);
  });
  try {
    await listen(server, settings);
  } catch (error) {
    stores.close();
    throw error;
  }
  const origin = originOf(server, settings.host);
  publicOrigin = settings.publicURL ?? origin;
  let closed: Promise<void> | undefined;
  return {
    apiBaseURL: `${origin}/client/v4`,
    deliveryBaseURL: `${publicOrigin}/${hash}`,
    close: () => {
      closed ??= close(server, stores);
      return closed;
    },
  };
}

/** HTTP lets a client name the whole URL, as if to a proxy (RFC 9112, section 3.2.2). */
function originForm(target: string): string {
  const path = target.replace(/^https?:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}

/** What happens around every answer, from the inside out. */
function surround(answer: RequestListener, settings: Settings): RequestListener {
  const { adminToken, log } = settings;
  const faults = createFaultList(settings.faults);
  let surrounded = withFaults(answer, faults);
  if (adminToken !== undefined) surrounded = withFaultRoutes(surrounded, faults, adminToken);
  if (log !== undefined) surrounded = logRequests(surrounded, log);
  return surrounded;
}

function createApp(
  settings: Settings,
  stores: Stores,
  publicOrigin: () => string,
): Hono<{ Bindings: HttpBindings }> {
  const { accountId, token } = settings;
  const app = new Hono<{ Bindings: HttpBindings }>();
  const hash = accountHash(accountId);
  const deliveryBaseURL = () => `${publicOrigin()}/${hash}`;
  const uploadBaseURL = () => `${publicOrigin()}/upload/${hash}`;
  const describe = createImageDescriber(deliveryBaseURL, () =>
    stores.variants.list().map(({ id }) => id),
  );
  const batchTokens = createBatchTokens();
  const intake = {
    originals: stores.originals,
    remote: { privateHosts: settings.allowPrivateHosts },
    timeouts: settings.timeouts,
  };
  const images = createImagesApi({ stores, intake, describe, uploadBaseURL, batchTokens });
  const gateway = createGateway(images, { accountId, token, batchTokens });
  app.all('/client/v4/*', ({ req, env }) => gateway.fetch(req.raw, env));
  app.all('/images/*', ({ req, env }) => gateway.fetch(req.raw, env));
  const uploadHost = createUploadHost({ records: stores.records, intake }, describe);
  app.all(`/upload/${hash}/*`, ({ req, env }) => uploadHost.fetch(req.raw, env));
  app.notFound(() => deliveryError(404, 9404, 'There is nothing at this address'));
  app.onError((error) => {
    console.error('Tintype server:', error);
    return deliveryError(500, 9500, 'Internal error');
  });
  return app;
}

function listen(server: Server, { port, host }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `port ${port} of ${host} is already in use. Choose another one, or 0 for any.`,
            )
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
}

function originOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  // An address that stands for all of them cannot be connected to everywhere.
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

// Connections whose request ends while the server is closing become idle one by one.
const SWEEP_EVERY = 20;
// A client that does not read its answer must not keep the server from stopping.
const PATIENCE = 3000;

function close(server: Server, stores: Stores): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY);
    const cut = setTimeout(() => server.closeAllConnections(), PATIENCE);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      stores.close();
      resolve();
    });
  });
}
