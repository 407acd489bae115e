import { type ChildServer, call } from './child-server.ts';
import { hashOf, uniquePicture } from './pictures.ts';

/** What clients were told. It outlives the server, as their memory does. */
export interface Promises {
  /** Ids that were acknowledged, and the hashes of their bytes. */
  kept: Map<string, string>;
  /** Ids whose deletion was acknowledged. */
  deleted: Set<string>;
  /** Ids whose deletion was asked for and not answered: both is right. */
  doubtful: Set<string>;
}

export function nothingPromised(): Promises {
  return { kept: new Map(), deleted: new Set(), doubtful: new Set() };
}

interface Load {
  random: () => number;
  jpeg: Buffer;
  promises: Promises;
}

/** Clients that upload, upload directly, and delete, until the server is gone. */
export async function runClients(server: ChildServer, load: Load, clients: number): Promise<void> {
  await Promise.all(Array.from({ length: clients }, () => runClient(server, load)));
}

async function runClient(server: ChildServer, load: Load): Promise<void> {
  for (;;) {
    try {
      await act(server, load);
    } catch (error) {
      if (error instanceof Surprise) throw error;
      // The connection ended: nothing was promised.
      if (server.process.exitCode !== null || server.process.signalCode !== null) return;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
}

class Surprise extends Error {}

function act(server: ChildServer, load: Load): Promise<void> {
  const dice = load.random();
  if (dice < 0.2) return deleteOne(server, load);
  return dice < 0.5 ? uploadDirectly(server, load) : upload(server, load);
}

async function upload(server: ChildServer, load: Load): Promise<void> {
  await send(server, `${server.images}/v1`, load);
}

async function uploadDirectly(server: ChildServer, load: Load): Promise<void> {
  const response = await call(server, '/v2/direct_upload', { method: 'POST' });
  const { result } = (await response.json()) as { result: { uploadURL: string } };
  await send(server, result.uploadURL, load);
}

async function send(server: ChildServer, url: string, load: Load): Promise<void> {
  const { random, jpeg, promises } = load;
  // Most are small, so that there are many; some take several batches.
  const bytes = uniquePicture(jpeg, random() < 0.8 ? random() * 100_000 : random() * 2_000_000);
  const body = new FormData();
  body.append('file', new Blob([bytes]), 'picture.jpg');
  const response = await call(server, url, { method: 'POST', body });
  const answer = (await response.json()) as { success: boolean; result: { id: string } };
  if (!answer.success) throw new Surprise(`refused: ${JSON.stringify(answer)}`);
  promises.kept.set(answer.result.id, hashOf(bytes));
}

async function deleteOne(server: ChildServer, { random, promises }: Load): Promise<void> {
  const ids = [...promises.kept.keys()];
  const id = ids[Math.floor(random() * ids.length)];
  if (id === undefined) return;
  promises.kept.delete(id);
  promises.doubtful.add(id);
  const response = await call(server, `/v1/${id}`, { method: 'DELETE' });
  const { success } = (await response.json()) as { success: boolean };
  if (!success) throw new Surprise(`could not delete ${id}: ${response.status}`);
  promises.doubtful.delete(id);
  promises.deleted.add(id);
}
