import { linkSync, readdirSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { backUp } from '../../src/folder/backup.ts';
import { photo, runServer, temporaryFolder } from '../running-server.ts';
import { findBrokenPromises } from './check-folder.ts';
import { startChild } from './child-server.ts';
import { nothingPromised, runClients } from './load.ts';
import { createRandom } from './pictures.ts';

const jpeg = photo('test1.jpg');

it('holds under load what was promised before it began, and nothing by halves', async () => {
  const dir = await temporaryFolder();
  const parent = await temporaryFolder();
  const server = await startChild(dir);
  const promises = nothingPromised();
  const clients = runClients(server, { random: createRandom(1), jpeg, promises }, 6);
  await expect.poll(() => promises.kept.size, { timeout: 20_000 }).toBeGreaterThan(20);
  for (let number = 0; number < 3; number++) {
    const before = { kept: new Map(promises.kept), deleted: new Set(promises.deleted) };
    const to = path.join(parent, `backup-${number}`);
    const { images, copied } = await backUp(dir, to);
    expect(images).toBeGreaterThan(0);
    expect(copied).toBe(0);
    const restored = await startChild(to);
    // What was deleted while the backup was made may be in it or not.
    for (const id of [...promises.deleted, ...promises.doubtful]) before.kept.delete(id);
    const nothing = { doubtful: new Set<string>() };
    expect(await findBrokenPromises(restored, to, { ...before, ...nothing })).toEqual([]);
    expect(restored.errors()).toBe('');
    await restored.kill();
  }
  await server.kill();
  await clients;
}, 60_000);

it('takes no space for bytes on the same disk, and does not follow what happens afterwards', async () => {
  const server = await runServer();
  await server.upload(new Blob([jpeg]), { id: 'kept' });
  const to = path.join(await temporaryFolder(), 'backup');
  expect(await backUp(server.dir, to)).toEqual({ images: 1, copied: 0 });
  const [name = ''] = readdirSync(path.join(to, 'originals'));
  expect(statSync(path.join(to, 'originals', name)).nlink).toBe(2);
  await server.call('/v1/kept', { method: 'DELETE' });
  await server.upload(new Blob([photo('test2.jpg')]), { id: 'later' });
  const restored = await runServer({ dir: to });
  const blob = await (await restored.call('/v1/kept/blob')).arrayBuffer();
  expect(Buffer.from(blob).equals(jpeg)).toBe(true);
  expect((await restored.call('/v1/later')).status).toBe(404);
});

it('has variants, keys and settings in it', async () => {
  const server = await runServer();
  const body = JSON.stringify({ flexible_variants: true });
  await server.call('/v1/config', { method: 'PATCH', body });
  const keys = await (await server.call('/v1/keys')).json();
  await server.close();
  const to = path.join(await temporaryFolder(), 'backup');
  await backUp(server.dir, to);
  const restored = await runServer({ dir: to });
  expect(await (await restored.call('/v1/keys')).json()).toEqual(keys);
  expect(await (await restored.call('/v1/config')).json()).toMatchObject({
    result: { flexible_variants: true },
  });
});

it('goes into a folder that is not there or empty, and leaves nothing when it fails', async () => {
  const server = await runServer();
  const parent = await temporaryFolder();
  await mkdir(path.join(parent, 'empty'));
  await backUp(server.dir, path.join(parent, 'empty'));
  await mkdir(path.join(parent, 'full'));
  await writeFile(path.join(parent, 'full', 'file'), '');
  await expect(backUp(server.dir, path.join(parent, 'full'))).rejects.toThrow('is not empty');
  await expect(backUp(parent, path.join(parent, 'no-records'))).rejects.toThrow(
    /records in .* cannot be copied/,
  );
  linkSync(path.join(parent, 'full', 'file'), path.join(parent, 'a-file'));
  await expect(backUp(server.dir, path.join(parent, 'a-file'))).rejects.toThrow('no backup can');
  expect(readdirSync(parent).toSorted()).toEqual(['a-file', 'empty', 'full']);
});
