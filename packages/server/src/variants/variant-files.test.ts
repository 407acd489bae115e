import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/running-server.ts';
import { openVariantFiles } from './variant-files.ts';

const write =
  (text: string) =>
  (target: string): Promise<void> =>
    writeFile(target, text);

it('makes a file once, however many ask for it at the same moment', async () => {
  const files = await openVariantFiles(await temporaryFolder());
  let renders = 0;
  const render = async (target: string) => {
    renders++;
    await writeFile(target, 'pixels');
  };
  await Promise.all(Array.from({ length: 50 }, () => files.make('key', 'a.webp', render)));
  expect(renders).toBe(1);
  expect(await readFile(files.path('key', 'a.webp'), 'utf8')).toBe('pixels');
});

it('a failure reaches all who asked, leaves nothing, and the next one tries again', async () => {
  const dir = await temporaryFolder();
  const files = await openVariantFiles(dir);
  const fail = async (target: string) => {
    await writeFile(target, 'half');
    throw new Error('broken');
  };
  const asked = [1, 2].map(() => files.make('key', 'a.webp', fail));
  for (const one of await Promise.allSettled(asked)) expect(one.status).toBe('rejected');
  expect(existsSync(files.path('key', 'a.webp'))).toBe(false);
  expect(readdirSync(path.join(dir, 'variants', 'unfinished'))).toEqual([]);
  await files.make('key', 'a.webp', write('pixels'));
  expect(await readFile(files.path('key', 'a.webp'), 'utf8')).toBe('pixels');
});

it('shows a file only when it is whole', async () => {
  const files = await openVariantFiles(await temporaryFolder());
  const file = files.path('key', 'a.webp');
  await files.make('key', 'a.webp', async (target) => {
    await writeFile(target, 'half');
    expect(existsSync(file)).toBe(false);
    await writeFile(target, 'whole');
  });
  expect(await readFile(file, 'utf8')).toBe('whole');
});

it('begins without what an interrupted run left half-rendered, and keeps the rest', async () => {
  const dir = await temporaryFolder();
  const before = await openVariantFiles(dir);
  await before.make('key', 'a.webp', write('pixels'));
  const half = path.join(dir, 'variants', 'unfinished', 'half');
  await writeFile(half, 'x');
  const after = await openVariantFiles(dir);
  expect(existsSync(half)).toBe(false);
  expect(existsSync(after.path('key', 'a.webp'))).toBe(true);
});

it('removes the variants of a picture, and of all that are not known', async () => {
  const dir = await temporaryFolder();
  const files = await openVariantFiles(dir);
  for (const key of ['one', 'two', 'three']) await files.make(key, 'a.webp', write('pixels'));
  await files.discard('one');
  await files.discard('never there');
  await files.sweep((key) => key === 'two');
  expect(readdirSync(path.join(dir, 'variants')).toSorted()).toEqual(['two', 'unfinished']);
  await files.make('four', 'a.webp', write('pixels'));
  expect(existsSync(files.path('four', 'a.webp'))).toBe(true);
});

it('removes the variants of a picture while others of it are being made', async () => {
  const files = await openVariantFiles(await temporaryFolder());
  for (let round = 0; round < 20; round++) {
    // Whoever makes one looks afterwards whether its picture is still there.
    const made = Array.from({ length: 12 }, (_, n) => files.make('key', `${n}`, write('pixels')));
    const discards = made.map((one) => one.catch(() => undefined).then(() => files.discard('key')));
    await expect(Promise.all(discards)).resolves.toHaveLength(12);
  }
  expect(existsSync(path.dirname(files.path('key', 'any')))).toBe(false);
});

it('keeps the newest files of a picture, and not without end', async () => {
  const dir = await temporaryFolder();
  const files = await openVariantFiles(dir);
  const folder = path.join(dir, 'variants', 'key');
  await mkdir(folder, { recursive: true });
  for (let n = 0; n < 256; n++) {
    await writeFile(path.join(folder, `${n}.webp`), 'x');
    await utimes(path.join(folder, `${n}.webp`), n, n);
  }
  await files.make('key', 'new.webp', write('pixels'));
  const left = readdirSync(folder);
  expect(left).toHaveLength(192);
  expect(left).toContain('new.webp');
  expect(left).toContain('255.webp');
  expect(left).not.toContain('0.webp');
});

it('keeps so many bytes of a picture, and the newest file however large', async () => {
  const files = await openVariantFiles(await temporaryFolder());
  const MEGABYTE = 1024 * 1024;
  // Files with a hole take no space.
  const make = (name: string, size: number, age: number) =>
    files.make('key', name, async (target) => {
      await writeFile(target, '');
      await truncate(target, size);
      await utimes(target, age, age);
    });
  await make('small.webp', 1000, 1);
  await make('old.png', 100 * MEGABYTE, 2);
  await make('middle.png', 100 * MEGABYTE, 3);
  await make('tiny.webp', 1000, 4);
  await make('new.png', 100 * MEGABYTE, 5);
  const folder = path.dirname(files.path('key', 'any'));
  expect(readdirSync(folder).toSorted()).toEqual(['middle.png', 'new.png', 'tiny.webp']);
  await make('huge.png', 300 * MEGABYTE, 6);
  expect(readdirSync(folder)).toEqual(['huge.png']);
});
