import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Image } from '@tintype/core/images';
import { expect, it } from 'vitest';
import { startImagesServer } from '../../src/index.ts';
import {
  ACCOUNT,
  photo,
  readAnswer,
  runServer,
  TOKEN,
  temporaryFolder,
} from '../running-server.ts';

const jpeg = photo('test1.jpg');

/** What each version of the schema added, as it was when that version wrote its last record. */
const VERSIONS = [
  `CREATE TABLE images (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL UNIQUE,
    filename TEXT NOT NULL,
    uploaded TEXT NOT NULL,
    require_signed_urls INTEGER NOT NULL,
    meta TEXT,
    creator TEXT,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX images_by_creator ON images (creator, place);
  INSERT INTO images (id, key, filename, uploaded, require_signed_urls, meta, creator, media_type, size, width, height)
  VALUES ('old', 'key-of-old', 'old.jpg', '2026-01-02T03:04:05.678Z', 0, '{"a":1}', 'ann', 'image/jpeg', ${jpeg.length}, 640, 480);`,
  `CREATE TABLE drafts (
    id TEXT NOT NULL UNIQUE,
    created TEXT NOT NULL,
    expires INTEGER NOT NULL,
    require_signed_urls INTEGER NOT NULL,
    meta TEXT,
    creator TEXT
  ) STRICT;
  INSERT INTO drafts VALUES ('reserved', '2026-01-02T03:04:05.678Z', 4102444800000, 0, NULL, 'ben');`,
  `CREATE TABLE variants (
    id TEXT NOT NULL UNIQUE,
    options TEXT NOT NULL,
    never_require_signed_urls INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE signing_keys (name TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;
  CREATE TABLE config (flexible_variants INTEGER NOT NULL, browser_ttl INTEGER) STRICT;
  INSERT INTO config VALUES (1, 3600);
  INSERT INTO variants VALUES ('small', '{"fit":"cover","width":10,"height":10,"metadata":"none"}', 1);`,
];

/** A folder as an older version left it. */
async function oldFolder(version: number): Promise<string> {
  const dir = await temporaryFolder();
  for (const name of ['arriving', 'originals', 'variants']) await mkdir(path.join(dir, name));
  await writeFile(path.join(dir, 'originals', 'key-of-old'), jpeg);
  const database = new DatabaseSync(path.join(dir, 'records.sqlite'));
  for (const step of VERSIONS.slice(0, version)) database.exec(step);
  database.exec(`PRAGMA user_version = ${version}`);
  database.close();
  return dir;
}

it.each(VERSIONS.map((_, index) => index + 1))(
  'opens records of version %i, and keeps what is in them',
  async (version) => {
    const dir = await oldFolder(version);
    for (let start = 0; start < 2; start++) {
      const server = await runServer({ dir });
      const { result } = await readAnswer<Image>(await server.call('/v1/old'));
      expect(result).toMatchObject({
        filename: 'old.jpg',
        uploaded: '2026-01-02T03:04:05.678Z',
        meta: { a: 1 },
        creator: 'ann',
      });
      const blob = await (await server.call('/v1/old/blob')).arrayBuffer();
      expect(Buffer.from(blob).equals(jpeg)).toBe(true);
      const thumbnail = result.variants.find((url) => url.endsWith('/public')) ?? '';
      if (version < 3) expect((await fetch(thumbnail)).status).toBe(200);
      expect((await server.call('/v1/reserved')).status).toBe(version < 2 ? 404 : 200);
      expect((await server.call('/v1/variants/small')).status).toBe(version < 3 ? 404 : 200);
      const added = await server.upload(new Blob([photo('test2.jpg')]));
      expect(added.status).toBe(200);
      await server.close();
    }
  },
);

it('has a test for each version that there is', async () => {
  const dir = await temporaryFolder();
  await (await runServer({ dir })).close();
  const database = new DatabaseSync(path.join(dir, 'records.sqlite'));
  const row = database.prepare('PRAGMA user_version').get();
  database.close();
  expect(row?.user_version).toBe(VERSIONS.length);
});

it('refuses records of a newer version, says so, and changes nothing', async () => {
  const dir = await oldFolder(3);
  const database = new DatabaseSync(path.join(dir, 'records.sqlite'));
  database.exec(`PRAGMA user_version = ${VERSIONS.length + 1}`);
  database.close();
  const options = { port: 0, dir, accountId: ACCOUNT, token: TOKEN };
  await expect(startImagesServer(options)).rejects.toThrow(
    /written by a newer version of the server .* update @tintype\/server/,
  );
  const after = new DatabaseSync(path.join(dir, 'records.sqlite'));
  expect(after.prepare('SELECT count(*) AS count FROM images').get()).toEqual({ count: 1 });
  after.exec(`PRAGMA user_version = ${VERSIONS.length}`);
  after.close();
  // The refused start has given the folder back.
  const server = await runServer({ dir });
  expect((await server.call('/v1/old')).status).toBe(200);
});
