import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWorld, failure, type Page } from '../../test/simulated-world.ts';
import { UploadError } from '../errors/upload-error.ts';
import type { UploaderOptions } from '../options.ts';
import type { UploadItem } from '../queue/item.ts';
import { createEngine, type Uploader } from './uploader.ts';
// Loaded beforehand, for it comes by a dynamic import that no fake clock waits for.
import './keeping.ts';

const require = createRequire(import.meta.url);
const photo = readFileSync(require.resolve('exif/test/test1.jpg'));
const CONCURRENCY = 3;

/** Where each status may lead; `gone` when an item leaves. */
const LEADS_TO: Record<UploadItem['status'], readonly string[]> = {
  preparing: ['queued', 'rejected', 'canceled'],
  queued: ['uploading', 'paused', 'canceled'],
  uploading: ['processing', 'done', 'retrying', 'failed', 'paused', 'canceled'],
  processing: ['done', 'retrying', 'failed', 'canceled'],
  retrying: ['queued', 'paused', 'canceled'],
  paused: ['queued', 'canceled'],
  done: ['gone'],
  failed: ['queued', 'gone'],
  canceled: ['preparing', 'gone'],
  rejected: ['preparing', 'gone'],
};

/** Actions of people, events of the network and the service, ticks of the clock, reloads. */
const STEPS = [
  'add',
  'add bad',
  'cancel',
  'retry',
  'retry all',
  'move',
  'describe',
  'remove',
  'pause',
  'resume',
  'start',
  'clear',
  'tick',
  'reload',
  'prepared',
  'unprepared',
  'reserved',
  'unreserved',
  'expired',
  'progress',
  'sent',
  'stored',
  'stored, cut',
  'cut',
  'arrives late',
  'wait',
  'refused',
  'answered',
  'unanswered',
] as const;
type Step = readonly [(typeof STEPS)[number], number];

// What it takes for a picture to get through is drawn more often than all that can get in its way.
const LIKELY = [
  'add',
  'prepared',
  'prepared',
  'reserved',
  'stored',
  'stored, cut',
  'answered',
  'tick',
  'tick',
  'start',
];
const step = fc.tuple(
  fc.oneof(fc.constantFrom(...STEPS), fc.constantFrom(...LIKELY), fc.constantFrom(...LIKELY)),
  fc.nat(50),
) as fc.Arbitrary<Step>;

const way = fc.constantFrom<Partial<UploaderOptions>>(
  {},
  { requireSignedURLs: true },
  { mode: 'direct' },
);

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function take<Kind>(list: Kind[], n: number): Kind | undefined {
  return list.splice(n % Math.max(1, list.length), 1)[0];
}

async function run(steps: Step[], options: Partial<UploaderOptions>): Promise<void> {
  vi.clearAllTimers();
  const world = createWorld();
  const uploaded: string[] = [];
  const strange: string[] = [];
  let page = world.open();
  let uploader = start();
  let known: string[] = [];
  let made = 0;

  function start(): Uploader {
    const started = createEngine(
      {
        endpoint: '/api/images',
        persist: true,
        concurrency: CONCURRENCY,
        retry: { attempts: 3, baseDelay: 100, maxDelay: 1000 },
        onUploaded: (_, item) => uploaded.push(item.key),
        ...options,
      },
      page.platform,
    );
    started.watch((now, before) => {
      const to = now?.status ?? 'gone';
      if (before && !LEADS_TO[before.status].includes(to)) strange.push(`${before.status} → ${to}`);
    });
    started.subscribe(() => undefined);
    return started;
  }

  async function reload(): Promise<void> {
    const left = uploader.getSnapshot().items.filter(isKept);
    page.crash();
    vi.clearAllTimers();
    page = world.open();
    uploader = start();
    await settle();
    const back = uploader.getSnapshot().items;
    expect(new Set(back.map(({ key }) => key)), 'nothing is lost by a reload').toEqual(
      new Set(left.map(({ key }) => key)),
    );
    known = back.map(({ id }) => id);
  }

  const pick = (n: number) => known[n % Math.max(1, known.length)] ?? '';
  const add = (bytes: BlobPart) =>
    known.push(...uploader.add([new File([bytes], `${++made}.jpg`)]));
  const send = (n: number) => page.sends[n % Math.max(1, page.sends.length)];
  /** The service stores a picture if it can, and `tell` decides what the page hears of it. */
  function arrive(n: number, tell: (send: Page['sends'][number], end: () => void) => void): void {
    const one = take(page.sends, n);
    if (!one) return;
    try {
      const image = world.store(one);
      tell(one, () => one.resolve(image));
    } catch (error) {
      tell(one, () => one.reject(error));
    }
  }
  /** From now on the sun shines: everything is answered, and people ask for what failed again. */
  async function clearUp(): Promise<void> {
    uploader.resume();
    void uploader.start();
    for (let turn = 0; turn < 40; turn++) {
      const { items } = uploader.getSnapshot();
      if (turn > 0 && uploader.getSnapshot().status === 'idle' && !items.some(isFailed)) return;
      for (const { id } of items.filter(isFailed)) uploader.retry(id);
      while (page.preparations.length > 0) actions.prepared(0);
      while (page.reservations.length > 0) actions.reserved(0);
      while (page.questions.length > 0) actions.answered(0);
      while (page.sends.length > 0) actions.stored(0);
      vi.advanceTimersByTime(1000);
      await settle();
    }
  }

  const actions: Record<Step[0], (n: number) => unknown> = {
    add: () => add(photo),
    'add bad': () => add('words'),
    cancel: (n) => uploader.cancel(pick(n)),
    retry: (n) => uploader.retry(pick(n)),
    'retry all': () => uploader.retryAll(),
    move: (n) => {
      const id = pick(n);
      const to = Math.floor(n / 7) % Math.max(1, known.length);
      uploader.move(id, to);
      if (id === '') return;
      known = known.filter((other) => other !== id);
      known.splice(to, 0, id);
    },
    describe: (n) => uploader.setMetadata(pick(n), { caption: `${n}` }),
    remove: (n) => {
      const id = pick(n);
      uploader.remove(id);
      known = known.filter((other) => other !== id);
    },
    pause: () => uploader.pause(),
    resume: () => uploader.resume(),
    // Not waited for: it may be paused.
    start: () => void uploader.start(),
    clear: () => {
      uploader.clear();
      known = [];
    },
    tick: (n) => vi.advanceTimersByTime(n * 40),
    reload,
    prepared: (n) => take(page.preparations, n)?.resolve(),
    unprepared: (n) => {
      take(page.preparations, n)?.reject(new UploadError('preparation-failed', 'x'));
    },
    reserved: (n) => take(page.reservations, n)?.resolve(world.reserve()),
    unreserved: (n) => {
      // It may have been reserved all the same.
      if (n % 2) world.reserve();
      take(page.reservations, n)?.reject(failure(n % 3 ? 500 : undefined));
    },
    expired: (n) => world.expire(n),
    progress: (n) => send(n)?.onProgress((n % 10) / 10),
    sent: (n) => send(n)?.onSent(),
    stored: (n) => arrive(n, (_, end) => end()),
    'stored, cut': (n) => arrive(n, (one) => one.reject(failure())),
    cut: (n) => {
      const one = take(page.sends, n);
      if (one) world.onTheWay.push(one);
      one?.reject(failure(n % 2 ? 500 : undefined));
    },
    'arrives late': (n) => {
      const one = take(world.onTheWay, n);
      // Bytes of a connection that is gone; nobody hears whether they were taken.
      if (one && isPossible(() => world.store(one))) expect(world.stored.has(one.place)).toBe(true);
    },
    wait: (n) => take(page.sends, n)?.reject(failure(503)),
    refused: (n) => take(page.sends, n)?.reject(new UploadError('refused', 'x', { status: 400 })),
    answered: (n) => {
      const question = take(page.questions, n);
      question?.resolve(world.find(question.place));
    },
    unanswered: (n) => take(page.questions, n)?.reject(failure(n % 2 ? 502 : undefined)),
  };

  for (const [name, n] of steps) {
    await actions[name](n);
    await settle();
    const { sends, questions, reservations } = page;
    const { items } = uploader.getSnapshot();
    expect(
      items.map(({ id }) => id),
      'no item is lost',
    ).toEqual(known);
    for (const item of items) expect(item.progress === 1).toBe(item.status === 'done');
    const shown = items.filter(({ previewUrl }) => previewUrl !== null).length;
    expect(page.previews.made - page.previews.released, 'URLs for what is shown').toBe(shown);
    const itemAt = new Map<string, UploadItem>(
      items.flatMap((item) => [
        [item.key, item],
        [item.directUpload?.id ?? item.key, item],
      ]),
    );
    const busy = [...sends, ...questions, ...reservations].map(({ place }) => itemAt.get(place));
    expect(busy, 'no request without an item').not.toContain(undefined);
    expect(new Set(busy).size, 'no item in two requests at once').toBe(busy.length);
    expect(busy.length).toBeLessThanOrEqual(CONCURRENCY);
    for (const item of busy) expect(['uploading', 'processing']).toContain(item?.status);
    const twice = [...world.copies].filter(([, places]) => places.length > 1);
    expect(twice, 'no picture is stored twice').toEqual([]);
    const kept = items.filter(isKept).map(({ id }) => id);
    expect(new Set(world.disk.keys()), 'what is over is not kept').toEqual(new Set(kept));
  }
  await clearUp();
  for (const { key, status } of uploader.getSnapshot().items) {
    if (status !== 'canceled' && status !== 'rejected') {
      expect([key, status], 'all end well in good weather').toEqual([key, 'done']);
    }
  }
  const copies = [...world.copies].map(([name, places]) => [name, places.length]);
  expect(copies, 'stored exactly once').toEqual(copies.map(([name]) => [name, 1]));
  expect([...world.disk.keys()], 'nothing is kept in the end').toEqual([]);

  expect(strange, 'impossible transitions').toEqual([]);
  expect(new Set(uploaded).size, 'told once of each').toBe(uploaded.length);
  expect(uploaded.length, 'done only when stored').toBeLessThanOrEqual(world.stored.size);

  uploader.destroy();
  await settle();
  const { sends, questions, reservations, previews } = page;
  expect([sends, questions, reservations], 'requests left behind').toEqual([[], [], []]);
  expect(vi.getTimerCount(), 'timers left behind').toBe(0);
  expect(previews.released, 'URLs left behind').toBe(previews.made);
}

function isKept({ status }: UploadItem): boolean {
  return !['done', 'canceled', 'rejected'].includes(status);
}

function isFailed({ status }: UploadItem): boolean {
  return status === 'failed';
}

function isPossible(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

it('keeps its promises whatever happens, in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 80, size: 'max' }),
      way,
      fc.boolean(),
      (steps, options, autoStart) => run(steps, { ...options, autoStart }),
    ),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 500) },
  );
}, 300_000);
