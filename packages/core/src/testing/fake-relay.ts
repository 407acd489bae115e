import type { Image } from '../images/image.ts';
import { createImage } from './image.ts';
import { envelope, type FakeAnswer } from './outcome.ts';

/** One request that brought a picture. */
export interface SentPicture {
  /** As it was asked for, without a host where none was named. */
  url: string;
  file: File;
  /** Fields of the form, besides the file. */
  fields: Readonly<Record<string, string>>;
  /** By name, in small letters. */
  headers: Readonly<Record<string, string>>;
  /** The `Idempotency-Key`, or `null` where the address itself is used but once. */
  key: string | null;
}

/** A question beside the pictures. */
export interface FakeQuestion {
  method: string;
  /** Behind the endpoint, such as `/keys/…`; empty for the endpoint itself. */
  path: string;
  fields: Readonly<Record<string, string>>;
}

/** What a relay would remember. */
export interface FakeRelay {
  /** In the order in which they were stored. */
  images(): Image[];
  /** A key that is known stores nothing new. @param path - Behind the endpoint. */
  store(picture: SentPicture, path: string, more: Partial<Image>): FakeAnswer;
  answer(question: FakeQuestion): FakeAnswer;
}

/** @param endpoint - Reserved places stand below it. */
export function createFakeRelay(endpoint: string): FakeRelay {
  const images = new Map<string, Image>();
  const drafts = new Map<string, Partial<Image>>();
  const keys = new Map<string, string>();

  function reserve(fields: FakeQuestion['fields']): FakeAnswer {
    const { id } = createImage();
    drafts.set(id, saidIn(fields));
    return envelope(200, { id, uploadURL: `${endpoint}${UPLOADS}${id}` });
  }

  function put(picture: SentPicture, more: Partial<Image>): FakeAnswer {
    const { key, file, fields } = picture;
    const image = createImage({ filename: file.name, ...saidIn(fields), ...more });
    images.set(image.id, image);
    if (key !== null && !image.requireSignedURLs) keys.set(key, image.id);
    return envelope(200, image);
  }

  function find(id: string): FakeAnswer {
    const draft = drafts.get(id);
    if (draft) return envelope(200, createImage({ id, ...draft, filename: null, draft: true }));
    const image = images.get(id);
    return image ? envelope(200, image) : notFound();
  }

  function remove(id: string): FakeAnswer {
    const isThere = images.delete(id) || drafts.delete(id);
    return isThere ? envelope(200, {}) : notFound();
  }

  return {
    images: () => [...images.values()],
    store(picture, path, more) {
      const id = path.startsWith(UPLOADS) ? path.slice(UPLOADS.length) : null;
      if (id !== null) {
        const draft = drafts.get(id);
        if (!draft) return images.has(id) ? alreadyThere() : notFound();
        drafts.delete(id);
        return put(picture, { ...draft, ...more, id });
      }
      const known = picture.key === null ? undefined : images.get(keys.get(picture.key) ?? '');
      return known ? envelope(200, known) : put(picture, more);
    },
    answer({ method, path, fields }) {
      const [, key] = /^\/keys\/(.+)$/.exec(path) ?? [];
      const id = decodeURIComponent(path.slice(1));
      if (method === 'POST' && path === '/direct') return reserve(fields);
      if (method === 'GET' && path === '') return list(images);
      if (method === 'GET') return find(key === undefined ? id : (keys.get(key) ?? ''));
      if (method === 'DELETE' && path !== '') return remove(id);
      return notDone(method, path);
    },
  };
}

const UPLOADS = '/uploads/';

/** Newest first, on one page. */
function list(images: ReadonlyMap<string, Image>): FakeAnswer {
  return envelope(200, { images: [...images.values()].reverse(), continuation_token: null });
}

function saidIn({ metadata, requireSignedURLs, creator }: FakeQuestion['fields']): Partial<Image> {
  return {
    requireSignedURLs: requireSignedURLs === 'true',
    ...(metadata && { meta: JSON.parse(metadata) }),
    ...(creator && { creator }),
  };
}

function notFound(): FakeAnswer {
  return envelope(404, null, [{ code: 5404, message: 'Image not found' }]);
}

function alreadyThere(): FakeAnswer {
  return envelope(409, null, [
    {
      code: 5409,
      message: 'Resource already exists. Verify the resource information and try again.',
    },
  ]);
}

function notDone(method: string, path: string): FakeAnswer {
  const message = `The fake transport does not do ${method} ${path || '/'}. Use @tintype/relay/testing, which does all that a relay does.`;
  return envelope(405, null, [{ code: 10_405, message }]);
}
