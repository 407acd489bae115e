import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { UploadError } from '../errors/upload-error.ts';
import type { Image } from '../images/image.ts';
import type { UploadItem } from '../queue/item.ts';
import type { Attempt, UploadRequest } from '../transport/transport.ts';
import type { Platform } from './platform.ts';
import { createEngine } from './uploader.ts';

const require = createRequire(import.meta.url);
const photo = readFileSync(require.resolve('exif/test/test1.jpg'));
const CONCURRENCY = 3;

/** Where each status may lead; `gone` when an item leaves. */
const LEADS_TO: Record<UploadItem['status'], readonly string[]> = {
  preparing: ['queued', 'rejected', 'canceled'],
  queued: ['uploading', 'paused', 'canceled'],
  uploading: ['processing', 'done', 'retrying', 'failed', 'paused', 'canceled'],
  processing: ['done', 'retrying', 'failed', 'canceled'],
  retrying: ['queued', 'done', 'failed', 'paused', 'canceled'],
  paused: ['queued', 'canceled'],
  done: ['gone'],
  failed: ['queued', 'gone'],
  canceled: ['queued', 'preparing', 'gone'],
  rejected: ['preparing', 'gone'],
};

interface Waiting<Value> {
  key: string;
  signal: AbortSignal;
  resolve(value: Value): void;
  reject(error: unknown): void;
}

/** A service that stores by key, and a network on which everything waits until the test decides. */
function createWorld() {
  const sends: (Waiting<Image> & Pick<Attempt, 'onProgress' | 'onSent'>)[] = [];
  const questions: Waiting<Image | 'absent' | 'unknown'>[] = [];
  const stored = new Map<string, Image>();
  const previews = { made: 0, released: 0 };

  function wait<Kind extends Waiting<never>>(
    list: Kind[],
    key: string,
    signal: AbortSignal,
    more: object,
  ) {
    return new Promise<never>((resolve, reject) => {
      const one = { key, signal, resolve, reject, ...more } as unknown as Kind;
      list.push(one);
      signal.addEventListener('abort', () => {
        list.splice(list.indexOf(one), 1);
        reject(signal.reason);
      });
    });
  }

  const platform: Platform = {
    send: ({ key }: UploadRequest, { signal, onProgress, onSent }: Attempt) =>
      wait(sends, key, signal, { onProgress, onSent }),
    findStored: ({ key }, signal) => wait(questions, key, signal, {}),
    createPreview: () => {
      previews.made += 1;
      return {
        url: `blob:${previews.made}`,
        release: () => {
          previews.released += 1;
        },
      };
    },
    createFrameScheduler: () => (callback) => queueMicrotask(callback),
  };
  const store = (key: string) => {
    const image = stored.get(key) ?? {
      id: key,
      filename: 'a',
      uploaded: '',
      requireSignedURLs: false,
      variants: [],
    };
    stored.set(key, image);
    return image;
  };
  const take = <Kind>(list: Kind[], n: number) => list.splice(n % Math.max(1, list.length), 1)[0];
  return { platform, sends, questions, stored, previews, store, take };
}

const failure = (status?: number) =>
  new UploadError(status ? 'service-failed' : 'network', 'x', { status });
const refusal = () => new UploadError('refused', 'x', { status: 400 });

// What may happen, each with a number that picks whom it happens to.
const step = fc.tuple(
  fc.constantFrom(
    ...([
      'add',
      'add bad',
      'cancel',
      'retry',
      'remove',
      'pause',
      'resume',
      'start',
      'clear',
      'tick',
    ] as const),
    ...([
      'progress',
      'sent',
      'stored',
      'stored, cut',
      'cut',
      'wait',
      'refused',
      'answered',
      'unanswered',
    ] as const),
  ),
  fc.nat(50),
);

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

async function settle(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function run(steps: [string, number][], autoStart: boolean): Promise<void> {
  const world = createWorld();
  const { sends, questions, take, store, stored } = world;
  const uploaded: string[] = [];
  const uploader = createEngine(
    {
      endpoint: '/api/images',
      autoStart,
      concurrency: CONCURRENCY,
      retry: { attempts: 3, minDelay: 100, maxDelay: 1000 },
      onUploaded: (_, item) => uploaded.push(item.key),
    },
    world.platform,
  );
  const known = new Set<string>();
  const strange: string[] = [];
  uploader.watch((now, before) => {
    const to = now?.status ?? 'gone';
    if (before && !LEADS_TO[before.status].includes(to)) strange.push(`${before.status} → ${to}`);
  });
  const ids = () => [...known];
  const pick = (n: number) => ids()[n % Math.max(1, known.size)] ?? '';
  const forget = (id: string) => {
    uploader.remove(id);
    known.delete(id);
  };
  const actions: Record<string, (n: number) => void> = {
    add: () => known.add(uploader.add([new File([photo], 'image.jpg')])[0] ?? ''),
    'add bad': () => known.add(uploader.add([new File(['words'], 'image.jpg')])[0] ?? ''),
    cancel: (n) => uploader.cancel(pick(n)),
    retry: (n) => uploader.retry(pick(n)),
    remove: (n) => forget(pick(n)),
    pause: () => uploader.pause(),
    resume: () => uploader.resume(),
    start: () => uploader.start(),
    clear: () => {
      uploader.clear();
      known.clear();
    },
    tick: (n) => vi.advanceTimersByTime(n * 40),
    progress: (n) => sends[n % Math.max(1, sends.length)]?.onProgress((n % 10) / 10),
    sent: (n) => sends[n % Math.max(1, sends.length)]?.onSent(),
    stored: (n) => {
      const send = take(sends, n);
      send?.resolve(store(send.key));
    },
    'stored, cut': (n) => {
      const send = take(sends, n);
      if (send) store(send.key);
      send?.reject(failure());
    },
    cut: (n) => take(sends, n)?.reject(failure(n % 2 ? 500 : undefined)),
    wait: (n) => take(sends, n)?.reject(failure(503)),
    refused: (n) => take(sends, n)?.reject(refusal()),
    answered: (n) => {
      const question = take(questions, n);
      question?.resolve(stored.get(question.key) ?? 'absent');
    },
    unanswered: (n) => take(questions, n)?.reject(failure(n % 2 ? 502 : undefined)),
  };

  for (const [name, n] of steps) {
    actions[name]?.(n);
    await settle();
    const busy = [...sends, ...questions].map(({ key }) => key);
    expect(new Set(busy).size, 'no item in two requests at once').toBe(busy.length);
    expect(sends.length).toBeLessThanOrEqual(CONCURRENCY);
    const { items } = uploader.getSnapshot();
    expect(
      items.map(({ id }) => id),
      'no item is lost',
    ).toEqual(ids());
    for (const item of items) expect(item.progress === 1).toBe(item.status === 'done');
    const statusOf = new Map(items.map((item) => [item.key, item.status]));
    for (const { key } of sends) expect(['uploading', 'processing']).toContain(statusOf.get(key));
    for (const { key } of questions) expect(statusOf.get(key)).toBe('retrying');
  }
  expect(strange, 'impossible transitions').toEqual([]);
  expect(new Set(uploaded).size, 'told once of each').toBe(uploaded.length);
  for (const key of uploaded) expect(stored.has(key), 'done only when stored').toBe(true);

  uploader.destroy();
  await settle();
  expect([sends.length, questions.length], 'requests left behind').toEqual([0, 0]);
  expect(vi.getTimerCount(), 'timers left behind').toBe(0);
  expect(world.previews.released).toBe(world.previews.made);
}

it('keeps its promises whatever happens, in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), fc.boolean(), run),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 500) },
  );
}, 300_000);
