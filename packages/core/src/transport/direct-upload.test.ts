import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { reserve } from './direct-upload.ts';

/** What comes of a reservation at an endpoint that answers like this. */
async function reserveAt(status: number, body: string) {
  const server = createServer((request, response) => {
    request.resume();
    request.once('end', () => response.writeHead(status).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const delivery = {
    endpoint: `http://127.0.0.1:${port}/api/images`,
    key: 'x',
    headers: {},
    withCredentials: false,
    timeouts: { stall: 1000, response: 1000 },
  };
  return reserve(delivery, { requireSignedURLs: 'true' }, new AbortController().signal);
}

const success = (result: unknown) => JSON.stringify({ result, success: true, errors: [] });
const directUpload = { id: 'a', uploadURL: 'https://upload.imagedelivery.net/hash/a' };

it('takes what a relay gives', async () => {
  expect(await reserveAt(200, success(directUpload))).toEqual(directUpload);
});

it.each([
  ['knows no such path', 404, 'Not Found'],
  ['takes no POST there', 405, ''],
  ['takes every path for an upload', 200, success({ id: 'a', filename: 'b', variants: [] })],
  ['gives a URL that nobody can send to', 200, success({ ...directUpload, uploadURL: 'ftp://x' })],
])('gets none from an endpoint that %s', async (_, status, body) => {
  expect(await reserveAt(status, body)).toBeNull();
});

it.each([
  ['breaks off', 200, success(directUpload).slice(0, 30), 'invalid-response'],
  ['fails', 500, '', 'service-failed'],
  ['refuses', 403, '', 'forbidden'],
  ['asks to wait', 429, '', 'rate-limited'],
])('says why there is none now, when the answer %s', async (_, status, body, code) => {
  await expect(reserveAt(status, body)).rejects.toMatchObject({ name: 'UploadError', code });
});
