import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHTTPServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRelay } from '@tintype/relay';
import { toNodeHandler } from '@tintype/relay/node';
import { onTestFinished } from 'vitest';
import { listen } from '../stack.ts';
import { startFaultyProxy } from './faulty-proxy.ts';
import { prepareServer } from './killable-server.ts';

const accountId = '023e105f4ecef8ad9ca31a8372d0c353';

/** The relay and the image server, behind a proxy that breaks what passes. */
export async function startStormStack({ seed, share }: { seed: number; share: number }) {
  const dir = await mkdtemp(path.join(tmpdir(), 'tintype-storm-'));
  const token = randomUUID();
  let publicURL = '';
  const server = await prepareServer({ dir, accountId, token, publicURL: () => publicURL });
  const relay = createRelay({
    accountId,
    apiToken: token,
    baseURL: `${server.origin}/client/v4`,
    allowedOrigins: () => true,
    authorize: (request) => ({
      creator: request.headers.get('authorization')?.replace('User ', '') ?? '',
    }),
  });
  const relaySite = createHTTPServer(toNodeHandler(relay));
  const relayOrigin = await listen(relaySite);
  const proxy = await startFaultyProxy({
    target: (url) => (url.startsWith('/api/images') ? relayOrigin : server.origin),
    seed,
    share,
  });
  publicURL = proxy.origin;
  await server.start();
  onTestFinished(async () => {
    await proxy.close();
    relaySite.closeAllConnections();
    await new Promise((resolve) => relaySite.close(resolve));
    await server.kill();
    await rm(dir, { recursive: true, force: true });
  });
  const endpoint = `${proxy.origin}/api/images`;
  return { server, proxy, endpoint, images: imagesAPI(server.origin, token) };
}

/** All that the image server has, asked for at its own door. */
function imagesAPI(origin: string, token: string) {
  const call = (rest: string) =>
    fetch(`${origin}/client/v4/accounts/${accountId}/images${rest}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
  const ids = async (): Promise<string[]> => {
    const { result } = await (await call('/v2?per_page=10000')).json();
    return result.images.map(({ id }: { id: string }) => id);
  };
  const digestOf = async (id: string) => {
    const blob = await call(`/v1/${encodeURIComponent(id)}/blob`);
    return digest(new Uint8Array(await blob.arrayBuffer()));
  };
  return { ids, digestOf };
}

/** Names bytes. */
export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
