import { request } from 'node:http';
import type { Image } from '@tintype/core/images';
import { expect, it } from 'vitest';
import {
  filesOf,
  photo,
  type RunningServer,
  readAnswer,
  runServer,
} from '../../test/running-server.ts';
import type { ImagesServerOptions } from '../index.ts';

const flower = new Blob([photo('test1.jpg')]);
const ADMIN = 'an-admin-token';

function runFaulty(...faults: NonNullable<ImagesServerOptions['faults']>) {
  return runServer({ faults });
}

it('refuses so many requests of a route, and then answers as ever', async () => {
  const server = await runFaulty({
    on: 'create-image',
    status: 429,
    code: 971,
    message: 'Please wait',
    headers: { 'Retry-After': '7' },
    times: 2,
  });
  expect((await server.call('/v1')).status).toBe(200);
  for (let time = 0; time < 2; time++) {
    const refused = await server.upload(flower);
    expect(refused).toMatchObject({ status: 429, code: 971, message: 'Please wait' });
    expect(refused.headers.get('retry-after')).toBe('7');
    expect(refused.headers.get('cf-images')).toBe('err=971');
  }
  expect((await server.upload(flower)).status).toBe(200);
  expect(filesOf(server.dir)).toHaveLength(1);
});

it('answers in plain text', async () => {
  const server = await runFaulty({
    status: 404,
    code: 5404,
    message: 'Image not found',
    text: true,
  });
  const response = await server.call('/v1/any');
  expect(response.headers.get('content-type')).toBe('text/plain;charset=utf-8');
  expect(await response.text()).toBe('ERROR 5404: Image not found\n');
});

it('cuts the connection before anything is stored', async () => {
  const server = await runFaulty({ on: 'create-image', cut: 'before', times: 1 });
  await expect(server.upload(flower, { id: 'mine' })).rejects.toThrow('fetch failed');
  expect(filesOf(server.dir)).toEqual([]);
  expect((await server.upload(flower, { id: 'mine' })).status).toBe(200);
});

it('cuts the connection after the picture was stored, before the answer', async () => {
  const server = await runFaulty({ on: 'create-image', cut: 'after', times: 1 });
  await expect(server.upload(flower, { id: 'mine' })).rejects.toThrow('fetch failed');
  expect((await server.call('/v1/mine')).status).toBe(200);
  expect(await server.upload(flower, { id: 'mine' })).toMatchObject({ status: 409, code: 5409 });
});

it('cuts direct uploads and deliveries, too', async () => {
  const server = await runFaulty(
    { on: 'receive-upload', cut: 'after', times: 1 },
    { on: 'deliver-image', cut: 'after', times: 1 },
  );
  const { result } = await readAnswer<{ id: string; uploadURL: string }>(
    await server.call('/v2/direct_upload', { method: 'POST' }),
  );
  const body = new FormData();
  body.append('file', flower, 'a.jpg');
  await expect(fetch(result.uploadURL, { method: 'POST', body })).rejects.toThrow('fetch failed');
  const image = (await readAnswer<Image>(await server.call(`/v1/${result.id}`))).result;
  expect(image.draft).toBeUndefined();
  const url = image.variants.find((variant) => variant.endsWith('/public')) ?? '';
  await expect(fetch(url)).rejects.toThrow('fetch failed');
  expect((await fetch(url)).status).toBe(200);
});

it('answers late, and rightly', async () => {
  const server = await runFaulty({ on: 'list-images', delay: 150 });
  const order: string[] = [];
  await Promise.all([
    server.call('/v1').then(({ status }) => order.push(`late ${status}`)),
    server.call('/v1/stats').then(({ status }) => order.push(`at once ${status}`)),
  ]);
  expect(order).toEqual(['at once 200', 'late 200']);
});

it('can be read by pages where they send to, and leaves their questions alone', async () => {
  const server = await runFaulty({ on: 'receive-upload', status: 503 });
  const { result } = await readAnswer<{ uploadURL: string }>(
    await server.call('/v2/direct_upload', { method: 'POST' }),
  );
  expect((await fetch(result.uploadURL, { method: 'OPTIONS' })).status).toBe(204);
  const refused = await fetch(result.uploadURL, { method: 'POST', body: 'x' });
  expect(refused.status).toBe(503);
  expect(refused.headers.get('access-control-allow-origin')).toBe('*');
});

it('takes a function, and several names', async () => {
  const server = await runFaulty(
    { on: ({ headers }) => headers['x-unlucky'] === 'yes', status: 418, code: 1 },
    { on: ['get-image', 'delete-image'], status: 500 },
  );
  expect((await server.call('/v1', { headers: { 'X-Unlucky': 'yes' } })).status).toBe(418);
  expect((await server.call('/v1')).status).toBe(200);
  expect((await server.call('/v1/a')).status).toBe(500);
  expect((await server.call('/v1/a', { method: 'DELETE' })).status).toBe(500);
});

async function admin(server: RunningServer, init: RequestInit = {}, token = ADMIN) {
  const url = new URL('/tintype/faults', server.apiBaseURL);
  const headers = { Authorization: `Bearer ${token}` };
  return readAnswer<{ faults: unknown[] }>(await fetch(url, { ...init, headers }));
}

const put = (faults: unknown) => ({ method: 'PUT', body: JSON.stringify({ faults }) });

it('is changed while the server runs, by those who have the admin token', async () => {
  const server = await runServer({ adminToken: ADMIN });
  expect((await admin(server)).result.faults).toEqual([]);
  const fault = { on: 'list-images', status: 503, times: 2 };
  expect((await admin(server, put([fault]))).result.faults).toEqual([fault]);
  expect((await server.call('/v1')).status).toBe(503);
  expect((await admin(server)).result.faults).toEqual([{ ...fault, times: 1 }]);
  expect((await admin(server, { method: 'DELETE' })).result.faults).toEqual([]);
  expect((await server.call('/v1')).status).toBe(200);
  expect(await admin(server, {}, 'another')).toMatchObject({ status: 403, code: 10_000 });
  expect((await admin(server, { method: 'POST' })).status).toBe(405);
});

it.each([
  [[{ when: 'always' }], 'no field "when"'],
  [[{ on: 'everything' }], 'names of routes'],
  [[{ cut: 'maybe' }], '"before" or "after"'],
  [[{ delay: -1 }], 'milliseconds'],
  [[{}, { status: 42 }], 'faults[1].status must be an HTTP status'],
  [{}, 'must be a list'],
])('refuses the faults %j, and keeps those that there were', async (faults, reason) => {
  const server = await runServer({ adminToken: ADMIN, faults: [{ on: 'get-image', status: 500 }] });
  const refused = await admin(server, put(faults));
  expect(refused).toMatchObject({ status: 400, code: 5400 });
  expect(refused.message).toContain(reason);
  expect((await admin(server)).result.faults).toHaveLength(1);
});

it('has no admin routes unless there is an admin token', async () => {
  const server = await runServer();
  const response = await fetch(new URL('/tintype/faults', server.apiBaseURL));
  expect(response.status).toBe(404);
});

it('goes on when a client leaves while it is delayed', async () => {
  const server = await runFaulty({ on: 'list-images', delay: 50 });
  const left = request(`${server.images}/v1`);
  left.on('error', () => undefined).end();
  await new Promise((resolve) => left.once('socket', (socket) => socket.once('connect', resolve)));
  left.destroy();
  expect((await server.call('/v1')).status).toBe(200);
});
