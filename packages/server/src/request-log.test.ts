import { connect } from 'node:net';
import type { Image } from '@tintype/core/images';
import { expect, it, onTestFinished, vi } from 'vitest';
import { photo, readAnswer, runServer, TOKEN } from '../test/running-server.ts';
import type { RequestLogEntry } from './index.ts';

const flower = photo('test1.jpg');

async function runLogged(log?: (entry: RequestLogEntry) => void) {
  const entries: RequestLogEntry[] = [];
  const server = await runServer({ log: log ?? ((entry) => entries.push(entry)) });
  return { ...server, entries };
}

it('tells of each request what it was and what became of it', async () => {
  const { upload, call, entries } = await runLogged();
  const { result, headers } = await upload(new Blob([flower]));
  await (await call(`/v1/${result.id}/blob`)).arrayBuffer();
  await (await call('/v1/none', { method: 'DELETE' })).text();
  await expect.poll(() => entries).toHaveLength(3);
  const [created, read, refused] = ['POST', 'GET', 'DELETE'].map((method) =>
    entries.find((entry) => entry.method === method),
  );
  expect(created).toMatchObject({ method: 'POST', status: 200, code: null, complete: true });
  expect(created?.id).toBe(headers.get('x-request-id'));
  expect(created?.time).toBe(new Date(created?.time ?? '').toISOString());
  expect(read?.path).toMatch(new RegExp(`/images/v1/${result.id}/blob$`));
  expect(read?.bytes).toBeGreaterThan(flower.length);
  expect(read?.bytes).toBeLessThan(flower.length + 1000);
  expect(refused).toMatchObject({ method: 'DELETE', status: 404, code: 5404 });
});

it('holds no token, signature, query or one-time URL', async () => {
  const { call, deliveryBaseURL, entries } = await runLogged();
  const { result } = await readAnswer<{ uploadURL: string }>(
    await call('/v2/direct_upload?secret=1', { method: 'POST' }),
  );
  const body = new FormData();
  body.append('file', new Blob([flower]), 'private.jpg');
  body.append('metadata', '{"secret":"2"}');
  const { result: image } = await readAnswer<Image>(
    await fetch(result.uploadURL, { method: 'POST', body }),
  );
  await (await fetch(`${deliveryBaseURL}/${image.id}/public?exp=1&sig=secret3`)).arrayBuffer();
  await expect.poll(() => entries).toHaveLength(3);
  const text = JSON.stringify(entries);
  expect(text).not.toMatch(/secret|sig=|Bearer/);
  expect(text).not.toContain(TOKEN);
  expect(entries[1]?.path).toMatch(/^\/upload\/[\w-]+\/…$/);
});

it('tells of answers that were not waited for', async () => {
  const { upload, images, entries } = await runLogged();
  const { result } = await upload(new Blob([photo('sony-alpha-6000.jpg')]));
  const { hostname, port, pathname } = new URL(`${images}/v1/${result.id}/blob`);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\n\r\n`);
  await new Promise((resolve) => socket.once('data', resolve));
  socket.destroy();
  await expect.poll(() => entries).toHaveLength(2);
  expect(entries[1]).toMatchObject({ status: 200, complete: false });
});

it('answers although the log fails', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => said.mockRestore());
  const { call } = await runLogged(() => {
    throw new Error('the disk of the log is full');
  });
  expect((await call('/v1')).status).toBe(200);
  expect((await call('/v1')).status).toBe(200);
  await expect.poll(() => said.mock.calls.length).toBe(2);
});
