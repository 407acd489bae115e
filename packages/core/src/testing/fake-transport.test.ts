import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { UploaderOptions } from '../options.ts';
import { createUploader, type Uploader } from '../uploader/uploader.ts';
import type { Script } from './fake-line.ts';
import {
  createFakeTransport,
  type FakeTransport,
  type FakeTransportOptions,
} from './fake-transport.ts';
import { createJPEG } from './jpeg.ts';
import type { Outcome } from './outcome.ts';

const ENDPOINT = '/api/images';

const open: FakeTransport[] = [];

function fakeTransport(script: Script = [], options: FakeTransportOptions = {}) {
  const transport = createFakeTransport(script, options);
  open.push(transport);
  return transport;
}

function uploaderWith(options: Partial<UploaderOptions> = {}): Uploader {
  const uploader = createUploader({
    endpoint: ENDPOINT,
    retry: { baseDelay: 1, maxDelay: 5 },
    previews: false,
    ...options,
  });
  onTestFinished(() => uploader.clear());
  return uploader;
}

const statusesOf = (uploader: Uploader) => uploader.getSnapshot().items.map(({ status }) => status);

const until = (uploader: Uploader, ...statuses: string[]) =>
  vi.waitFor(() => expect(statusesOf(uploader)).toEqual(statuses), { timeout: 3000 });

afterEach(() => {
  for (const transport of open.splice(0)) transport.restore();
  // What one test leaves behind would answer the next one.
  expect('XMLHttpRequest' in globalThis).toBe(false);
});

describe('an upload by the real engine', () => {
  it('is stored, and the test can look at what was sent', async () => {
    const transport = fakeTransport();
    const uploader = uploaderWith({ metadata: () => ({ alt: 'A boat' }), creator: 'ann' });
    uploader.add([createJPEG({ name: 'boat.jpg' })]);
    await until(uploader, 'done');
    const [request] = transport.requests;
    expect(transport.requests).toHaveLength(1);
    expect(request).toMatchObject({
      url: ENDPOINT,
      fields: { metadata: '{"alt":"A boat"}', creator: 'ann' },
      headers: { accept: 'application/json' },
    });
    expect(request?.file.name).toBe('boat.jpg');
    expect(request?.key).toMatch(/^[\w-]{16,}$/);
    const [image] = transport.images;
    expect(image).toMatchObject({ filename: 'boat.jpg', meta: { alt: 'A boat' }, creator: 'ann' });
    expect(uploader.getSnapshot().items[0]).toMatchObject({ image });
  });

  it('shows the progress that was scripted, and waits where it is held', async () => {
    const transport = fakeTransport([{ progress: [0.3, 0.7], held: true }]);
    const uploader = uploaderWith({ prepare: false });
    uploader.add([createJPEG()]);
    await vi.waitFor(() =>
      expect(uploader.getSnapshot().items[0]).toMatchObject({ status: 'uploading', progress: 0.7 }),
    );
    expect(transport.images).toEqual([]);
    transport.release();
    await until(uploader, 'done');
  });

  it('waits for its answer where it is held with all bytes sent', async () => {
    const transport = fakeTransport([{ progress: [1], held: true }]);
    const uploader = uploaderWith();
    uploader.add([createJPEG()]);
    await until(uploader, 'processing');
    transport.release();
    await until(uploader, 'done');
  });

  it.each<[string, Outcome, number]>([
    ['was refused for a while', { status: 429, retryAfterSeconds: 0 }, 2],
    ['met a failing service', { status: 503 }, 2],
    ['was cut', 'cut', 2],
    ['was cut in the middle', { progress: [0.5], cut: 'before-storing' }, 2],
    ['was stored without an answer', 'cut-after-storing', 1],
  ])('is stored once although it %s', async (_, outcome, requests) => {
    const transport = fakeTransport([outcome]);
    const uploader = uploaderWith();
    uploader.add([createJPEG()]);
    await until(uploader, 'done');
    expect(transport.requests).toHaveLength(requests);
    expect(new Set(transport.requests.map(({ key }) => key)).size).toBe(1);
    expect(transport.images).toHaveLength(1);
  });

  it.each<[string, Outcome, object]>([
    ['a refusal', { status: 413 }, { code: 'file-too-large', status: 413 }],
    [
      'a refusal in own words',
      { status: 400, code: 5443, message: 'Too long' },
      { apiErrors: [{ code: 5443, message: 'Too long' }] },
    ],
    ['a page to sign in', { text: '<html>Sign in' }, { code: 'invalid-response', status: 200 }],
    ['a cut', 'cut', { code: 'network' }],
  ])('fails with %s', async (_, outcome, error) => {
    fakeTransport([outcome]);
    const uploader = uploaderWith({ retry: { attempts: 1 } });
    uploader.add([createJPEG()]);
    await until(uploader, 'failed');
    expect(uploader.getSnapshot().items[0]).toMatchObject({ error });
  });

  it('ends when it is cancelled, and nothing is stored', async () => {
    const transport = fakeTransport([{ progress: [0.5], held: true }]);
    const uploader = uploaderWith();
    uploader.add([createJPEG()]);
    await until(uploader, 'uploading');
    uploader.cancel(uploader.getSnapshot().items[0]?.id ?? '');
    await until(uploader, 'canceled');
    transport.release();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(transport.images).toEqual([]);
  });

  it('of a private picture goes through a reserved place, and its lost answer is found', async () => {
    const transport = fakeTransport(['cut', 'cut-after-storing']);
    const uploader = uploaderWith({ requireSignedURLs: true });
    uploader.add([createJPEG({ name: 'secret.jpg' })]);
    await until(uploader, 'done');
    expect(transport.requests.map(({ key }) => key)).toEqual([null, null]);
    expect(transport.images).toMatchObject([{ filename: 'secret.jpg', requireSignedURLs: true }]);
  });
});

describe('a script', () => {
  it('can be a function of the picture', async () => {
    fakeTransport(({ file }) => (file.name === 'bad.jpg' ? { status: 415 } : 'stored'));
    const uploader = uploaderWith();
    uploader.add([createJPEG({ name: 'good.jpg' }), createJPEG({ name: 'bad.jpg' })]);
    await until(uploader, 'done', 'failed');
  });

  it('can be continued', async () => {
    const transport = fakeTransport();
    transport.use({ status: 401 }, { image: { id: 'mine', variants: ['/mine/public'] } });
    const uploader = uploaderWith({ concurrency: 1 });
    uploader.add([createJPEG(), createJPEG()]);
    await until(uploader, 'failed', 'done');
    expect(transport.images).toMatchObject([{ id: 'mine', variants: ['/mine/public'] }]);
  });

  it.each([
    ['lost', /an outcome is "stored", "cut", "cut-after-storing" or an object, not "lost"/],
    [{ status: 200 }, /status of a refusal must be from 400 to 599, not 200/],
    [{ progress: [30] }, /shares from 0 to 1/],
    [{ cut: 'now' }, /"before-storing" or "after-storing"/],
  ])('that says %j is refused at once', (outcome, message) => {
    expect(() => createFakeTransport([outcome as Outcome])).toThrow(message);
  });
});

/** As in environments whose files have no bytes. */
class ClosedFile extends Blob {
  constructor(parts: BlobPart[]) {
    super(parts);
  }
}
Object.assign(ClosedFile.prototype, { arrayBuffer: undefined });

it.each([
  ['TextEncoder', undefined],
  ['Blob', class {}],
  ['File', ClosedFile],
])('is refused at once where files cannot be read because of %s', (name, value) => {
  vi.stubGlobal(name, value);
  onTestFinished(() => void vi.unstubAllGlobals());
  expect(() => createFakeTransport()).toThrow('files cannot be read here');
});

describe('the page', () => {
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`http://localhost${path}`, init);
    return { status: response.status, body: await response.json() };
  };

  it('can ask what is stored, delete it, and upload by fetch', async () => {
    const transport = fakeTransport(['stored', 'cut'], {
      image: ({ file }) => ({ id: `id of ${file.name}` }),
    });
    const body = new FormData();
    body.append('file', createJPEG({ name: 'a.jpg' }));
    const headers = { 'Idempotency-Key': 'a-key-of-many-letters' };
    const { body: sent } = await ask(ENDPOINT, { method: 'POST', body, headers });
    expect(sent.result).toEqual(transport.images[0]);
    expect(transport.requests[0]?.key).toBe('a-key-of-many-letters');
    const path = `${ENDPOINT}/${encodeURIComponent('id of a.jpg')}`;
    expect((await ask(path)).body.result).toEqual(sent.result);
    expect((await ask(`${ENDPOINT}/keys/a-key-of-many-letters`)).body.result).toEqual(sent.result);
    expect((await ask(`${ENDPOINT}?per_page=10`)).body.result).toEqual({
      images: [sent.result],
      continuation_token: null,
    });
    await expect(fetch(`http://localhost${ENDPOINT}`, { method: 'POST', body })).rejects.toThrow(
      TypeError,
    );
    expect((await ask(path, { method: 'DELETE' })).status).toBe(200);
    expect((await ask(path)).body.errors).toEqual([{ code: 5404, message: 'Image not found' }]);
    expect(transport.images).toEqual([]);
  });

  it('hears what the fake cannot do, and what can', async () => {
    fakeTransport();
    const { status, body } = await ask(`${ENDPOINT}/a`, { method: 'PATCH', body: '{}' });
    expect(status).toBe(405);
    expect(body.errors[0].message).toContain('@tintype/relay/testing');
  });

  it('has its own network back afterwards, and keeps it for other addresses meanwhile', async () => {
    const before = globalThis.fetch;
    const asked = vi.fn(async () => new Response('real'));
    globalThis.fetch = asked;
    onTestFinished(() => void Object.assign(globalThis, { fetch: before }));
    {
      using transport = createFakeTransport();
      expect(await (await fetch('https://elsewhere.example/api/images')).text()).toBe('real');
      expect(await (await fetch('http://localhost/api/imagesque')).text()).toBe('real');
      expect(transport.requests).toEqual([]);
      expect(asked).toHaveBeenCalledTimes(2);
    }
    expect(globalThis.fetch).toBe(asked);
  });

  it('can have several endpoints, of which the newest answers first', async () => {
    const first = fakeTransport([], { endpoint: '/api/images' });
    const other = fakeTransport([], { endpoint: 'https://images.example/upload/' });
    const newest = fakeTransport([], { endpoint: '/api/images' });
    const body = new FormData();
    body.append('file', createJPEG());
    await fetch('https://images.example/upload', { method: 'POST', body });
    await ask(ENDPOINT, { method: 'POST', body });
    newest.restore();
    await ask(ENDPOINT, { method: 'POST', body });
    const counts = [first, other, newest].map(({ requests }) => requests.length);
    expect(counts).toEqual([1, 1, 1]);
  });

  it('that somebody else has changed meanwhile is left so', () => {
    const before = globalThis.fetch;
    const transport = createFakeTransport();
    const theirs = async () => new Response('theirs');
    globalThis.fetch = theirs;
    transport.restore();
    expect(globalThis.fetch).toBe(theirs);
    globalThis.fetch = before;
  });
});

it('takes an endpoint that ends in a slash', async () => {
  fakeTransport([], { endpoint: '/api/images/' });
  const reserved = await fetch('/api/images/direct/', { method: 'POST', body: new FormData() });
  const { result } = await reserved.json();
  const found = await fetch(`/api/images/${result.id}/`);
  expect((await found.json()).result).toMatchObject({ id: result.id, draft: true });
});
