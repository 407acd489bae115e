import { expect, it } from 'vitest';
import { readAnswer, runServer } from '../../test/running-server.ts';

it.each(['a"]', 'a\\', '\0', 'a.\x1f'])(
  'the field %j is refused, and reaches no SQL',
  async (field) => {
    const { call } = await runServer();
    const query = new URLSearchParams({ [`meta.${field}[eq]`]: 'x' });
    const answer = await readAnswer(await call(`/v2?${query}`));
    expect(answer).toMatchObject({ status: 400, code: 5400 });
  },
);

it('a field with quotation marks of SQL is only a name', async () => {
  const { call } = await runServer();
  const query = new URLSearchParams({ "meta.a' OR '1'='1[eq]": 'x' });
  expect((await call(`/v2?${query}`)).status).toBe(200);
});
