import type { Image } from '@tintype/core/images';
import { expect, it } from 'vitest';
import { photo, readAnswer, runServer } from '../../test/running-server.ts';

it('answers with what it stored, however odd', async () => {
  const { call, upload } = await runServer();
  const { result } = await upload(new Blob([photo('short-ascii-MM.jpg')]));
  const body =
    '{"creator":"half \\ud800","metadata":{"half":"\\ud800","__proto__":{"a":1},"nul":"\\u0000"}}';
  const changed = await readAnswer<Image>(
    await call(`/v1/${result.id}`, { method: 'PATCH', body }),
  );
  expect(changed.result.creator).toBe('half \ufffd');
  expect(JSON.stringify(changed.result.meta)).toBe(JSON.stringify(JSON.parse(body).metadata));
  const read = await readAnswer<Image>(await call(`/v1/${result.id}`));
  expect(JSON.stringify(read.result)).toBe(JSON.stringify(changed.result));
});
