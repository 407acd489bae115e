import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createWorld, failure } from '../../test/simulated-world.ts';
import type { UploaderOptions } from '../options.ts';
import type { UploadEvent } from './upload-events.ts';
import { createEngine } from './uploader.ts';

const require = createRequire(import.meta.url);
const photo = readFileSync(require.resolve('exif/test/test1.jpg'));

function setUp(options: Partial<UploaderOptions> = {}) {
  const world = createWorld();
  const page = world.open();
  const events: UploadEvent[] = [];
  const all = {
    endpoint: '/api/images',
    prepare: false as const,
    retry: { baseDelay: 1, maxDelay: 2 },
    onEvent: (event: UploadEvent) => void events.push(event),
    ...options,
  };
  const uploader = createEngine(all, page.platform);
  onTestFinished(uploader.destroy);
  const add = (name: string, type = 'image/jpeg') => {
    const [id = ''] = uploader.add([new File([photo], name, { type })]);
    return id;
  };
  const types = () => events.map(({ type }) => type);
  const next = async () => {
    await vi.waitFor(() => expect(page.sends).toHaveLength(1));
    const send = page.sends.shift();
    if (!send) throw new Error('nothing is sent');
    return send;
  };
  return { world, page, uploader, events, add, types, next };
}

it('tells the whole course of a picture, with the reason of each retry and the times', async () => {
  const { world, page, events, add, types, next } = setUp();
  const id = add('a.jpg');
  (await next()).reject(failure(503));
  // Whoever cannot say whether it arrived is asked first.
  await vi.waitFor(() => expect(page.questions.length + page.sends.length).toBe(1));
  page.questions.shift()?.resolve('absent');
  const second = await next();
  second.onSent();
  second.resolve(world.store(second));
  await vi.waitFor(() => expect(types()).toContain('done'));
  expect(types()).toEqual(['added', 'prepared', 'attempt', 'retry', 'attempt', 'sent', 'done']);
  const [added, prepared, first, retry, , sent, done] = events;
  expect(added).toMatchObject({ id, name: 'a.jpg', size: photo.length, mediaType: 'image/jpeg' });
  expect(prepared).toMatchObject({ size: photo.length });
  expect(first).toMatchObject({ attempt: 1, requestId: `${id}.1` });
  expect(retry).toMatchObject({ attempt: 1, requestId: `${id}.1`, error: { status: 503 } });
  expect(sent).toMatchObject({ attempt: 2, requestId: `${id}.2` });
  expect(done).toMatchObject({ attempt: 2, requestId: `${id}.2`, imageId: second.place });
  const { total, ...spent } = done?.type === 'done' ? done.timings : { total: -1 };
  expect(Object.keys(spent).sort()).toEqual([
    'preparing',
    'processing',
    'queued',
    'retrying',
    'uploading',
  ]);
  expect(Object.values(spent).reduce((sum, time) => sum + time, 0)).toBe(total);
  expect(events.map(({ time }) => time)).toEqual(events.map(({ time }) => time).toSorted());
});

it('tells what was refused, given up, stopped and taken up again', async () => {
  const { uploader, events, add, types, next } = setUp({ retry: false });
  add('a.gif', 'text/plain');
  await vi.waitFor(() => expect(types()).toContain('attempt'));
  uploader.pause();
  uploader.resume();
  (await next()).reject(failure(503));
  await vi.waitFor(() => expect(types()).toContain('failed'));
  uploader.retryAll();
  await vi.waitFor(() => expect(types().at(-1)).toBe('attempt'));
  uploader.clear();
  await vi.waitFor(() => expect(types().at(-1)).toBe('canceled'));
  expect(types()).toEqual([
    'added',
    'prepared',
    'attempt',
    'paused',
    'attempt',
    'failed',
    'attempt',
    'canceled',
  ]);
  expect(events[5]).toMatchObject({ error: { code: 'service-failed' } });
});

it('names the attempt at the endpoint only where somebody listens', async () => {
  const { page, add, next } = setUp();
  const id = add('a.jpg');
  await next();
  expect(page.headers).toEqual([{ 'X-Request-Id': `${id}.1` }]);
  const silent = setUp({ onEvent: undefined });
  silent.add('a.jpg');
  await silent.next();
  expect(silent.page.headers).toEqual([{}]);
});

it('says nothing of pictures that were stored before', async () => {
  const image = {
    id: 'x',
    filename: 'x.jpg',
    uploaded: '',
    requireSignedURLs: false,
    variants: [],
  };
  const { uploader, add, types } = setUp({ initialImages: [image] });
  add('a.jpg');
  await vi.waitFor(() => expect(types()).toContain('attempt'));
  expect(types().filter((type) => type === 'done')).toEqual([]);
  uploader.clear();
});

it('survives a listener that throws', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => void vi.restoreAllMocks());
  const { world, uploader, add, next } = setUp({
    onEvent: () => {
      throw new Error('no log');
    },
  });
  const id = add('a.jpg');
  const send = await next();
  send.resolve(world.store(send));
  await vi.waitFor(() => expect(uploader.getItem(id)?.status).toBe('done'));
});
