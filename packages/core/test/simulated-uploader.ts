import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { onTestFinished } from 'vitest';
import type { Image } from '../src/images/image.ts';
import type { UploaderOptions } from '../src/options.ts';
import { createEngine, type Uploader } from '../src/uploader/uploader.ts';
import { createWorld, type Page, type World } from './simulated-world.ts';

const require = createRequire(import.meta.url);
const photo = readFileSync(require.resolve('exif/test/test1.jpg'));

export const photoFile = (name: string): File => new File([photo], name, { type: 'image/jpeg' });

interface OpenUploader {
  uploader: Uploader;
  page: Page;
  world: World;
  settle: () => Promise<void>;
  prepareAll: () => Promise<void>;
  sendAll: () => Promise<string[]>;
  /** What there is of each item: its name and status. */
  states: () => string[];
}

/** An uploader on a page of its own, with a service and preparations that answer when they are told. */
export function openUploader(
  options: Partial<UploaderOptions> = {},
  world: World = createWorld(),
): OpenUploader {
  const page = world.open();
  const uploader = createEngine({ endpoint: '/api/images', ...options }, page.platform);
  uploader.subscribe(() => undefined);
  onTestFinished(uploader.destroy);

  const settle = async () => {
    for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setTimeout(resolve));
  };
  const prepareAll = async () => {
    await settle();
    while (page.preparations.length > 0) {
      for (const preparation of page.preparations.splice(0)) preparation.resolve();
      await settle();
    }
  };
  /** Stores what is sent, one after the other, and tells in which order it came. */
  const sendAll = async () => {
    const sent: string[] = [];
    for (let send = page.sends.shift(); send; send = page.sends.shift()) {
      sent.push(send.name);
      send.resolve(world.store(send));
      await settle();
    }
    return sent;
  };
  const states = () =>
    uploader.getSnapshot().items.map(({ file, status }) => `${file.name} ${status}`);
  return { uploader, page, world, settle, prepareAll, sendAll, states };
}

/** An image that the service has. */
export function storedImage(id: string): Image {
  const variants = [`https://images.invalid/h/${id}/public`];
  const uploaded = '2026-01-01T00:00:00.000Z';
  return { id, filename: `${id}.jpg`, uploaded, requireSignedURLs: false, variants };
}
