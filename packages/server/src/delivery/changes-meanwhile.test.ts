import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { get, quadrants, store, tell, urlOf } from '../../test/delivered.ts';
import { filesOf, runServer } from '../../test/running-server.ts';

let large: Buffer;
beforeAll(async () => {
  large = await quadrants(6000, 4000);
});

it('a picture that becomes private while it is rendered is not shown, and keeps its files', async () => {
  const server = await runServer();
  const image = await store(server, large);
  await get(urlOf(server, image, 'thumbnail'));
  const [kept = ''] = filesOf(server.dir).filter((file) => file.includes('variants'));
  const asked = get(urlOf(server, image, 'hero'));
  await wait(30);
  await tell(server, 'PATCH', `/v1/${image.id}`, { requireSignedURLs: true });
  expect((await asked).response.status).toBe(404);
  expect(existsSync(kept)).toBe(true);
});

it('a picture that is deleted while it is rendered is not shown, and leaves no file', async () => {
  const server = await runServer();
  const image = await store(server, large);
  const asked = ['public', 'hero', 'thumbnail'].map((name) => get(urlOf(server, image, name)));
  await wait(30);
  await tell(server, 'DELETE', `/v1/${image.id}`, undefined);
  for (const one of await Promise.all(asked)) expect(one.response.status).toBe(404);
  expect(filesOf(server.dir)).toEqual([]);
});
