import { UploadError } from '../src/errors/upload-error.ts';
import { readHeader } from '../src/formats/header.ts';
import type { DirectUpload, Image } from '../src/images/image.ts';
import { type LazyModule, lazyModule } from '../src/loading/lazy-module.ts';
import type { Preparation } from '../src/preparation/preparation.ts';
import type { KeptItem, OpenPersistence } from '../src/queue/persistence.ts';
import type { Findings } from '../src/transport/find-stored.ts';
import type { Attempt, UploadRequest } from '../src/transport/transport.ts';
import type { Platform } from '../src/uploader/platform.ts';
import { type CreateWorks, createWorks, type WorksPlatform } from '../src/uploader/works.ts';

/** Something under way, until the test decides how it ends. */
interface Waiting<Value> {
  /** The picture that it is about. */
  name: string;
  /** Where the picture would be stored: a key at the relay, or a reserved id. */
  place: string;
  resolve(value: Value): void;
  reject(error: unknown): void;
}

type Send = Waiting<Image> & Pick<Attempt, 'onProgress' | 'onSent'>;

/** A module that is there already. */
function loaded<Value>(value: Value): LazyModule<Value> {
  const module = lazyModule(async () => ({ value }), 'value');
  module.provide(value);
  return module;
}

/** A page: what it started dies with it, except for bytes that have left. */
export interface Page {
  platform: Platform;
  /** What the works of the platform are made of. */
  works: WorksPlatform;
  sends: Send[];
  /** The form fields of every send so far. */
  fields: UploadRequest['fields'][];
  /** The headers of every send so far. */
  headers: UploadRequest['headers'][];
  questions: Waiting<Findings>[];
  reservations: Waiting<DirectUpload | null>[];
  preparations: Waiting<void>[];
  previews: { made: number; released: number };
  /** The page is gone, without a chance to tidy up. */
  crash(): void;
}

/** The service, and all that outlives a page. */
export interface World {
  open(): Page;
  /** Stores a picture, unless its place is taken or was never reserved. */
  store(send: Pick<Send, 'name' | 'place'>): Image;
  find(place: string): Findings;
  reserve(): DirectUpload;
  /** Ends one of the reservations that still wait for their picture. */
  expire(n: number): void;
  stored: ReadonlyMap<string, Image>;
  /** Pictures by name, each with the places where it was stored. */
  copies: ReadonlyMap<string, string[]>;
  disk: ReadonlyMap<string, KeptItem>;
  /** Bytes that were given up on the page and may still arrive. */
  onTheWay: Pick<Send, 'name' | 'place'>[];
}

export const failure = (status?: number): UploadError =>
  new UploadError(status ? 'service-failed' : 'network', 'x', { status });

/**
 * An image service that stores one picture in one place, and a network on which everything waits until
 * the test decides. What was given up on the page may still arrive.
 */
export function createWorld(): World {
  const stored = new Map<string, Image>();
  const drafts = new Set<string>();
  const disk = new Map<string, KeptItem & { page: number }>();
  const copies = new Map<string, string[]>();
  const onTheWay: Pick<Send, 'name' | 'place'>[] = [];
  let pages = 0;
  let reserved = 0;

  function store({ name, place }: Pick<Send, 'name' | 'place'>): Image {
    const before = stored.get(place);
    const isDirect = place.startsWith('draft-');
    if (before && !isDirect) return before;
    if (isDirect && !drafts.delete(place)) {
      throw new UploadError('conflict', 'x', { status: before ? 409 : 404 });
    }
    const image = {
      id: place,
      filename: name,
      uploaded: '',
      requireSignedURLs: false,
      variants: [],
    };
    stored.set(place, image);
    copies.set(name, [...(copies.get(name) ?? []), place]);
    return image;
  }

  function find(place: string): Findings {
    return stored.get(place) ?? (drafts.has(place) ? 'draft' : 'absent');
  }

  function open(): Page {
    const page = ++pages;
    const isAlive = () => page === pages;
    const previews = { made: 0, released: 0 };
    const sends: Send[] = [];
    const fields: Page['fields'] = [];
    const headers: Page['headers'] = [];
    const questions: Page['questions'] = [];
    const reservations: Page['reservations'] = [];
    const preparations: Page['preparations'] = [];
    const never = new AbortController().signal;

    function wait<Kind extends { name: string; place: string }>(
      list: Kind[],
      signal: AbortSignal,
      facts: object,
      onAbort: (one: Kind) => void = () => undefined,
    ) {
      if (!isAlive()) return new Promise<never>(() => undefined);
      return new Promise<never>((resolve, reject) => {
        const one = { ...facts, resolve, reject } as unknown as Kind;
        list.push(one);
        signal.addEventListener('abort', () => {
          const place = list.indexOf(one);
          if (place !== -1) onAbort(list.splice(place, 1)[0] as Kind);
          reject(signal.reason);
        });
      });
    }

    const works: WorksPlatform = {
      send(request, { signal, onProgress, onSent }) {
        const { key, endpoint, file } = request;
        fields.push(request.fields);
        headers.push(request.headers);
        const place = key ?? endpoint.slice(endpoint.lastIndexOf('/') + 1);
        const facts = { name: file.name, place, onProgress, onSent };
        return wait(sends, signal, facts, (one) => onTheWay.push(one));
      },
      findStored: ({ key }, directUpload, signal) =>
        wait(questions, signal, { name: '', place: directUpload?.id ?? key ?? '' }),
      reserve: ({ key }, _, signal) => wait(reservations, signal, { name: '', place: key ?? '' }),
      headerReader: loaded(readHeader),
      preparation: loaded<Preparation>({
        look: async (_, header) => ({ header, thumbnail: null }),
        preview: async () => new Blob(['small']),
        async prepare(file, { width, height }) {
          await wait(preparations, never, { name: file.name, place: file.name });
          return { file: null, width, height, thumbHash: null, prepared: 'copied' as const };
        },
      }),
      learnURLs: () => undefined,
      whenIdle: (callback) => void setTimeout(callback, 50),
      createPreview: () => {
        previews.made += 1;
        const release = () => {
          previews.released += 1;
        };
        return { url: `blob:${previews.made}`, bytes: 1, release };
      },
    };
    const platform: Platform = {
      works: loaded<CreateWorks>((parts) => createWorks(works, parts)),
      whenIdle: () => undefined,
      createFrameScheduler: () => (callback) => queueMicrotask(callback),
      persistence: loaded<OpenPersistence>(async () => ({
        async put(items) {
          if (isAlive()) for (const item of items) disk.set(item.id, { ...item, page });
        },
        async update(state, file) {
          const kept = disk.get(state.id);
          if (isAlive() && kept) disk.set(state.id, { ...kept, ...state, ...(file && { file }) });
        },
        async delete(ids) {
          if (isAlive()) for (const id of ids) disk.delete(id);
        },
        async adopt(take) {
          const left = [...disk.values()].filter((item) => item.page !== page);
          for (const item of left) disk.set(item.id, { ...item, page });
          if (isAlive() && left.length > 0) take(left);
        },
        close: () => undefined,
      })),
    };
    const crash = () => {
      pages++;
      onTheWay.push(...sends.splice(0));
      questions.length = 0;
      reservations.length = 0;
      preparations.length = 0;
    };
    return {
      platform,
      works,
      sends,
      fields,
      headers,
      questions,
      reservations,
      preparations,
      previews,
      crash,
    };
  }

  return {
    open,
    store,
    find,
    stored,
    copies,
    disk,
    onTheWay,
    reserve() {
      const id = `draft-${++reserved}`;
      drafts.add(id);
      return { id, uploadURL: `https://upload.invalid/hash/${id}` };
    },
    expire(n: number) {
      const id = [...drafts][n % Math.max(1, drafts.size)];
      if (id !== undefined) drafts.delete(id);
    },
  };
}
