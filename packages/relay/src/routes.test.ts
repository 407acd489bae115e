import { expect, it } from 'vitest';
import { envelope, image, read, refusal, relayWith, SITE } from '../test/fake-service.ts';
import type { RelayAction } from './index.ts';
import { findRoute } from './routes.ts';

const KEY = 'k'.repeat(20);

it.each<[string, string, RelayAction]>([
  ['GET', '', { type: 'list' }],
  ['HEAD', '', { type: 'list' }],
  ['POST', '', { type: 'upload' }],
  ['POST', '/direct', { type: 'direct-upload' }],
  ['GET', '/direct', { type: 'get', id: 'direct' }],
  ['GET', `/keys/${KEY}`, { type: 'find', key: KEY }],
  ['GET', '/x', { type: 'get', id: 'x' }],
  ['PATCH', '/x', { type: 'edit', id: 'x' }],
  ['DELETE', '/x', { type: 'delete', id: 'x' }],
  ['DELETE', '/a%2Fb%20c', { type: 'delete', id: 'a/b c' }],
  ['GET', '/x/signed/public', { type: 'sign', id: 'x', variant: 'public' }],
])('%s %s leads to its action, with and without slashes at the end', (method, path, action) => {
  for (const basePath of ['/api/images', '', '/deep/down/images']) {
    for (const end of ['', '/', '//', '/?per_page=5']) {
      const request = new Request(`${SITE}${basePath}${path}${end}`, { method });
      expect(findRoute(request, basePath).action).toEqual(action);
    }
  }
});

it.each(['/a/b', '/x/signed', '/x/signed/public/more', '/%2F', '/x%2F', '/keys', '/keys/a/b'])(
  'what leads nowhere, such as %s, is not told as an image that is gone',
  async (path) => {
    const { relay, sent } = relayWith(() => envelope(image()), { authorize: () => ({}) });
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const answer = await relay(new Request(`${SITE}/api/images${path}`, { method }));
      expect(await read(answer)).toMatchObject({ status: 404, body: { errors: [{ code: 7003 }] } });
    }
    expect(sent).toEqual([]);
  },
);

it('a deletion that is repeated takes only the service’s own word for it that the image is gone', async () => {
  const deleteAfter = async (second: () => Response) => {
    let count = 0;
    const { relay } = relayWith(() => (count++ === 0 ? refusal(500, 5550, 'no') : second()), {
      authorize: () => ({}),
    });
    return (await relay(new Request(`${SITE}/api/images/x`, { method: 'DELETE' }))).status;
  };
  expect(await deleteAfter(() => refusal(404, 5404, 'Image not found'))).toBe(200);
  expect(await deleteAfter(() => new Response('ERROR 5404: gone', { status: 404 }))).toBe(200);
  expect(await deleteAfter(() => new Response('<html>Not found', { status: 404 }))).toBe(404);
  expect(await deleteAfter(() => refusal(404, 7003, 'Could not route'))).not.toBe(200);
});
