import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { envelope, image, read, relayWith, SITE, uploadOf } from '../test/fake-service.ts';
import type { RelayFault, RelayOptions } from './index.ts';
import { toNodeHandler } from './node.ts';

const list = () => new Request(`${SITE}/api/images`);
const relayOf = (...faults: RelayFault[]) =>
  relayWith(({ method }) => envelope(method === 'POST' ? image() : { images: [] }), { faults });

it('refuses as it is told, so many times, and only what is meant', async () => {
  const { relay, sent } = relayOf({
    on: ['list'],
    times: 2,
    status: 429,
    code: 971,
    message: 'wait',
    headers: { 'Retry-After': '3' },
  });
  expect((await relay(await uploadOf())).status).toBe(200);
  for (let count = 0; count < 2; count++) {
    const answer = await relay(list());
    expect(answer.headers.get('retry-after')).toBe('3');
    expect(await read(answer)).toMatchObject({
      status: 429,
      body: { success: false, errors: [{ code: 971, message: 'wait' }] },
    });
  }
  expect((await relay(list())).status).toBe(200);
  expect(sent).toHaveLength(2);
});

it('refuses in text', async () => {
  const { relay } = relayOf({ status: 404, code: 5404, message: 'Image not found', text: true });
  const answer = await relay(list());
  expect(answer.status).toBe(404);
  expect(answer.headers.get('cf-images')).toBe('err=5404');
  expect(await answer.text()).toBe('ERROR 5404: Image not found\n');
});

it('is late, and then right', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { relay, sent } = relayOf({ on: (request) => request.method === 'GET', delay: 5000 });
  const answer = relay(list());
  await vi.advanceTimersByTimeAsync(4999);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect((await answer).status).toBe(200);
});

it.each<['before' | 'after', number]>([
  ['before', 0],
  ['after', 1],
])('cuts the connection %s it is done', async (cut, done) => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => void vi.restoreAllMocks());
  const { relay, sent } = relayOf({ on: 'list', cut });
  const server = createServer(toNodeHandler(relay));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  await expect(fetch(`http://127.0.0.1:${port}/api/images`)).rejects.toThrow('fetch failed');
  expect(sent).toHaveLength(done);
});

it('is off unless it is asked for, and checked at the door', async () => {
  const { relay } = relayWith(() => envelope({ images: [] }));
  expect((await relay(list())).status).toBe(200);
  for (const fault of [{ status: 99 }, { times: 0 }, { cut: 'now' }, null, { delay: -1 }]) {
    const faults = [fault] as RelayOptions['faults'];
    expect(() => relayWith(() => envelope({}), { faults })).toThrow(/faults must be a list/);
  }
});
