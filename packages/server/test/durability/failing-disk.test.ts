import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Envelope, Image } from '@tintype/core/images';
import { describe, expect, it, onTestFinished } from 'vitest';
import { photo, temporaryFolder } from '../running-server.ts';
import { findBrokenPromises } from './check-folder.ts';
import { type ChildOptions, type ChildServer, call, startChild } from './child-server.ts';
import { nothingPromised } from './load.ts';
import { hashOf, uniquePicture } from './pictures.ts';

const isRoot = process.getuid?.() === 0;
const jpeg = photo('test2.jpg');
const promises = () => nothingPromised();

async function start(dir: string, options: ChildOptions = {}): Promise<ChildServer> {
  const server = await startChild(dir, options);
  onTestFinished(server.kill);
  return server;
}

async function upload(server: ChildServer, bytes: Buffer<ArrayBuffer>) {
  const body = new FormData();
  body.append('file', new Blob([bytes]), 'picture.jpg');
  const response = await call(server, '/v1', { method: 'POST', body });
  const answer = (await response.json()) as Envelope<Image>;
  return { status: response.status, code: answer.errors[0]?.code, answer };
}

/** Uploads pictures until one is refused, and remembers those that were not. */
async function fill(server: ChildServer, bytes: number, kept: Map<string, string>) {
  for (let count = 0; count < 500; count++) {
    const picture = uniquePicture(jpeg, bytes);
    const { answer, ...refused } = await upload(server, picture);
    if (!answer.success) return refused;
    kept.set(answer.result.id, hashOf(picture));
  }
  throw new Error('the disk did not become full');
}

it('refuses what it cannot write with a 5xx envelope, keeps nothing of it, and goes on', async () => {
  const dir = await temporaryFolder();
  // Blocks of 512 or 1024 bytes, by the shell: no file can be larger than one or two megabytes.
  const server = await start(dir, { before: 'ulimit -f 2048' });
  const refused = await upload(server, uniquePicture(jpeg, 5_000_000));
  expect([refused.status, refused.code]).toEqual([500, 5540]);
  expect(refused.answer).toMatchObject({ result: null, success: false });
  await expect.poll(() => readdir(path.join(dir, 'originals'))).toEqual([]);
  expect((await upload(server, uniquePicture(jpeg, 100_000))).status).toBe(200);
}, 30_000);

it('promises nothing that its records could not be told, and holds what it promised before', async () => {
  const dir = await temporaryFolder();
  await (await startChild(dir)).kill();
  const told = promises();
  // The journal of the records is what cannot grow.
  const limited = await start(dir, { before: 'ulimit -f 256' });
  expect(await fill(limited, 20_000, told.kept)).toEqual({ status: 500, code: 5540 });
  expect(told.kept.size).toBeGreaterThan(0);
  await limited.kill();
  const after = await start(dir);
  expect(await findBrokenPromises(after, dir, told)).toEqual([]);
  expect((await upload(after, uniquePicture(jpeg, 20_000))).status).toBe(200);
}, 30_000);

it('refuses uploads while its folder is read-only, and takes them again without a restart', async () => {
  const parent = await temporaryFolder();
  const dir = path.join(parent, 'images');
  await mkdir(dir);
  const server = await start(dir, { isObedient: true });
  const told = promises();
  const picture = uniquePicture(jpeg, 50_000);
  const { answer } = await upload(server, picture);
  if (!answer.success) throw new Error('refused');
  told.kept.set(answer.result.id, hashOf(picture));
  const originals = path.join(dir, 'originals');
  await chmod(originals, 0o500);
  expect(await upload(server, picture)).toMatchObject({ status: 500, code: 5540 });
  expect(await findBrokenPromises(server, dir, told)).toEqual([]);
  await chmod(originals, 0o700);
  expect((await upload(server, picture)).status).toBe(200);
}, 30_000);

/** A disk of eight megabytes, where this user may make one. */
function mountSmallDisk(at: string): boolean {
  if (!isRoot) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', at], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a full disk', () => {
  it('refuses uploads, loses nothing, and takes them again when there is space, without a restart', async () => {
    const dir = await temporaryFolder();
    const isDisk = mountSmallDisk(dir);
    if (isDisk) onTestFinished(() => void execFileSync('umount', ['-l', dir]));
    const ballast = path.join(dir, 'ballast');
    if (isDisk) await writeFile(ballast, Buffer.alloc(1_000_000));
    // Elsewhere the largest possible file is what there is space for.
    const server = await start(dir, isDisk ? {} : { before: 'ulimit -f 2048' });
    const told = promises();
    const size = isDisk ? 400_000 : 5_000_000;
    expect(await fill(server, size, told.kept)).toEqual({ status: 500, code: 5540 });
    expect(await findBrokenPromises(server, dir, told)).toEqual([]);
    await rm(ballast, { force: true });
    const again = uniquePicture(jpeg, 300_000);
    const { answer } = await upload(server, again);
    if (!answer.success) throw new Error(JSON.stringify(answer));
    told.kept.set(answer.result.id, hashOf(again));
    await server.kill();
    expect(await findBrokenPromises(await start(dir), dir, told)).toEqual([]);
  }, 60_000);

  it('still lets pictures be deleted, or says that it could not', async () => {
    const dir = await temporaryFolder();
    if (mountSmallDisk(dir)) onTestFinished(() => void execFileSync('umount', ['-l', dir]));
    await (await startChild(dir)).kill();
    const server = await start(dir, { before: 'ulimit -f 512' });
    const told = promises();
    await fill(server, 100_000, told.kept);
    for (const id of [...told.kept.keys()].slice(0, 5)) {
      const { status } = await call(server, `/v1/${id}`, { method: 'DELETE' });
      expect([200, 500]).toContain(status);
      if (status !== 200) continue;
      told.kept.delete(id);
      told.deleted.add(id);
    }
    await server.kill();
    expect(await findBrokenPromises(await start(dir), dir, told)).toEqual([]);
  }, 60_000);
});
