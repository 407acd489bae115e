import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ImagesServer, startImagesServer } from '@tintype/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Environment,
  type RunningExample,
  startNext,
  startScript,
  startWorker,
} from './start.ts';

const require = createRequire(import.meta.url);
const photo = readFileSync(require.resolve('exif/test/sony-alpha-6000.jpg'));

const accountId = '023e105f4ecef8ad9ca31a8372d0c353';
const token = 'a-token-for-tests';

let dir: string;
let server: ImagesServer;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'tintype-examples-'));
  server = await startImagesServer({ port: 0, dir, accountId, token });
});
afterAll(async () => {
  await server.close();
  await rm(dir, { recursive: true, force: true });
});

const examples: [name: string, start: (environment: Environment) => Promise<RunningExample>][] = [
  ['node', (environment) => startScript('node', environment)],
  ['express', (environment) => startScript('express', environment)],
  ['hono', (environment) => startScript('hono', environment)],
  ['workers', startWorker],
  ['next', startNext],
];

describe.each(examples)('the example %s', (name, start) => {
  let example: RunningExample;
  beforeAll(async () => {
    example = await start({
      CLOUDFLARE_ACCOUNT_ID: accountId,
      CLOUDFLARE_API_TOKEN: token,
      CLOUDFLARE_BASE_URL: server.apiBaseURL,
    });
  });
  afterAll(() => example?.stop());

  async function ask(target: string, init: RequestInit = {}, user = `ann-${name}`) {
    const response = await fetch(`${example.origin}/api/images${target}`, {
      ...init,
      headers: { Authorization: `Bearer ${user}`, Origin: example.origin, ...init.headers },
    });
    return { status: response.status, body: await response.json() };
  }

  function upload(fields: Record<string, string> = {}) {
    const body = new FormData();
    for (const [field, value] of Object.entries(fields)) body.append(field, value);
    body.append('file', new File([photo], 'beach.jpg', { type: 'image/jpeg' }));
    return ask('', { method: 'POST', body });
  }

  it('lets nobody in who is not signed in', async () => {
    const answer = await fetch(`${example.origin}/api/images`);
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe('Sign in first');
  });

  it('uploads a photo whole, lists, edits and deletes it', async () => {
    const { status, body } = await upload({ metadata: '{"caption":"sea"}' });
    expect(body).toMatchObject({
      success: true,
      result: { filename: 'beach.jpg', creator: `ann-${name}`, meta: { caption: 'sea' } },
    });
    expect(status).toBe(200);
    const target = `/${encodeURIComponent(body.result.id)}`;
    const original = await fetch(
      `${server.apiBaseURL}/accounts/${accountId}/images/v1${target}/blob`,
      { headers: { Authorization: `Bearer ${token}` } },
    );
    expect(Buffer.from(await original.arrayBuffer()).equals(photo)).toBe(true);
    expect((await ask('')).body.result.images).toEqual([body.result]);

    const edited = await ask(target, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ metadata: { caption: 'ocean' } }),
    });
    expect(edited.body.result.meta).toEqual({ caption: 'ocean' });

    expect((await ask(target, { method: 'DELETE' }, 'eve')).status).toBe(404);
    expect((await ask(target, { method: 'DELETE' })).body.success).toBe(true);
    expect((await ask(target)).status).toBe(404);
  });

  it('signs the address of a private photo', async () => {
    const { body } = await upload({ requireSignedURLs: 'true' });
    const [variant = ''] = body.result.variants;
    expect((await fetch(variant)).status).toBe(403);
    const signed = await ask(`/${body.result.id}/signed/public`);
    expect(new URL(signed.body.result.url).pathname).toBe(new URL(variant).pathname);
    const shown = await fetch(signed.body.result.url);
    expect(shown.status).toBe(200);
    expect(shown.headers.get('content-type')).toMatch(/^image\//);
  });

  it('refuses pages of other sites', async () => {
    const from = { headers: { Origin: 'https://evil.example' } };
    expect((await ask('', from)).status).toBe(403);
  });
});
