import { expect, it, vi } from 'vitest';
import { type ImageHeader, NOTHING } from '../formats/image-header.ts';
import { resolveOptions } from '../options.ts';
import type { Preparation } from '../preparation/preparation.ts';
import { createItem } from '../queue/item.ts';
import { createStore } from '../queue/store.ts';
import { createPreviewing } from './previewing.ts';

const MEGABYTE = 1024 * 1024;
const header: ImageHeader = { ...NOTHING, mediaType: 'image/jpeg', width: 4000, height: 3000 };
const bytes = new Uint8Array(1);

/** Items whose previews take so many bytes each, and all the URLs that are alive. */
function setUp(count: number, size: number) {
  const store = createStore((flush) => queueMicrotask(flush));
  const items = Array.from({ length: count }, (_, n) => createItem(new File(['x'], `${n}.jpg`)));
  store.add(items);
  const alive = new Set<string>();
  const looked: string[] = [];
  // Those without a thumbnail, and those that cannot be decoded.
  const bare = new Set<string>();
  const damaged = new Set<string>();
  const decoded: string[] = [];
  const idle: (() => void)[] = [];
  let made = 0;
  let isHanging = false;
  const preparation: Preparation = {
    async look(file, known) {
      if (isHanging) await new Promise(() => undefined);
      looked.push(file.name);
      return { header: known ?? header, thumbnail: bare.has(file.name) ? null : bytes };
    },
    async preview(file) {
      decoded.push(file.name);
      return damaged.has(file.name) ? null : new Blob(['decoded']);
    },
    prepare: () => Promise.reject(new Error('not asked for')),
  };
  const previewing = createPreviewing({
    store,
    settings: () => resolveOptions({ endpoint: '/x' }),
    platform: {
      preparation: { load: async () => preparation, use: (action) => action(preparation) },
      learnURLs: () => undefined,
      createPreview(picture) {
        const url = `${picture instanceof Blob ? 'decoded' : 'thumbnail'}:${++made}`;
        alive.add(url);
        return { url, bytes: size, release: () => alive.delete(url) };
      },
      whenIdle: (callback) => void idle.push(callback),
    },
  });
  const ids = items.map(({ id }) => id);
  const shown = () => ids.filter((id) => store.get(id)?.previewUrl).map((id) => ids.indexOf(id));
  const urlOf = (n: number) => store.get(ids[n] ?? '')?.previewUrl;
  /** Until the page has nothing left to do. */
  const rest = async () => {
    for (let next = idle.shift(); next; next = idle.shift()) {
      next();
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  const hang = () => {
    isHanging = true;
  };
  return { previewing, ids, shown, alive, looked, bare, damaged, decoded, urlOf, rest, hang };
}

it('makes no more than there is room for, in order', async () => {
  const { previewing, ids, shown, alive, looked } = setUp(100, 4 * MEGABYTE);
  for (const id of ids) previewing.push(id, null);
  await vi.waitFor(() => expect(shown().length).toBeGreaterThanOrEqual(12));
  // Those that were under way when the room was full come to their end.
  expect(shown().length).toBeLessThanOrEqual(12 + 40);
  expect(shown()).toEqual(shown().map((_, n) => n));
  expect(looked.length).toBe(shown().length);
  expect(alive.size).toBe(shown().length);
});

it('makes room for what is on screen, and makes again what comes back to it', async () => {
  const { previewing, ids, shown, alive } = setUp(100, 4 * MEGABYTE);
  for (const id of ids) previewing.push(id, null);
  await vi.waitFor(() => expect(shown()).toContain(11));
  previewing.setVisible(ids.slice(50, 54));
  await vi.waitFor(() => expect(shown()).toEqual(expect.arrayContaining([50, 51, 52, 53])));
  expect(alive.size).toBeLessThanOrEqual(12);
  expect(shown()).not.toContain(0);
  previewing.setVisible(ids.slice(0, 2));
  await vi.waitFor(() => expect(shown()).toEqual(expect.arrayContaining([0, 1])));
  expect(alive.size).toBe(shown().length);
});

it('lets go of what leaves, and goes on with what has waited for room', async () => {
  const { previewing, ids, shown, alive } = setUp(60, 4 * MEGABYTE);
  for (const id of ids) previewing.push(id, null);
  await vi.waitFor(() => expect(shown()).toContain(11));
  const before = shown().length;
  previewing.forget(ids.slice(0, before));
  await vi.waitFor(() => expect(shown()).toContain(before));
  expect(alive.size).toBeLessThanOrEqual(12 + 40);
  previewing.forget(ids);
  expect(alive.size).toBe(0);
});

it('shows thumbnails at once, and in their place what was decoded when the page has time', async () => {
  const { previewing, ids, shown, alive, decoded, urlOf, rest } = setUp(9, 1);
  for (const id of ids) previewing.push(id, null);
  await vi.waitFor(() => expect(shown()).toHaveLength(9));
  expect(ids.map((_, n) => urlOf(n)).every((url) => url?.startsWith('thumbnail:'))).toBe(true);
  expect(decoded).toEqual([]);
  await rest();
  await vi.waitFor(() => {
    expect(ids.map((_, n) => urlOf(n)).every((url) => url?.startsWith('decoded:'))).toBe(true);
  });
  expect(decoded).toHaveLength(9);
  expect(alive.size).toBe(9);
});

it('decodes first what has nothing to show', async () => {
  const { previewing, ids, bare, decoded, urlOf, rest } = setUp(9, 1);
  bare.add('8.jpg');
  for (const id of ids) previewing.push(id, null);
  await vi.waitFor(() => expect(urlOf(8)).toMatch(/^decoded:/));
  await rest();
  await vi.waitFor(() => expect(urlOf(0)).toMatch(/^decoded:/));
  expect(decoded[0]).toBe('8.jpg');
});

it('keeps the thumbnail of what cannot be decoded', async () => {
  const { previewing, ids, damaged, decoded, urlOf, rest } = setUp(2, 1);
  damaged.add('1.jpg');
  for (const id of ids) previewing.push(id, null);
  await vi.waitFor(() => expect(urlOf(1)).toBeTruthy());
  await rest();
  await vi.waitFor(() => expect(urlOf(0)).toMatch(/^decoded:/));
  expect(decoded).toContain('1.jpg');
  expect(urlOf(1)).toMatch(/^thumbnail:/);
});

it('decodes only what is on screen, once that is known', async () => {
  const { previewing, ids, shown, decoded, urlOf, rest } = setUp(20, 1);
  previewing.setVisible(ids.slice(0, 2));
  for (const id of ids) previewing.push(id, null);
  await vi.waitFor(() => expect(shown()).toHaveLength(20));
  await rest();
  await vi.waitFor(() => expect(urlOf(1)).toMatch(/^decoded:/));
  expect(decoded.toSorted()).toEqual(['0.jpg', '1.jpg']);
  previewing.setVisible(ids.slice(10, 11));
  await rest();
  await vi.waitFor(() => expect(urlOf(10)).toMatch(/^decoded:/));
  expect(decoded).toHaveLength(3);
});

it('shows nothing of what has left, or has come in again', async () => {
  const { previewing, ids, shown, alive, urlOf, rest } = setUp(9, 1);
  const [first = '', second = ''] = ids;
  for (const id of ids) previewing.push(id, null);
  await vi.waitFor(() => expect(shown()).toHaveLength(9));
  previewing.forget([first]);
  previewing.push(second, null);
  await vi.waitFor(() => expect(urlOf(1)).toBe('thumbnail:10'));
  await rest();
  await vi.waitFor(() => expect(urlOf(8)).toMatch(/^decoded:/));
  expect(alive.size).toBe(8);
});

it('does not make again what nobody sees', async () => {
  const { previewing, ids, looked, alive, rest } = setUp(20, 5 * MEGABYTE);
  for (const id of ids) previewing.push(id, null);
  previewing.setVisible(ids.slice(15));
  await vi.waitFor(() => expect(looked).toHaveLength(20));
  await rest();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(looked).toHaveLength(20);
  expect(alive.size).toBeLessThanOrEqual(10);
});

it('lets others wait until what came in is shown, and nobody where nothing came in', async () => {
  const { previewing, ids, shown, rest } = setUp(3, 1);
  const heard: number[] = [];
  previewing.whenShown(() => heard.push(shown().length));
  expect(heard).toEqual([0]);
  for (const id of ids) previewing.push(id, null);
  previewing.whenShown(() => heard.push(shown().length));
  await vi.waitFor(() => expect(shown()).toHaveLength(3));
  expect(heard).toEqual([0]);
  await rest();
  expect(heard).toEqual([0, 3]);
});

it('lets nobody wait for long', async () => {
  const { previewing, ids, rest, hang } = setUp(1, 1);
  hang();
  const heard = vi.fn();
  for (const id of ids) previewing.push(id, null);
  previewing.whenShown(heard);
  await vi.waitFor(async () => {
    await rest();
    expect(heard).toHaveBeenCalledOnce();
  });
});
