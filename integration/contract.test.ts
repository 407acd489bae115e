import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Cloudflare, { toFile } from 'cloudflare';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack } from './stack.ts';

const require = createRequire(import.meta.url);
const photos = ['sony-alpha-6000.jpg', 'right.jpg', 'short-ascii-MM.jpg'].map((name) => ({
  name,
  bytes: readFileSync(require.resolve(`exif/test/${name}`)),
}));

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

async function ask(path: string, init: RequestInit = {}, user?: string) {
  const headers = { ...init.headers, ...(user && { Authorization: `User ${user}` }) };
  const response = await fetch(stack.relayURL + path, { ...init, headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

function upload(bytes: Buffer, name: string, { user, key }: { user?: string; key?: string } = {}) {
  const body = new FormData();
  body.append('metadata', JSON.stringify({ name }));
  body.append('file', new File([new Uint8Array(bytes)], name));
  return ask('', { method: 'POST', body, headers: key ? { 'Idempotency-Key': key } : {} }, user);
}

describe('relay and server together', () => {
  it.each(photos)('store $name byte by byte, and show it', async ({ name, bytes }) => {
    const { status, body } = await upload(bytes, name);
    expect(status).toBe(200);
    expect(body.result).toMatchObject({ filename: name, meta: { name } });
    const api = new Cloudflare({ apiToken: stack.token, baseURL: stack.apiBaseURL });
    const blob = await api.images.v1.blobs.get(body.result.id, { account_id: stack.accountId });
    expect(Buffer.from(await blob.arrayBuffer()).equals(bytes)).toBe(true);
    for (const url of body.result.variants) {
      const variant = await fetch(url);
      expect(variant.status).toBe(200);
      expect(variant.headers.get('content-type')).toBe('image/jpeg');
      await variant.arrayBuffer();
    }
    expect((await ask(`/${encodeURIComponent(body.result.id)}`)).body.result).toEqual(body.result);
  });

  it('keep the pictures of one person from another', async () => {
    const { body } = await upload(photos[1]?.bytes ?? Buffer.alloc(0), 'hers.jpg', { user: 'ann' });
    const path = `/${body.result.id}`;
    expect((await ask(path, {}, 'ann')).status).toBe(200);
    expect((await ask(path, {}, 'bob')).status).toBe(404);
    expect((await ask(path, { method: 'DELETE' }, 'bob')).status).toBe(404);
    expect((await ask('', {}, 'ann')).body.result.images).toHaveLength(1);
    expect((await ask('', {}, 'bob')).body.result.images).toEqual([]);
    expect((await ask(path, { method: 'DELETE' }, 'ann')).status).toBe(200);
    expect((await ask(path, {}, 'ann')).status).toBe(404);
  });

  it('store a picture once, however often it is sent under one key', async () => {
    const key = crypto.randomUUID();
    const bytes = photos[2]?.bytes ?? Buffer.alloc(0);
    const once = { user: 'carla', key };
    const first = await upload(bytes, 'a.jpg', once);
    const again = await Promise.all([1, 2, 3].map(() => upload(bytes, 'a.jpg', once)));
    for (const { status, body } of again) {
      expect(status).toBe(200);
      expect(body.result).toEqual(first.body.result);
    }
    expect((await ask('', {}, 'carla')).body.result.images).toHaveLength(1);
    const other = await upload(bytes, 'a.jpg', { user: 'dora', key });
    expect(other.body.result.id).not.toBe(first.body.result.id);
  });

  it('pass what the server refuses on to the browser', async () => {
    const torn = (photos[0]?.bytes ?? Buffer.alloc(0)).subarray(0, 20_000);
    const { status, body } = await upload(torn, 'torn.jpg');
    expect(status).toBe(415);
    expect(body).toMatchObject({ success: false, errors: [{ code: 9422 }] });
    expect(JSON.stringify(body)).not.toContain(stack.accountId);
  });
});

describe('the official SDK, with nothing but its baseURL set', () => {
  const api = () =>
    new Cloudflare({ apiToken: stack.token, baseURL: stack.apiBaseURL, maxRetries: 0 });

  it('uploads, gets, lists and deletes', async () => {
    const account_id = stack.accountId;
    const file = await toFile(photos[1]?.bytes ?? Buffer.alloc(0), 'sdk.jpg');
    const metadata = JSON.stringify({ from: 'sdk' });
    const image = await api().images.v1.create({
      account_id,
      file,
      metadata,
      creator: 'sdk',
      requireSignedURLs: false,
    });
    expect(image).toMatchObject({ filename: 'sdk.jpg', meta: { from: 'sdk' }, creator: 'sdk' });
    expect(await api().images.v1.get(image.id ?? '', { account_id })).toEqual(image);
    const list = await api().images.v2.list({ account_id, creator: 'sdk', per_page: 10 });
    expect(list.images).toEqual([image]);
    const old = await api().images.v1.list({ account_id, creator: 'sdk' });
    expect(old.result).toMatchObject({ images: [image] });
    await api().images.v1.delete(image.id ?? '', { account_id });
    await expect(api().images.v1.get(image.id ?? '', { account_id })).rejects.toMatchObject({
      status: 404,
      errors: [{ code: 5404, message: 'Image not found' }],
    });
  });

  it('reserves a direct upload, knows it for a draft, and finds the picture that came', async () => {
    const account_id = stack.accountId;
    const api = new Cloudflare({ apiToken: stack.token, baseURL: stack.apiBaseURL });
    const { id = '', uploadURL = '' } = await api.images.v2.directUploads.create({
      account_id,
      requireSignedURLs: true,
      creator: 'ann',
    });
    expect(await api.images.v1.get(id, { account_id })).toMatchObject({ id, draft: true });
    const body = new FormData();
    body.append('file', new File([new Uint8Array(photos[1]?.bytes ?? [])], 'right.jpg'));
    expect((await fetch(uploadURL, { method: 'POST', body })).status).toBe(200);
    const image = await api.images.v1.get(id, { account_id });
    expect(image).toMatchObject({ filename: 'right.jpg', requireSignedURLs: true, creator: 'ann' });
    expect(image).not.toHaveProperty('draft');
    // Without any field, the SDK sends an empty form.
    expect(await api.images.v2.directUploads.create({ account_id })).toHaveProperty('uploadURL');
  });

  it('is refused with another token', async () => {
    const stranger = new Cloudflare({
      apiToken: 'another',
      baseURL: stack.apiBaseURL,
      maxRetries: 0,
    });
    await expect(
      stranger.images.v1.get('x', { account_id: stack.accountId }),
    ).rejects.toMatchObject({ status: 403 });
  });
});
