import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  ACCOUNT,
  filesOf,
  photo,
  runServer,
  TOKEN,
  temporaryFolder,
} from '../test/running-server.ts';
import { type RequestLogEntry, startImagesServer } from './index.ts';

const flower = new Blob([photo('short-ascii-MM.jpg')]);
const account = { accountId: ACCOUNT, token: TOKEN };

it('keeps its pictures from one run to the next', async () => {
  const dir = await temporaryFolder();
  const first = await runServer({ dir });
  const { result } = await first.upload(flower, { id: 'kept' });
  await first.close();
  await first.close();
  const second = await runServer({ dir });
  expect((await second.call('/v1/kept')).status).toBe(200);
  expect(result.id).toBe('kept');
});

it('stops although a client does not read its answer', async () => {
  const server = await runServer();
  const { result } = await server.upload(new Blob([photo('sony-alpha-6000.jpg')]));
  const original = result.variants.find((url) => url.endsWith('/original')) ?? '';
  const response = await fetch(original);
  await server.close();
  await expect(response.arrayBuffer()).rejects.toThrow();
});

it('puts another origin into delivery URLs where people see it under one', async () => {
  const server = await runServer({ publicURL: 'https://pictures.example/' });
  const { result } = await server.upload(flower);
  for (const url of result.variants)
    expect(url).toMatch(/^https:\/\/pictures\.example\/[\w-]{22}\//);
});

it('does not give the account id away in delivery URLs', async () => {
  const { deliveryBaseURL } = await runServer();
  expect(deliveryBaseURL).not.toContain(ACCOUNT);
});

it('repairs what an interrupted run left behind', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const dir = await temporaryFolder();
  const before = await runServer({ dir });
  await before.upload(flower, { id: 'whole' });
  await before.upload(flower, { id: 'without bytes' });
  await before.close();
  const database = new DatabaseSync(path.join(dir, 'records.sqlite'));
  const row = database.prepare("SELECT key FROM images WHERE id = 'without bytes'").get();
  database.close();
  await rm(path.join(dir, 'originals', String(row?.key)));
  await mkdir(path.join(dir, 'arriving'));
  await writeFile(path.join(dir, 'arriving', 'half'), 'x');
  await mkdir(path.join(dir, 'variants', 'of-what-is-no-more'));
  await writeFile(path.join(dir, 'variants', 'of-what-is-no-more', 'public.webp'), 'x');
  await writeFile(path.join(dir, 'originals', 'without-a-record'), 'x');

  const after = await runServer({ dir });
  expect(filesOf(dir)).toHaveLength(1);
  expect(await readdir(dir)).not.toContain('arriving');
  expect((await after.call('/v1/whole')).status).toBe(200);
  expect((await after.call(`/v1/${encodeURIComponent('without bytes')}`)).status).toBe(404);
  expect(said).toHaveBeenCalledOnce();
  said.mockRestore();
});

it('says which port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const dir = await temporaryFolder();
  await expect(startImagesServer({ ...account, port, dir })).rejects.toThrow(
    `port ${port} of 127.0.0.1 is already in use`,
  );
});

it('makes a missing data folder, and says what is wrong with one that it cannot use', async () => {
  const parent = await temporaryFolder();
  await runServer({ dir: path.join(parent, 'a/b/c') });
  expect(await readdir(path.join(parent, 'a/b/c'))).toContain('records.sqlite');

  const file = path.join(parent, 'file');
  await writeFile(file, '');
  for (const dir of [file, path.join(file, 'below')]) {
    await expect(startImagesServer({ ...account, port: 0, dir })).rejects.toThrow(
      /the data folder .* cannot be used \(.*file.*\)\. Name a folder/,
    );
  }
});

it('refuses records of a newer version', async () => {
  const dir = await temporaryFolder();
  await (await runServer({ dir })).close();
  const database = new DatabaseSync(path.join(dir, 'records.sqlite'));
  database.exec('PRAGMA user_version = 99');
  database.close();
  await expect(startImagesServer({ ...account, port: 0, dir })).rejects.toThrow(/newer version/);
});

it.each([
  [{ port: 70_000 }, /port must be a whole number from 0 to 65535, but it is 70000/],
  [{ dir: '' }, /dir must be the path of a folder, but it is ""/],
  [{ accountId: 'a/b' }, /accountId must be .*"a\/b"/],
  [{ token: '' }, /token must be a text that is not empty/],
  [{ publicURL: 'nowhere' }, /publicURL must be an http\(s\) URL, but it is "nowhere"/],
  [{ timeouts: { idle: 0 } }, /timeouts must be made of positive numbers/],
  [{ allowPrivateHosts: [''] }, /allowPrivateHosts must be true, false, or a list of host names/],
  [{ adminToken: '' }, /adminToken must be a text that is not empty/],
  [{ faults: [{ delay: -1 }] }, /faults\[0\]\.delay must be milliseconds/],
])('refuses the options %j at the door', async (options, message) => {
  await expect(startImagesServer({ ...account, dir: '/unused', ...options })).rejects.toThrow(
    message,
  );
});

it('understands a request that names the whole URL, as if to a proxy, and logs no more of it', async () => {
  const entries: RequestLogEntry[] = [];
  const { upload, deliveryBaseURL } = await runServer({ log: (entry) => entries.push(entry) });
  await upload(flower, { id: 'flower' });
  const { hostname, port, pathname } = new URL(deliveryBaseURL);
  const ask = async (method: string, target: string): Promise<string> => {
    const socket = connect(Number(port), hostname);
    socket.write(
      `${method} http://example.org${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
    );
    return await text(socket);
  };
  expect(await ask('GET', `${pathname}/flower/public`)).toMatch(/^HTTP\/1.1 200 /);
  expect(await ask('POST', `/upload${pathname}/secret`)).toContain('"code": 5404');
  await expect.poll(() => entries).toHaveLength(3);
  expect(entries[2]?.path).toBe(`/upload${pathname}/…`);
});
