import { createImage, createJPEG } from '@tintype/core/testing';
import { setupServer } from 'msw/node';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { imageHandlers } from './msw.ts';
import { createTestRelay, type TestRelay, type TestRelayOptions } from './test-relay.ts';

const ENDPOINT = 'https://app.example/api/images';

const requestOf = (path = '', init: RequestInit = {}) => new Request(ENDPOINT + path, init);

function uploadOf(name = 'a.jpg', headers: Record<string, string> = {}): Request {
  const body = new FormData();
  body.append('file', createJPEG({ name }));
  return requestOf('', { method: 'POST', body, headers });
}

describe('a relay for tests', () => {
  it('has what it was given, and forgets what came since when it is reset', async () => {
    const first = createImage({ id: 'first' });
    const relay = createTestRelay({ images: [first] });
    const { result } = await (await relay.handle(uploadOf())).json();
    relay.add(createImage({ id: 'third' }));
    expect(relay.images.map(({ id }) => id)).toEqual(['first', result.id, 'third']);
    const list = await (await relay.handle(requestOf('?per_page=2'))).json();
    expect(list.result.images.map(({ id }: { id: string }) => id)).toEqual(['third', result.id]);
    relay.reset();
    expect(relay.images).toEqual([first]);
  });

  it('fails as it is told, as often as it is told', async () => {
    const relay = createTestRelay({ faults: [{ on: 'upload', status: 429, times: 1 }] });
    const upload = async () => (await relay.handle(uploadOf())).status;
    expect([await upload(), await upload()]).toEqual([429, 200]);
    relay.setFaults([{ on: 'list', status: 503 }]);
    expect((await relay.handle(requestOf())).status).toBe(503);
    expect(await upload()).toBe(200);
    relay.reset();
    expect([await upload(), await upload()]).toEqual([429, 200]);
  });

  it('breaks a connection before something is stored, or after it', async () => {
    for (const [cut, stored] of [
      ['before', 0],
      ['after', 1],
    ] as const) {
      const relay = createTestRelay({ faults: [{ on: 'upload', cut, times: 1 }] });
      expect((await relay.handle(uploadOf())).type).toBe('error');
      expect(relay.images).toHaveLength(stored);
    }
  });

  it('asks the app who may do what, with cookies as browsers send them', async () => {
    const relay = createTestRelay({
      authorize: (request) => {
        const creator = /user=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1];
        return creator ? { creator } : new Response('<html>Sign in', { status: 401 });
      },
    });
    expect(await (await relay.handle(uploadOf())).text()).toBe('<html>Sign in');
    await relay.handle(uploadOf('a.jpg', { cookie: 'user=ann' }));
    expect(relay.images).toMatchObject([{ creator: 'ann' }]);
  });

  it('refuses options that a relay refuses', () => {
    expect(() => createTestRelay({ limits: { fileSize: -1 } })).toThrow('limits.fileSize');
  });
});

it('handlers are those of MSW 2 as well', async () => {
  vi.resetModules();
  vi.doMock('msw', () => import('msw-2'));
  onTestFinished(() => void vi.doUnmock('msw'));
  const { imageHandlers: handlers } = await import('./msw.ts');
  const { setupServer: setUp } = await import('msw-2/node');
  const server = setUp(...(handlers({ endpoint: ENDPOINT }) as never[]));
  server.listen({ onUnhandledRequest: 'error' });
  onTestFinished(() => server.close());
  const { result } = await (await fetch(uploadOf())).json();
  const list = await (await fetch(`${ENDPOINT}?per_page=2`)).json();
  expect(list.result.images).toEqual([result]);
});

describe('handlers for MSW', () => {
  function serve(options?: TestRelayOptions | TestRelay): void {
    const server = setupServer(...imageHandlers(options));
    server.listen({ onUnhandledFrame: 'error' });
    onTestFinished(() => server.close());
  }

  it('answer uploads, lists, and questions about one picture', async () => {
    const relay = createTestRelay({ endpoint: ENDPOINT });
    serve(relay);
    const key = crypto.randomUUID();
    const { result } = await (await fetch(uploadOf('a.jpg', { 'Idempotency-Key': key }))).json();
    expect(relay.images).toEqual([result]);
    const get = async (path: string) => (await (await fetch(ENDPOINT + path)).json()).result;
    expect(await get(`/keys/${key}`)).toEqual(result);
    expect(await get(`/${encodeURIComponent(result.id)}`)).toEqual(result);
    expect(await get('?per_page=1')).toEqual({ images: [result], continuation_token: null });
    await fetch(`${ENDPOINT}/${encodeURIComponent(result.id)}`, { method: 'DELETE' });
    expect(relay.images).toEqual([]);
  });

  it('take a picture at its one-time address, and show it', async () => {
    serve({ endpoint: ENDPOINT });
    const reserved = await fetch(`${ENDPOINT}/direct`, { method: 'POST', body: new FormData() });
    const { uploadURL } = (await reserved.json()).result;
    const file = createJPEG();
    const body = new FormData();
    body.append('file', file);
    const { result } = await (await fetch(uploadURL, { method: 'POST', body })).json();
    const shown = await fetch(result.variants[0]);
    expect(shown.headers.get('content-type')).toBe('image/jpeg');
    expect(await shown.arrayBuffer()).toEqual(await file.arrayBuffer());
  });

  it('break connections', async () => {
    serve({ endpoint: ENDPOINT, faults: [{ on: 'upload', cut: 'after', times: 1 }] });
    await expect(fetch(uploadOf())).rejects.toThrow(TypeError);
    const list = await (await fetch(ENDPOINT)).json();
    expect(list.result.images).toHaveLength(1);
  });
});
