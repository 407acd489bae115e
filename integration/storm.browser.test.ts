import { createUploader } from '@tintype/core';
import { expect, inject, it, vi } from 'vitest';

const { url, seed, files } = inject('storm');
const relayURL = inject('relayURL');

/** A real JPEG with bytes of its own behind its end. */
async function photo(index: number): Promise<File> {
  const canvas = new OffscreenCanvas(32, 24);
  canvas.getContext('2d')?.fillRect(0, 0, index % 32, 24);
  const jpeg = await canvas.convertToBlob({ type: 'image/jpeg' });
  const own = crypto.getRandomValues(new Uint8Array(1 + ((index * 997) % 60_000)));
  return new File([jpeg, own], 'image.jpg', { type: 'image/jpeg' });
}

async function digest(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

it(`stores each of ${files} pictures once, byte by byte, while 30 % of requests go wrong (STORM_SEED=${seed})`, async () => {
  const user = { Authorization: `User ${crypto.randomUUID()}` };
  const chosen = await Promise.all(Array.from({ length: files }, (_, index) => photo(index)));
  const onUploaded = vi.fn();
  const uploader = createUploader({
    endpoint: url,
    headers: user,
    concurrency: 6,
    retry: { attempts: 60, minDelay: 1, maxDelay: 20 },
    onUploaded,
  });
  uploader.add(chosen);
  await vi.waitFor(() => expect(uploader.getSnapshot().status).toBe('idle'), {
    timeout: 400_000,
    interval: 100,
  });
  const items = uploader.getSnapshot().items;
  expect(items.filter(({ status }) => status !== 'done')).toEqual([]);
  expect(onUploaded).toHaveBeenCalledTimes(files);
  // The storm was one.
  expect(items.some(({ attempt }) => attempt > 1)).toBe(true);

  const response = await fetch(`${relayURL}?per_page=${files + 10}`, { headers: user });
  const { images } = (await response.json()).result as {
    images: { id: string; variants: string[] }[];
  };
  expect(images).toHaveLength(files);
  const stored = new Map<string, string>();
  for (const { id, variants } of images) {
    const original = variants.find((variant) => variant.endsWith('/original')) ?? '';
    stored.set(id, await digest(await (await fetch(original)).blob()));
  }
  for (const item of items) {
    if (item.status === 'done') expect(stored.get(item.image.id)).toBe(await digest(item.file));
  }
  uploader.destroy();
}, 600_000);
