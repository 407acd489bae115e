import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type ChildServer, call } from './child-server.ts';
import type { Promises } from './load.ts';
import { hashOf } from './pictures.ts';

/**
 * Compares what clients were told with what a server that was started again has: through its API, and by
 * looking into its folder.
 *
 * @returns What is wrong, in words; nothing when all is right.
 */
export async function findBrokenPromises(
  server: ChildServer,
  dir: string,
  { kept, deleted }: Promises,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const [id, hash] of kept) {
    const response = await call(server, `/v1/${id}/blob`);
    if (!response.ok) wrong.push(`${id} was acknowledged and is lost (${response.status})`);
    else if (hashOf(new Uint8Array(await response.arrayBuffer())) !== hash) {
      wrong.push(`${id} was acknowledged and has other bytes`);
    }
  }
  for (const id of deleted) {
    const response = await call(server, `/v1/${id}`);
    await response.arrayBuffer();
    if (response.status !== 404) wrong.push(`${id} was deleted and is there again`);
  }
  wrong.push(...(await findLooseEnds(dir)));
  return wrong;
}

/** Records without bytes, with too few of them, and bytes without a record. */
async function findLooseEnds(dir: string): Promise<string[]> {
  const database = new DatabaseSync(path.join(dir, 'records.sqlite'), { readOnly: true });
  const rows = database.prepare('SELECT id, key, size FROM images').all();
  database.close();
  const files = new Set(await readdir(path.join(dir, 'originals')));
  const wrong: string[] = [];
  for (const { id, key, size } of rows) {
    if (!files.delete(String(key))) wrong.push(`the record ${id} has no bytes`);
    else {
      const { length } = await readFile(path.join(dir, 'originals', String(key)));
      if (length !== size) wrong.push(`the record ${id} has ${length} of ${size} bytes`);
    }
  }
  for (const key of files) wrong.push(`the bytes ${key} have no record`);
  return wrong;
}
