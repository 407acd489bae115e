import { expect, it, vi } from 'vitest';
import { type ImageHeader, plainJPEG } from '../formats/image-header.ts';
import { resolveOptions } from '../options.ts';
import type { Preparation } from '../preparation/preparation.ts';
import { createItem } from '../queue/item.ts';
import { createStore } from '../queue/store.ts';
import { createPreviewing } from './previewing.ts';

const MEGABYTE = 1024 * 1024;
const header: ImageHeader = plainJPEG({ width: 4000, height: 3000 });
const bytes = new Uint8Array(1);

/** Items whose previews take so many bytes each, and all the URLs that are alive. */
function setUp(count: number, size: number) {
  const store = createStore((flush) => queueMicrotask(flush));
  const items = Array.from({ length: count }, (_, n) => createItem(new File(['x'], `${n}.jpg`)));
  store.add(items);
  const alive = new Set<string>();
  const looked: string[] = [];
  // Those whose thumbnail is of another picture.
  const wrong = new Set<string>();
  const idle: (() => void)[] = [];
  let made = 0;
  let isHanging = false;
  const preparation: Preparation = {
    async look(file, known) {
      if (isHanging) await new Promise(() => undefined);
      looked.push(file.name);
      const thumbnail = { bytes, isGenuine: async () => !wrong.has(file.name) };
      return { header: known ?? header, thumbnail };
    },
    preview: async () => new Blob(['decoded']),
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
  return { previewing, ids, shown, alive, looked, wrong, urlOf, rest, hang };
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

it('shows no thumbnail of another picture where few came in', async () => {
  const { previewing, ids, wrong, urlOf } = setUp(2, 1);
  wrong.add('1.jpg');
  for (const id of ids) previewing.push(id, null);
  await vi.waitFor(() => expect(urlOf(1)).toBeTruthy());
  expect(urlOf(1)).toMatch(/^decoded:/);
  expect(urlOf(0)).toMatch(/^thumbnail:/);
});

it('shows many thumbnails at once, and takes back those of other pictures when the page has time', async () => {
  const { previewing, ids, shown, alive, wrong, urlOf, rest } = setUp(9, 1);
  wrong.add('1.jpg');
  for (const id of ids) previewing.push(id, null);
  await vi.waitFor(() => expect(shown()).toHaveLength(9));
  expect(ids.map((_, n) => urlOf(n)).every((url) => url?.startsWith('thumbnail:'))).toBe(true);
  await rest();
  await vi.waitFor(() => expect(urlOf(1)).toMatch(/^decoded:/));
  expect(urlOf(0)).toMatch(/^thumbnail:/);
  expect(urlOf(2)).toMatch(/^thumbnail:/);
  expect(alive.size).toBe(9);
});

it('takes nothing back of what has left, or has come anew', async () => {
  const { previewing, ids, shown, alive, wrong, urlOf, rest } = setUp(9, 1);
  for (const name of ['0.jpg', '1.jpg']) wrong.add(name);
  const [first = '', second = ''] = ids;
  for (const id of ids) previewing.push(id, null);
  await vi.waitFor(() => expect(shown()).toHaveLength(9));
  previewing.forget([first]);
  wrong.clear();
  previewing.push(second, null);
  await vi.waitFor(() => expect(urlOf(1)).toBe('thumbnail:10'));
  await rest();
  expect(urlOf(1)).toBe('thumbnail:10');
  expect(alive.size).toBe(8);
});

it('proves more than a page can hold before they are shown', async () => {
  const { previewing, ids, shown, wrong, urlOf } = setUp(100, 1);
  wrong.add('99.jpg');
  for (const id of ids) previewing.push(id, null);
  await vi.waitFor(() => expect(shown()).toHaveLength(100));
  expect(urlOf(99)).toMatch(/^decoded:/);
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
