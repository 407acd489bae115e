import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { startImagesServer } from '../../src/index.ts';
import { ACCOUNT, filesOf, photo, runServer, TOKEN, temporaryFolder } from '../running-server.ts';
import { startChild } from './child-server.ts';

const options = { port: 0, accountId: ACCOUNT, token: TOKEN };
const inUse = /the data folder .* is in use by another server\. Stop that one first/;

it('refuses a second server over the same folder, in this process and in another', async () => {
  const first = await runServer();
  const { result } = await first.upload(new Blob([photo('test1.jpg')]));
  await expect(startImagesServer({ ...options, dir: first.dir })).rejects.toThrow(inUse);
  await expect(startChild(first.dir)).rejects.toThrow(inUse);
  const link = path.join(await temporaryFolder(), 'link');
  await symlink(first.dir, link);
  await expect(startImagesServer({ ...options, dir: link })).rejects.toThrow(inUse);
  // The first is as it was: the others touched nothing.
  expect(filesOf(first.dir)).toHaveLength(1);
  expect((await first.call(`/v1/${result.id}/blob`)).status).toBe(200);
  expect((await first.upload(new Blob([photo('test2.jpg')]))).status).toBe(200);
}, 30_000);

it('gives the folder to the next as soon as the server is closed, or killed', async () => {
  const dir = await temporaryFolder();
  await (await runServer({ dir })).close();
  const child = await startChild(dir);
  onTestFinished(child.kill);
  await expect(startImagesServer({ ...options, dir })).rejects.toThrow(inUse);
  await child.kill();
  expect((await (await runServer({ dir })).call('/v1')).status).toBe(200);
}, 30_000);

it('lets others read the records while it writes', async () => {
  const server = await runServer();
  const readers = Array.from(
    { length: 4 },
    () => new DatabaseSync(path.join(server.dir, 'records.sqlite'), { readOnly: true }),
  );
  for (let written = 1; written <= 3; written++) {
    await server.upload(new Blob([photo('test1.jpg')]));
    for (const reader of readers) {
      expect(reader.prepare('SELECT count(*) AS count FROM images').get()).toEqual({
        count: written,
      });
    }
  }
  for (const reader of readers) reader.close();
});
