// What is built, in the Node that runs this, without a flag: every entry is imported, and a picture goes
// through the relay into the server and comes back. In JavaScript, for Node 22.13 reads no TypeScript.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const packages = path.join(import.meta.dirname, '../packages');

for (const name of ['core', 'react', 'relay', 'server']) {
  const manifest = JSON.parse(await readFile(path.join(packages, name, 'package.json'), 'utf8'));
  for (const [entry, target] of Object.entries(manifest.exports)) {
    if (/\.(css|json)$/.test(entry)) continue;
    const exported = await import(path.join(packages, name, target.default));
    assert.notEqual(Object.keys(exported).length, 0, `${name} ${entry} exports nothing`);
  }
}

const { createRelay } = await import('../packages/relay/dist/index.js');
const { toNodeHandler } = await import('../packages/relay/dist/node.js');
const { startImagesServer } = await import('../packages/server/dist/index.js');

const dir = await mkdtemp(path.join(tmpdir(), 'tintype-smoke-'));
const account = { accountId: 'smoke', token: 'a-token' };
const service = await startImagesServer({ port: 0, dir, ...account });
const relay = createRelay({
  accountId: account.accountId,
  apiToken: account.token,
  baseURL: service.apiBaseURL,
  authorize: () => ({ creator: 'ann' }),
});
const site = createServer(toNodeHandler(relay));
await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
try {
  const body = new FormData();
  body.append('file', new File([PIXEL], 'pixel.png', { type: 'image/png' }));
  const url = `http://127.0.0.1:${site.address().port}/api/images`;
  const { success, result, errors } = await (await fetch(url, { method: 'POST', body })).json();
  assert.ok(success, JSON.stringify(errors));
  const delivered = await fetch(result.variants.find((variant) => variant.endsWith('/public')));
  assert.equal(delivered.status, 200);
  assert.match(delivered.headers.get('content-type'), /^image\//);
} finally {
  site.closeAllConnections();
  site.close();
  await service.close();
  await rm(dir, { recursive: true });
}
console.log(`Node ${process.version}: every entry imported, a picture stored and delivered.`);
