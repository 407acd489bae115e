import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createWorld } from '../../test/simulated-world.ts';
import type { UploadError } from '../errors/upload-error.ts';
import type { UploaderOptions } from '../options.ts';
import { createEngine } from './uploader.ts';
import type { CreateWorks } from './works.ts';

const require = createRequire(import.meta.url);
const photo = readFileSync(require.resolve('exif/test/test1.jpg'));

/** An uploader whose works come, or fail to come, when the test says so. */
function setUp(options: Partial<UploaderOptions> = {}) {
  const page = createWorld().open();
  const tries: { succeed(): void; fail(): void }[] = [];
  const loadWorks = () =>
    new Promise<CreateWorks>((resolve, reject) => {
      const works = page.platform.loadWorks() as CreateWorks;
      tries.push({ succeed: () => resolve(works), fail: () => reject(new Error('404')) });
    });
  const idle: (() => void)[] = [];
  const whenIdle = (callback: () => void) => void idle.push(callback);
  const uploader = createEngine(
    { endpoint: '/api/images', prepare: false, ...options },
    { ...page.platform, loadWorks, whenIdle },
  );
  onTestFinished(uploader.destroy);
  const add = (name: string) => {
    const [id = ''] = uploader.add([new File([photo], name, { type: 'image/jpeg' })]);
    return id;
  };
  const statuses = () => uploader.getSnapshot().items.map(({ status }) => status);
  return { uploader, page, tries, idle, add, statuses };
}

it('loads nothing before there is a use for it, or time', () => {
  const { uploader, tries, idle } = setUp();
  expect(tries).toHaveLength(0);
  uploader.subscribe(() => undefined);
  expect(tries).toHaveLength(0);
  for (const callback of idle) callback();
  expect(tries).toHaveLength(1);
});

it('shows what was added at once, and goes on with it in order when it can', async () => {
  const { page, tries, add, statuses } = setUp({ concurrency: 1 });
  add('a.jpg');
  add('b.jpg');
  expect(statuses()).toEqual(['preparing', 'preparing']);
  tries[0]?.succeed();
  await vi.waitFor(() => expect(page.sends.map(({ name }) => name)).toEqual(['a.jpg']));
  expect(statuses()).toEqual(['uploading', 'queued']);
});

it('obeys whoever cancels, moves, pauses or removes in the meantime', async () => {
  const { uploader, page, tries, add, statuses } = setUp({ concurrency: 1 });
  const ids = ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'].map(add);
  uploader.cancel(ids[0] ?? '');
  uploader.remove(ids[1] ?? '');
  uploader.move(ids[3] ?? '', 0);
  uploader.pause();
  tries[0]?.succeed();
  await vi.waitFor(() => expect(statuses()).toEqual(['queued', 'canceled', 'queued']));
  expect(page.sends).toHaveLength(0);
  uploader.resume();
  await vi.waitFor(() => expect(page.sends.map(({ name }) => name)).toEqual(['d.jpg']));
});

it('says so when it cannot be loaded, and tries again with the picture', async () => {
  const onError = vi.fn<(error: UploadError) => void>();
  const { uploader, page, tries, add, statuses } = setUp({ onError });
  const id = add('a.jpg');
  tries[0]?.fail();
  await vi.waitFor(() => expect(statuses()).toEqual(['rejected']));
  expect(onError.mock.calls[0]?.[0]).toMatchObject({
    code: 'preparation-failed',
    message: expect.stringContaining('Check the connection and try again'),
  });
  uploader.retry(id);
  tries[1]?.succeed();
  await vi.waitFor(() => expect(page.sends).toHaveLength(1));
});

it('waits for the network where there is none', async () => {
  let online = false;
  const listeners = new Set<() => void>();
  const connectivity = {
    isOnline: () => online,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const { uploader, page, tries, add, statuses } = setUp({
    endpoint: 'https://example.invalid/api',
    connectivity,
  });
  add('a.jpg');
  tries[0]?.fail();
  await new Promise((resolve) => setTimeout(resolve));
  expect(statuses()).toEqual(['preparing']);
  expect(uploader.getSnapshot().status).toBe('offline');
  online = true;
  for (const listener of listeners) listener();
  tries[1]?.succeed();
  await vi.waitFor(() => expect(page.sends).toHaveLength(1));
});

it('leaves pictures that are stored already in their places', async () => {
  const image = {
    id: 'one',
    filename: 'one.jpg',
    uploaded: '',
    requireSignedURLs: false,
    variants: [],
  };
  const { tries, add, statuses } = setUp({ initialImages: [image], maxFiles: 1 });
  add('a.jpg');
  tries[0]?.succeed();
  await vi.waitFor(() => expect(statuses()).toEqual(['done', 'rejected']));
});
