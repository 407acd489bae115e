import { expect, it, vi } from 'vitest';
import { resolveOptions } from '../options.ts';
import type { Preparation } from '../preparation/preparation.ts';
import { createItem } from '../queue/item.ts';
import { createStore } from '../queue/store.ts';
import { createPreviewing } from './previewing.ts';

const MEGABYTE = 1024 * 1024;
const thumbnail = new Uint8Array(1);

/** Items whose previews take so many bytes each, and all the URLs that are alive. */
function setUp(count: number, bytes: number) {
  const store = createStore((flush) => queueMicrotask(flush));
  const items = Array.from({ length: count }, (_, n) => createItem(new File(['x'], `${n}.jpg`)));
  store.add(items);
  const alive = new Set<string>();
  const looked: string[] = [];
  let made = 0;
  const preparation: Preparation = {
    async look(file, header) {
      looked.push(file.name);
      return { header, thumbnail };
    },
    preview: async () => null,
    prepare: () => Promise.reject(new Error('not asked for')),
  };
  const previewing = createPreviewing({
    store,
    settings: () => resolveOptions({ endpoint: '/x' }),
    platform: {
      loadPreparation: async () => preparation,
      learnURLs: () => undefined,
      createPreview() {
        const url = `blob:${++made}`;
        alive.add(url);
        return { url, bytes, release: () => alive.delete(url) };
      },
    },
  });
  const ids = items.map(({ id }) => id);
  const shown = () => ids.filter((id) => store.get(id)?.previewUrl).map((id) => ids.indexOf(id));
  return { previewing, ids, shown, alive, looked };
}

it('makes no more than there is room for, in order', async () => {
  const { previewing, ids, shown, alive, looked } = setUp(100, 4 * MEGABYTE);
  for (const id of ids) previewing.push(id, null);
  await vi.waitFor(() => expect(shown().length).toBeGreaterThanOrEqual(12));
  // Those that were under way when the room was full come to their end.
  expect(shown().length).toBeLessThanOrEqual(24);
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
  expect(alive.size).toBeLessThanOrEqual(24);
  previewing.forget(ids);
  expect(alive.size).toBe(0);
});
