import { rmSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { filesOf, photo, readAnswer, runServer } from '../../test/running-server.ts';

const bytes = photo('short-ascii-MM.jpg');

it('gives the file as it came, in an answer that may run nothing', async () => {
  const { call, upload } = await runServer();
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const { result } = await upload(new Blob([drawing]));
  const blob = await call(`/v1/${result.id}/blob`);
  expect(await blob.text()).toBe(drawing);
  expect(blob.headers.get('content-type')).toBe('image/svg+xml');
  expect(blob.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  expect(blob.headers.get('x-content-type-options')).toBe('nosniff');
});

it('tells its size without it', async () => {
  const { call, upload } = await runServer();
  const { result } = await upload(new Blob([bytes]));
  const head = await call(`/v1/${result.id}/blob`, { method: 'HEAD' });
  expect(head.status).toBe(200);
  expect(head.headers.get('content-length')).toBe(String(bytes.length));
  expect((await call('/v1/unknown/blob', { method: 'HEAD' })).status).toBe(404);
});

it('is no success where the file cannot be read', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { call, dir, upload } = await runServer();
  const { result } = await upload(new Blob([bytes]));
  for (const file of filesOf(dir)) rmSync(file);
  const answer = await readAnswer(await call(`/v1/${result.id}/blob`));
  expect(answer).toMatchObject({ status: 500, code: 5540 });
});
