import type { Image } from '@tintype/core/images';
import { expect, it, vi } from 'vitest';
import {
  filesOf,
  photo,
  type RunningServer,
  readAnswer,
  runServer,
} from '../../test/running-server.ts';

interface Ticket {
  id: string;
  uploadURL: string;
}

async function reserve(server: RunningServer, fields: Record<string, string> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return readAnswer<Ticket>(await server.call('/v2/direct_upload', { method: 'POST', body }));
}

/** As a browser does it: without a token. */
async function send(uploadURL: string, bytes: Buffer<ArrayBuffer> = photo('test1.jpg')) {
  const body = new FormData();
  body.append('file', new Blob([bytes]), 'photo.jpg');
  return readAnswer<Image>(await fetch(uploadURL, { method: 'POST', body }));
}

it('reserves an image, takes its picture once without a token, and keeps what was reserved', async () => {
  const server = await runServer();
  const { result: ticket } = await reserve(server, {
    requireSignedURLs: 'true',
    creator: 'ann',
    metadata: '{"album":"summer"}',
  });
  const draft = await readAnswer<Image>(await server.call(`/v1/${ticket.id}`));
  expect(draft.result).toMatchObject({
    id: ticket.id,
    filename: null,
    draft: true,
    requireSignedURLs: true,
    creator: 'ann',
  });
  const list = await readAnswer<{ images: Image[] }>(await server.call('/v2'));
  expect(list.result.images).toEqual([]);

  const sent = await send(ticket.uploadURL);
  expect(sent.headers.get('access-control-allow-origin')).toBe('*');
  const facts = { id: ticket.id, filename: 'photo.jpg', meta: { album: 'summer' }, creator: 'ann' };
  expect(sent.result).toMatchObject({ ...facts, requireSignedURLs: true });
  const kept = await readAnswer<Image>(await server.call(`/v1/${ticket.id}`));
  expect(kept.result).toEqual(sent.result);
  expect(kept.result).not.toHaveProperty('draft');

  const again = await send(ticket.uploadURL, photo('test2.jpg'));
  expect([again.status, again.code]).toEqual([409, 5409]);
  expect(filesOf(server.dir)).toHaveLength(1);
});

it('lets one of two who send at the same moment win', async () => {
  const server = await runServer();
  const { result: ticket } = await reserve(server);
  const both = await Promise.all([send(ticket.uploadURL), send(ticket.uploadURL)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(filesOf(server.dir)).toHaveLength(1);
});

it('stays a draft after a picture that was refused', async () => {
  const server = await runServer();
  const { result: ticket } = await reserve(server);
  const refused = await send(ticket.uploadURL, Buffer.from('words'));
  expect([refused.status, refused.code]).toEqual([415, 5455]);
  expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  expect((await send(ticket.uploadURL)).status).toBe(200);
});

it('knows no id that was never reserved, or whose time is over', async () => {
  const server = await runServer();
  const { result: ticket } = await reserve(server);
  const other = ticket.uploadURL.replace(ticket.id, 'other');
  expect((await send(other)).code).toBe(5404);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 60_000 });
  try {
    expect((await send(ticket.uploadURL)).code).toBe(5404);
    expect((await server.call(`/v1/${ticket.id}`)).status).toBe(404);
  } finally {
    vi.useRealTimers();
  }
  expect(filesOf(server.dir)).toEqual([]);
});

it('takes custom ids, with slashes, and refuses one that is taken', async () => {
  const server = await runServer();
  const { result: ticket } = await reserve(server, { id: 'a/b c' });
  expect(ticket.uploadURL).toMatch(/\/a%2Fb%20c$/);
  expect((await reserve(server, { id: 'a/b c' })).code).toBe(5409);
  expect((await server.upload(new Blob([photo('test1.jpg')]), { id: 'a/b c' })).code).toBe(5409);
  expect((await send(ticket.uploadURL)).result.id).toBe('a/b c');
  expect((await reserve(server, { id: 'a/b c' })).code).toBe(5409);
  expect((await reserve(server, { id: 'x', requireSignedURLs: 'true' })).code).toBe(5410);
});

it('takes an empty form, no body at all, and an expiry within its bounds', async () => {
  const server = await runServer();
  expect((await reserve(server)).status).toBe(200);
  expect((await server.call('/v2/direct_upload', { method: 'POST' })).status).toBe(200);
  const json = { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } };
  expect((await readAnswer(await server.call('/v2/direct_upload', json))).code).toBe(5415);
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  expect((await reserve(server, { expiry: inMinutes(5) })).status).toBe(200);
  for (const expiry of [inMinutes(1), inMinutes(400), 'tomorrow']) {
    expect((await reserve(server, { expiry })).code).toBe(5400);
  }
});

it('deletes a draft, and answers other methods and the question of browsers', async () => {
  const server = await runServer();
  const { result: ticket } = await reserve(server);
  const options = await fetch(ticket.uploadURL, { method: 'OPTIONS' });
  expect(options.status).toBe(204);
  expect(options.headers.get('access-control-allow-headers')).toContain('content-type');
  expect((await fetch(ticket.uploadURL)).status).toBe(405);
  expect((await server.call(`/v1/${ticket.id}`, { method: 'DELETE' })).status).toBe(200);
  expect((await send(ticket.uploadURL)).code).toBe(5404);
});

it('keeps reservations over a restart', async () => {
  const first = await runServer();
  const { result: ticket } = await reserve(first);
  await first.close();
  const second = await runServer({ dir: first.dir });
  const url = new URL(ticket.uploadURL);
  expect((await send(new URL(url.pathname, second.apiBaseURL).href)).status).toBe(200);
});
