import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createWorld } from '../../test/simulated-world.ts';
import type { UploadError } from '../errors/upload-error.ts';
import { lazyModule } from '../loading/lazy-module.ts';
import type { UploaderOptions } from '../options.ts';
import { createEngine } from './uploader.ts';
import { type CreateWorks, createWorks } from './works.ts';

const require = createRequire(import.meta.url);
const photo = readFileSync(require.resolve('exif/test/test1.jpg'));

/** An uploader whose works come, or fail to come, when the test says so. */
function setUp(options: Partial<UploaderOptions> = {}) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const page = createWorld().open();
  const tries: { succeed(): void; fail(): void }[] = [];
  const create = page.platform.works.current() as CreateWorks;
  const works = lazyModule(
    () =>
      new Promise<{ create: CreateWorks }>((resolve, reject) => {
        tries.push({ succeed: () => resolve({ create }), fail: () => reject(new Error('404')) });
      }),
    'create',
  );
  /** All attempts fail until it is reported. */
  const fail = async () => {
    tries.at(-1)?.fail();
    await vi.advanceTimersByTimeAsync(1000);
    tries.at(-1)?.fail();
    await vi.advanceTimersByTimeAsync(0);
  };
  const idle: (() => void)[] = [];
  const whenIdle = (callback: () => void) => void idle.push(callback);
  const uploader = createEngine(
    { endpoint: '/api/images', prepare: false, ...options },
    { ...page.platform, works, whenIdle },
  );
  onTestFinished(uploader.destroy);
  const add = (name: string) => {
    const [id = ''] = uploader.add([new File([photo], name, { type: 'image/jpeg' })]);
    return id;
  };
  const statuses = () => uploader.getSnapshot().items.map(({ status }) => status);
  return { uploader, page, tries, fail, idle, add, statuses };
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

it('says so when it cannot be loaded, and goes on by itself once it can', async () => {
  const onError = vi.fn<(error: UploadError) => void>();
  const { page, tries, fail, add, statuses } = setUp({ onError });
  add('a.jpg');
  await fail();
  expect(statuses()).toEqual(['failed']);
  expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'part-not-loaded', retryable: true });
  await vi.advanceTimersByTimeAsync(2000);
  tries[2]?.succeed();
  await vi.waitFor(() => expect(page.sends).toHaveLength(1));
});

it('is loaded again at once when somebody retries or adds another', async () => {
  const { uploader, page, tries, fail, add, statuses } = setUp();
  const id = add('a.jpg');
  await fail();
  uploader.retry(id);
  expect(tries).toHaveLength(3);
  tries[2]?.fail();
  await vi.advanceTimersByTimeAsync(0);
  expect(statuses()).toEqual(['failed']);
  add('b.jpg');
  tries[3]?.succeed();
  await vi.waitFor(() => expect(page.sends.map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg']));
});

it('holds what waits for a start back also after it could not be loaded', async () => {
  const { uploader, page, tries, fail, add, statuses } = setUp({ autoStart: false });
  add('a.jpg');
  await fail();
  await vi.advanceTimersByTimeAsync(2000);
  tries[2]?.succeed();
  await vi.waitFor(() => expect(statuses()).toEqual(['queued']));
  await vi.advanceTimersByTimeAsync(1000);
  expect(page.sends).toHaveLength(0);
  void uploader.start();
  await vi.waitFor(() => expect(page.sends).toHaveLength(1));
});

it.each(['headerReader', 'preparation'] as const)(
  'uploads once %s can be loaded, and blames no file before',
  async (part) => {
    const world = createWorld();
    const page = world.open();
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    let isMissing = true;
    const own: { load(): Promise<unknown> } = page.works[part];
    const missing = lazyModule(async () => {
      if (isMissing) throw new TypeError('Failed to fetch dynamically imported module');
      return { own: await own.load() };
    }, 'own');
    const create: CreateWorks = (parts) => createWorks({ ...page.works, [part]: missing }, parts);
    const works = lazyModule(async () => ({ create }), 'create');
    works.provide(create);
    const onError = vi.fn<(error: UploadError) => void>();
    const options = { endpoint: '/api/images', onError };
    const uploader = createEngine(options, { ...page.platform, works });
    onTestFinished(uploader.destroy);
    uploader.add([new File([photo], 'a.jpg'), new File([photo], 'b.jpg')]);
    await vi.advanceTimersByTimeAsync(5000);
    const statuses = () => uploader.getSnapshot().items.map(({ status }) => status);
    expect(statuses()).toEqual(['failed', 'failed']);
    expect(onError.mock.calls.map(([{ code }]) => code)).toEqual(Array(2).fill('part-not-loaded'));
    isMissing = false;
    await vi.advanceTimersByTimeAsync(30_000);
    for (const preparation of page.preparations.splice(0)) preparation.resolve();
    await vi.advanceTimersByTimeAsync(1000);
    expect(page.sends.map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg']);
  },
);

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
  const { uploader, page, tries, fail, add, statuses } = setUp({
    endpoint: 'https://example.invalid/api',
    connectivity,
  });
  add('a.jpg');
  await fail();
  expect(statuses()).toEqual(['preparing']);
  expect(uploader.getSnapshot().status).toBe('offline');
  online = true;
  for (const listener of listeners) listener();
  tries[2]?.succeed();
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
  const { tries, add, statuses } = setUp({
    initialImages: [image],
    maxFiles: 1,
    whenFull: 'reject',
  });
  add('a.jpg');
  tries[0]?.succeed();
  await vi.waitFor(() => expect(statuses()).toEqual(['done', 'rejected']));
});
