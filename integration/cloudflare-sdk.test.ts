import { createReadStream, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ImagesServer, startImagesServer } from '@tintype/server';
import Cloudflare, { toFile } from 'cloudflare';
import type { V2ListParams } from 'cloudflare/resources/images/v2';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { listen } from './stack.ts';

const require = createRequire(import.meta.url);
const photoPath = require.resolve('exif/test/right.jpg');
const photo = readFileSync(photoPath);
const account_id = '023e105f4ecef8ad9ca31a8372d0c353';
const apiToken = 'token-of-the-sdk-test';

let dir: string;
let server: ImagesServer;
let client: Cloudflare;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'tintype-sdk-'));
  server = await startImagesServer({
    port: 0,
    dir,
    accountId: account_id,
    token: apiToken,
    allowPrivateHosts: ['127.0.0.1'],
  });
  client = new Cloudflare({ apiToken, baseURL: server.apiBaseURL });
});
afterEach(async () => {
  await server.close();
  await rm(dir, { recursive: true, force: true });
});

const aPhoto = (name = 'right.jpg') => new File([photo], name, { type: 'image/jpeg' });
const create = (fields: Partial<Cloudflare.Images.V1CreateParams> = {}) =>
  client.images.v1.create({ account_id, file: aPhoto(), ...fields });
const idOf = async (image: Promise<Cloudflare.Images.Image>) => (await image).id ?? '';
const bytesOf = async (id: string) =>
  Buffer.from(await (await client.images.v1.blobs.get(id, { account_id })).arrayBuffer());

describe("Cloudflare's own SDK", () => {
  describe('images', () => {
    it('creates one with every field, and gets it', async () => {
      const image = await create({
        id: 'trips/2026/día 1%.jpg',
        metadata: JSON.stringify({ alt: 'a church', n: 1 }),
        creator: 'user-1',
        requireSignedURLs: false,
      });
      expect(image).toMatchObject({
        id: 'trips/2026/día 1%.jpg',
        filename: 'right.jpg',
        meta: { alt: 'a church', n: 1 },
        creator: 'user-1',
        requireSignedURLs: false,
      });
      expect(new Date(image.uploaded ?? '').toISOString()).toBe(image.uploaded);
      expect(await client.images.v1.get(image.id ?? '', { account_id })).toEqual(image);
      const shown = await fetch(
        String(image.variants?.find((url) => String(url).endsWith('/public'))),
      );
      expect(shown.headers.get('content-type')).toBe('image/jpeg');
      await shown.arrayBuffer();
    });

    it.each([
      ['a File', aPhoto, 'right.jpg'],
      ['a stream of a file', () => createReadStream(photoPath), 'right.jpg'],
      ['toFile', () => toFile(photo, 'buffer.jpg'), 'buffer.jpg'],
      ['toFile without a name', () => toFile(photo), 'unknown_file'],
      ['an answer of fetch', async () => new Response(new Blob([photo])), 'unknown_file'],
    ])('takes %s, byte by byte', async (_, file, filename) => {
      const image = await create({ file: await file() });
      expect(image.filename).toBe(filename);
      expect(image.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{10}00$/);
      expect((await bytesOf(image.id ?? '')).equals(photo)).toBe(true);
    });

    it('takes one from a URL', async () => {
      const site = createServer((request, response) => {
        response.writeHead(request.url === '/photos/a%20church.jpg' ? 200 : 404).end(photo);
      });
      onTestFinished(() => void site.close());
      const url = `${await listen(site)}/photos/a%20church.jpg`;
      const image = await client.images.v1.create({ account_id, url, metadata: '{"from":"url"}' });
      expect(image).toMatchObject({ filename: 'a church.jpg', meta: { from: 'url' } });
      expect((await bytesOf(image.id ?? '')).equals(photo)).toBe(true);
      await expect(create({ url })).rejects.toMatchObject({ errors: [{ code: 5400 }] });
      for (const other of [`${url}x`, 'http://localhost:1/a.jpg', 'file:///etc/passwd']) {
        const refused = client.images.v1.create({ account_id, url: other });
        await expect(refused).rejects.toMatchObject({ errors: [{ code: 5454 }] });
      }
    });

    it.each([
      ['metadata as an object', { metadata: { alt: 'x' } }, 'JSON.stringify'],
      ['bytes without a name', { file: photo as never }, 'file'],
      ['a Blob without a name', { file: new Blob([photo]) as never }, 'file'],
      ['nothing', { file: undefined as never }, 'file'],
    ])('is told what is wrong with %s', async (_, fields, said) => {
      const error = await create(fields).catch((failure) => failure);
      expect(error).toBeInstanceOf(Cloudflare.BadRequestError);
      expect(error.errors).toEqual([{ code: 5400, message: expect.stringContaining(said) }]);
      expect(await client.images.v1.stats.get({ account_id })).toMatchObject({
        count: { current: 0 },
      });
    });

    it('meets a taken id once, and does not send the picture again', async () => {
      await create({ id: 'mine' });
      const error = await create({ id: 'mine' }).catch((failure) => failure);
      expect(error).toBeInstanceOf(Cloudflare.ConflictError);
      expect(error.errors[0].code).toBe(5409);
      expect(error.headers.get('x-should-retry')).toBe('false');
    });

    it('edits what is given, leaves the rest, and clears what is null', async () => {
      const id = await idOf(create({ metadata: '{"a":1}', creator: 'ann' }));
      const edit = (fields: object) => client.images.v1.edit(id, { account_id, ...fields });
      expect(await edit({ metadata: { b: [2] } })).toMatchObject({
        meta: { b: [2] },
        creator: 'ann',
      });
      expect(await edit({ creator: 'bob' })).toMatchObject({ meta: { b: [2] }, creator: 'bob' });
      const bare = await edit({ metadata: null, creator: '' });
      expect(bare).not.toHaveProperty('meta');
      expect(bare).not.toHaveProperty('creator');
      expect(await client.images.v1.get(id, { account_id })).toEqual(bare);
    });

    it('gives a picture that becomes private a new id, under which alone it is found', async () => {
      const id = await idOf(create({ metadata: '{"a":1}' }));
      const hidden = await client.images.v1.edit(id, { account_id, requireSignedURLs: true });
      expect(hidden).toMatchObject({ requireSignedURLs: true, meta: { a: 1 } });
      expect(hidden.id).not.toBe(id);
      await expect(client.images.v1.get(id, { account_id })).rejects.toMatchObject({ status: 404 });
      expect((await bytesOf(hidden.id ?? '')).equals(photo)).toBe(true);
      const again = await client.images.v1.edit(hidden.id ?? '', {
        account_id,
        requireSignedURLs: true,
      });
      expect(again.id).toBe(hidden.id);
    });

    it.each([
      [{ metadata: 'text' }, 5400],
      [{ metadata: { x: 'x'.repeat(1100) } }, 5400],
      [{ requireSignedURLs: 'yes' }, 5400],
      [{ creator: 7 }, 5400],
      [{ requireSignedURLs: true }, 5410],
    ])('refuses the edit %j of a picture with an id of its own', async (fields, code) => {
      const id = await idOf(create({ id: 'custom' }));
      const before = await client.images.v1.get(id, { account_id });
      const params = { account_id, ...fields } as Cloudflare.Images.V1EditParams;
      await expect(client.images.v1.edit(id, params)).rejects.toMatchObject({
        status: 400,
        errors: [{ code }],
      });
      expect(await client.images.v1.get(id, { account_id })).toEqual(before);
    });

    it('deletes one', async () => {
      const id = await idOf(create());
      expect(await client.images.v1.delete(id, { account_id })).toEqual({});
      for (const call of ['get', 'delete'] as const) {
        await expect(client.images.v1[call](id, { account_id })).rejects.toBeInstanceOf(
          Cloudflare.NotFoundError,
        );
      }
      // The SDK asks for `image/*`, so the refusal is the plain text that it does not take apart.
      await expect(bytesOf(id)).rejects.toThrow('404 ERROR 5404: Image not found');
    });

    it('counts them', async () => {
      await create();
      await create();
      expect(await client.images.v1.stats.get({ account_id })).toEqual({
        count: { current: 2, allowed: 100_000 },
      });
    });
  });

  describe('lists', () => {
    const list = async (query: Partial<V2ListParams> & Record<string, unknown> = {}) => {
      const page = await client.images.v2.list({ account_id, ...query } as V2ListParams);
      return { names: page.images?.map(({ id }) => id), token: page.continuation_token };
    };
    beforeEach(async () => {
      const some = [
        ['a', { status: 'active', priority: 1, place: { name: 'Rome' } }, 'ann'],
        ['b', { status: 'active', priority: 5, on: true }, 'bob'],
        ['c', { status: 'done', priority: '5', on: false }, ''],
        ['d', null, 'ann'],
      ] as const;
      for (const [id, metadata, creator] of some) {
        await create({
          id,
          creator,
          ...(metadata && { metadata: JSON.stringify(metadata) }),
        });
      }
    });

    it('page by page with tokens, in both orders, each once although one is deleted', async () => {
      const first = await list({ per_page: 2 });
      expect(first).toMatchObject({ names: ['d', 'c'], token: expect.any(String) });
      await client.images.v1.delete('c', { account_id });
      const rest = await list({ per_page: 2, continuation_token: first.token ?? '' });
      expect(rest).toEqual({ names: ['b', 'a'], token: null });
      expect((await list({ sort_order: 'asc' })).names).toEqual(['a', 'b', 'd']);
    });

    it('by page numbers, in the older version', async () => {
      const page = await client.images.v1.list({ account_id, page: 2, per_page: 3 });
      const { result } = page as unknown as { result: { images: { id: string }[] } };
      expect(result.images.map(({ id }) => id)).toEqual(['a']);
    });

    it.each([
      [{ creator: 'ann' }, ['d', 'a']],
      [{ creator: '' }, ['c']],
      [{ 'meta.status[eq]': 'active' }, ['b', 'a']],
      [{ 'meta.status[in]': 'done|gone' }, ['c']],
      [{ 'meta.priority[eq:number]': 5 }, ['b']],
      [{ 'meta.priority[eq:string]': 5 }, ['c']],
      [{ 'meta.priority[eq]': 5 }, ['c', 'b']],
      [{ 'meta.priority[in:number]': '1|5' }, ['b', 'a']],
      [{ 'meta.priority[gt]': 1 }, ['b']],
      [{ 'meta.priority[gte:number]': 1, 'meta.priority[lt]': 5 }, ['a']],
      [{ 'meta.priority[lte]': 1 }, ['a']],
      [{ 'meta.on[eq:boolean]': true }, ['b']],
      [{ 'meta.place.name[eq]': 'Rome', creator: 'ann' }, ['a']],
      [{ "meta.x' OR '1'='1[eq]": 'y' }, []],
    ])('only those of %j', async (query, names) => {
      expect((await list(query)).names).toEqual(names);
    });

    it.each([
      [{ 'meta.status': 'active' }],
      [{ 'meta.status[like]': 'active' }],
      [{ 'meta.priority[gt:string]': '1' }],
      [{ 'meta.priority[gt]': 'many' }],
      [{ 'meta.a.b.c.d.e.f[eq]': '1' }],
      [{ 'meta.s[in]': '1|2|3|4|5|6|7|8|9|10|11' }],
      [Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [`meta.${name}[eq]`, '1']))],
      [{ per_page: 0 }],
      [{ sort_order: 'up' as never }],
      [{ continuation_token: 'made-up' }],
    ])('not with %j, which is refused with words', async (query) => {
      await expect(list(query)).rejects.toMatchObject({ status: 400, errors: [{ code: 5400 }] });
    });
  });

  it('makes, renews and deletes signing keys, of which there is always one', async () => {
    const { keys } = client.images.v1;
    const values = async () =>
      new Map((await keys.list({ account_id })).keys?.map(({ name, value }) => [name, value]));
    const [first] = await values();
    expect(first).toEqual(['default', expect.stringMatching(/^[0-9a-f]{64}$/)]);
    await keys.update('second', { account_id });
    const before = await values();
    await keys.update('second', { account_id });
    expect((await values()).get('second')).not.toBe(before.get('second'));
    await expect(keys.update('third', { account_id })).rejects.toMatchObject({
      status: 403,
      errors: [{ code: 5453 }],
    });
    await keys.delete('second', { account_id });
    const left = await keys.delete('default', { account_id });
    expect(left.keys).toEqual([
      { name: 'default', value: expect.not.stringMatching(first?.[1] ?? '') },
    ]);
    await expect(keys.delete('none', { account_id })).rejects.toMatchObject({ status: 404 });
  });

  describe('variants', () => {
    const options = { fit: 'cover', width: 60, height: 40, metadata: 'none' } as const;
    const make = (fields: object = {}) =>
      client.images.v1.variants.create({ account_id, id: 'tiny', options, ...fields });

    it('are made, listed, changed and deleted, and pictures show themselves in them', async () => {
      const image = await create();
      const tiny = { id: 'tiny', options, neverRequireSignedURLs: false };
      expect(await make()).toEqual({ variant: tiny });
      const { variants } = client.images.v1;
      expect(await variants.get('tiny', { account_id })).toEqual({ variant: tiny });
      const known = (await variants.list({ account_id })).variants as Record<string, unknown>;
      expect(known.tiny).toEqual(tiny);
      expect(known.public).toEqual({
        id: 'public',
        options: { fit: 'scale-down', width: 1366, height: 768, metadata: 'none' },
        neverRequireSignedURLs: false,
      });
      const shown = await client.images.v1.get(image.id ?? '', { account_id });
      const url = String(shown.variants?.find((one) => String(one).endsWith('/tiny')));
      expect((await fetch(url)).status).toBe(200);
      const changed = { ...options, width: 30 };
      await variants.edit('tiny', { account_id, options: changed, neverRequireSignedURLs: true });
      expect(await variants.get('tiny', { account_id })).toEqual({
        variant: { ...tiny, options: changed, neverRequireSignedURLs: true },
      });
      expect(await variants.delete('tiny', { account_id })).toEqual({});
      expect((await fetch(url)).status).toBe(403);
    });

    it.each([
      [{ id: 'with-hyphen' }, 400, 5400],
      [{ id: 'x'.repeat(100) }, 400, 5400],
      [{ id: 'public' }, 409, 5409],
      [{ id: 'original' }, 409, 5409],
      [{ options: undefined }, 400, 5400],
      [{ options: { ...options, fit: 'stretch' } }, 400, 5400],
      [{ options: { ...options, width: 0 } }, 400, 5400],
      [{ options: { ...options, width: 12_001 } }, 400, 5400],
      [{ options: { ...options, metadata: 'all' } }, 400, 5400],
      [{ options: { ...options, blur: 251 } }, 400, 5400],
      [{ options: { ...options, browser_ttl: 10 } }, 400, 5400],
      [{ neverRequireSignedURLs: 'no' }, 400, 5400],
    ])('refuse %j', async (fields, status, code) => {
      await expect(make(fields)).rejects.toMatchObject({ status, errors: [{ code }] });
    });

    it('are a hundred at most', async () => {
      const known = Object.keys(
        (await client.images.v1.variants.list({ account_id })).variants ?? {},
      );
      for (let n = known.length; n < 100; n++) await make({ id: `v${n}` });
      await expect(make({ id: 'v100' })).rejects.toMatchObject({ errors: [{ code: 5453 }] });
    });

    it('that are not there are not found; public stays', async () => {
      const { variants } = client.images.v1;
      await expect(variants.get('none', { account_id })).rejects.toMatchObject({
        status: 404,
        message: '404 variant not found',
      });
      const notFound = { status: 404, errors: [{ code: 5401 }] };
      const edited = variants.edit('none', { account_id, options });
      await expect(edited).rejects.toMatchObject(notFound);
      const deleted = variants.delete('none', { account_id });
      await expect(deleted).rejects.toMatchObject(notFound);
      await variants.delete('public', { account_id });
      expect(await variants.get('public', { account_id })).toHaveProperty('variant.id', 'public');
    });
  });

  describe('direct uploads', () => {
    const send = async (url: string) => {
      const body = new FormData();
      body.append('file', aPhoto());
      const response = await fetch(url, { method: 'POST', body });
      return { status: response.status, body: await response.json() };
    };

    it('are drafts until the bytes come, once', async () => {
      const { id = '', uploadURL = '' } = await client.images.v2.directUploads.create({
        account_id,
        creator: 'ann',
        metadata: JSON.stringify({ a: 1 }),
        requireSignedURLs: true,
        expiry: new Date(Date.now() + 600_000).toISOString(),
      });
      const draft = await client.images.v1.get(id, { account_id });
      expect(draft).toMatchObject({ id, draft: true, filename: null, creator: 'ann' });
      expect((await client.images.v2.list({ account_id })).images).toEqual([]);
      expect(await send(uploadURL)).toMatchObject({
        status: 200,
        body: { success: true, result: { id, requireSignedURLs: true, meta: { a: 1 } } },
      });
      expect(await client.images.v1.get(id, { account_id })).not.toHaveProperty('draft');
      expect(await send(uploadURL)).toMatchObject({ status: 409 });
    });

    it('need no field at all', async () => {
      const made = await client.images.v2.directUploads.create({ account_id });
      expect((await send(made.uploadURL ?? '')).body.result.id).toBe(made.id);
    });

    it('keep an id from others, and give it back when they are deleted', async () => {
      const reserve = () => client.images.v2.directUploads.create({ account_id, id: 'a/b c' });
      const { uploadURL } = await reserve();
      expect(uploadURL).toMatch(/\/a%2Fb%20c$/);
      await expect(reserve()).rejects.toMatchObject({ errors: [{ code: 5409 }] });
      await expect(create({ id: 'a/b c' })).rejects.toMatchObject({ errors: [{ code: 5409 }] });
      await client.images.v1.delete('a/b c', { account_id });
      expect((await send(uploadURL ?? '')).status).toBe(404);
      expect((await create({ id: 'a/b c' })).id).toBe('a/b c');
    });
  });

  it('turns flexible variants on and off, and sets the browser TTL, by the path without a method', async () => {
    const at = `/accounts/${account_id}/images/v1/config`;
    expect(await client.get(at)).toMatchObject({
      result: { flexible_variants: false, browser_ttl: 172_800 },
    });
    await client.patch(at, { body: { flexible_variants: true } });
    await client.patch(at, { body: { browser_ttl: 7200 } });
    expect(await client.get(at)).toMatchObject({
      result: { flexible_variants: true, browser_ttl: 7200 },
    });
    for (const body of [{ browser_ttl: 1 }, { flexible_variants: 'on' }]) {
      await expect(client.patch(at, { body })).rejects.toMatchObject({ errors: [{ code: 5400 }] });
    }
  });

  it('reserves through the older call, and works through the batch host', async () => {
    const base = `/accounts/${account_id}/images/v1`;
    const { result: reserved } = await client.post<{ result: { uploadURL: string } }>(
      `${base}/direct_upload`,
      { body: { expiry: new Date(Date.now() + 600_000).toISOString() } },
    );
    expect(reserved.uploadURL).toContain('/upload/');
    const { result: batch } = await client.get<{ result: { token: string } }>(
      `${base}/batch_token`,
    );
    const host = server.apiBaseURL.replace('/client/v4', '');
    const ask = (token: string) =>
      fetch(`${host}/images/v1/stats`, { headers: { Authorization: `Bearer ${token}` } });
    expect(await (await ask(batch.token)).json()).toMatchObject({
      result: { count: { current: 0 } },
    });
    expect((await ask('made-up')).status).toBe(403);
  });

  it('is told about a wrong token and a wrong account', async () => {
    const stranger = new Cloudflare({ apiToken: 'wrong', baseURL: server.apiBaseURL });
    await expect(stranger.images.v1.stats.get({ account_id })).rejects.toBeInstanceOf(
      Cloudflare.PermissionDeniedError,
    );
    await expect(client.images.v1.stats.get({ account_id: 'other' })).rejects.toMatchObject({
      status: 404,
      errors: [{ code: 7003 }],
    });
  });
});
