import { expect, inject, it, onTestFinished, vi } from 'vitest';
import { createUploader } from '../uploader/uploader.ts';
import { createFakeTransport } from './fake-transport.ts';
import { createJPEG } from './jpeg.ts';

// The code that prepares pictures is compiled when the first test asks for it.
const PATIENTLY = { timeout: 20_000 };
const relayURL = inject('relayURL');

it('stands in for a real XMLHttpRequest, for its endpoint alone', async () => {
  const real = XMLHttpRequest;
  const transport = createFakeTransport([{ progress: [0.25], held: true }, 'cut']);
  onTestFinished(transport.restore);
  const fake = createUploader({ endpoint: '/api/images', retry: { baseDelay: 1 } });
  const uploader = createUploader({ endpoint: relayURL });
  fake.add([createJPEG({ name: 'fake.jpg' })]);
  uploader.add([createJPEG({ name: 'real.jpg', width: 200, height: 100, thumbnail: true })]);
  const itemOf = ({ getSnapshot }: typeof fake) => getSnapshot().items[0];
  await vi.waitFor(() => {
    expect(itemOf(fake)).toMatchObject({ status: 'uploading', progress: 0.25 });
    expect(itemOf(uploader)).toMatchObject({ status: 'done', width: 200, height: 100 });
  }, PATIENTLY);
  expect(transport.requests.map(({ file }) => file.name)).toEqual(['fake.jpg']);
  transport.release();
  await vi.waitFor(() => expect(itemOf(fake)?.status).toBe('done'), PATIENTLY);
  transport.restore();
  expect(XMLHttpRequest).toBe(real);
});

it('does for other users of XMLHttpRequest what a network does', async () => {
  const transport = createFakeTransport([{ status: 429, retryAfterSeconds: 3 }, 'cut']);
  onTestFinished(transport.restore);
  const send = () => {
    const events: string[] = [];
    const xhr = new XMLHttpRequest();
    for (const type of ['loadstart', 'load', 'error', 'abort', 'loadend']) {
      xhr.addEventListener(type, () => events.push(type));
    }
    const body = new FormData();
    body.append('file', createJPEG());
    xhr.open('POST', '/api/images');
    xhr.send(body);
    const end = new Promise((resolve) => xhr.addEventListener('loadend', resolve));
    return { xhr, events, end };
  };
  const refused = send();
  await refused.end;
  expect(refused.events).toEqual(['loadstart', 'load', 'loadend']);
  expect(refused.xhr).toMatchObject({ status: 429, readyState: 4 });
  expect(refused.xhr.getResponseHeader('Retry-After')).toBe('3');
  expect(refused.xhr.getAllResponseHeaders()).toContain('content-type: application/json');
  const cut = send();
  await cut.end;
  expect(cut.events).toEqual(['loadstart', 'error', 'loadend']);
  expect(cut.xhr.status).toBe(0);
  const aborted = send();
  aborted.xhr.abort();
  await aborted.end;
  expect(aborted.events).toEqual(['loadstart', 'abort', 'loadend']);
  const wrong = new XMLHttpRequest();
  wrong.open('POST', '/api/images');
  expect(() => wrong.send('text')).toThrow('forms with a file');
});
