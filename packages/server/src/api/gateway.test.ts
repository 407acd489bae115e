import { expect, it } from 'vitest';
import { runServer } from '../../test/running-server.ts';

it.each([
  ['Basic abc', '/v1', 400, 6003],
  ['Bearer another', '/v1', 403, 10_000],
  [undefined, '/v9', 404, 7003],
])('refuses the authorization %j of %s as the gateway of the real service does', async (...row) => {
  const [authorization, target, status, code] = row;
  const { call } = await runServer();
  const headers = { Accept: 'image/*', ...(authorization && { Authorization: authorization }) };
  const answer = await call(target, { headers });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  const body = await answer.json();
  expect(Object.keys(body)).toEqual(['success', 'errors', 'messages', 'result']);
  expect(body).toMatchObject({ success: false, errors: [{ code }], messages: [], result: null });
  const chain = [{ code: 6111, message: 'Invalid format for Authorization header' }];
  expect(body.errors[0].error_chain).toEqual(code === 6003 ? chain : undefined);
});
