import { ApiRefusal, badRequest, type Image, imageNotFound } from '@tintype/core/images';
import { refused, success } from '../answer.ts';
import {
  fieldsOf,
  fileIn,
  type MemoryFile,
  type MemoryForm,
  metadataOf,
  readForm,
} from './memory-form.ts';
import type { MemoryRecord, MemoryRecords } from './memory-records.ts';

/** Where the addresses that images have begin. */
export interface MemoryPlaces {
  delivery: string;
  uploads: string;
  /** Named variants of each image. */
  variants: readonly string[];
}

/** The calls of the Images API that a relay makes, answered from memory. */
export interface MemoryApi {
  fetch: typeof globalThis.fetch;
  /** `POST` of a picture to its one-time address. */
  receive(id: string, form: MemoryForm): Response;
}

interface Call {
  method: string;
  /** Segments behind the account. */
  path: readonly string[];
  query: URLSearchParams;
  body: Response;
}

/** @param places - Of the images that are made. */
export function createMemoryApi(records: MemoryRecords, places: MemoryPlaces): MemoryApi {
  const describe = (fields: Omit<Image, 'variants'>): Image => {
    const base = `${places.delivery}/${fields.id.split('/').map(encodeURIComponent).join('/')}`;
    return { ...fields, variants: places.variants.map((name) => `${base}/${name}`) };
  };

  function put(fields: Omit<Image, 'variants'>, file: MemoryFile | null, instead?: string): Image {
    const image = describe(fields);
    records.put({ image, file }, instead);
    return image;
  }

  async function upload({ body }: Call): Promise<unknown> {
    const form = await readForm(body);
    const { id, ...fields } = fieldsOf(form);
    if (id !== null && records.get(id)) throw alreadyExists();
    const file = fileIn(form);
    return put({ ...fields, id: id ?? crypto.randomUUID(), filename: file.name }, file);
  }

  async function reserve({ body }: Call): Promise<unknown> {
    const fields = fieldsOf(await readForm(body));
    const { id } = put({ ...fields, id: crypto.randomUUID(), filename: null, draft: true }, null);
    return { id, uploadURL: `${places.uploads}/${id}` };
  }

  async function edit(id: string, { body }: Call): Promise<unknown> {
    const { image, file } = find(id, records);
    const { variants: _, meta, ...fields } = image;
    const asked = (await body.json()) as Partial<Record<'metadata' | 'requireSignedURLs', unknown>>;
    const changed = asked.metadata === undefined ? meta : metadataOf(asked.metadata);
    const isPrivate = (asked.requireSignedURLs as boolean | undefined) ?? fields.requireSignedURLs;
    const isMoved = isPrivate !== fields.requireSignedURLs;
    if (isMoved && !isOwnId(id)) throw customIdRefusal();
    return put(
      {
        ...fields,
        ...(changed && { meta: changed }),
        // As Cloudflare has it: who knows the old id does not reach the picture any more.
        id: isMoved ? crypto.randomUUID() : id,
        requireSignedURLs: isPrivate,
      },
      file,
      id,
    );
  }

  function list({ query }: Call): unknown {
    const { images, next } = records.page({
      perPage: Number(query.get('per_page') ?? 1000),
      order: query.get('sort_order') === 'asc' ? 'asc' : 'desc',
      creator: query.get('creator'),
      after: readToken(query.get('continuation_token')),
    });
    return { images, continuation_token: next === null ? null : `after-${next}` };
  }

  function remove(id: string): unknown {
    if (records.delete(id)) return {};
    throw imageNotFound();
  }

  async function answer(call: Call): Promise<unknown> {
    const { method, path } = call;
    const [version, id] = path;
    if (version === 'v1' && id === undefined && method === 'POST') return upload(call);
    if (version === 'v2' && id === 'direct_upload' && method === 'POST') return reserve(call);
    if (version === 'v2' && id === undefined && method === 'GET') return list(call);
    if (version !== 'v1' || id === undefined) throw noRoute(path);
    if (method === 'GET') return find(id, records).image;
    if (method === 'PATCH') return edit(id, call);
    if (method === 'DELETE') return remove(id);
    throw noRoute(path);
  }

  return {
    fetch: (input, init = {}) => answered(async () => answer(readCall(String(input), init))),
    receive(id, form) {
      const known = records.get(id);
      if (known && !known.image.draft) return refused(alreadyExists());
      if (!known) return refused(imageNotFound());
      const { draft: _, variants: __, ...fields } = known.image;
      const file = fileIn(form);
      return success(put({ ...fields, filename: file.name }, file, id));
    },
  };
}

async function answered(run: () => Promise<unknown>): Promise<Response> {
  try {
    return success(await run());
  } catch (error) {
    if (error instanceof ApiRefusal) return refused(error);
    throw error;
  }
}

function readCall(url: string, { method = 'GET', body, headers }: RequestInit): Call {
  const { pathname, searchParams: query } = new URL(url);
  // Each id is one segment, with its own slashes escaped.
  const segments = pathname.split('/');
  const account = segments.indexOf('accounts');
  const isCall = account !== -1 && segments[account + 2] === 'images';
  const path = (isCall ? segments.slice(account + 3) : ['']).map(decodeURIComponent);
  // A response reads a stream as a form in every browser; a request does not take one in all.
  return { method, path, query, body: new Response(body ?? null, headers ? { headers } : {}) };
}

function find(id: string, records: MemoryRecords): MemoryRecord {
  const record = records.get(id);
  if (record) return record;
  throw imageNotFound();
}

/** Whether an id was made by the service, and not by the relay. */
function isOwnId(id: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);
}

function readToken(token: string | null): number | null {
  if (token === null) return null;
  const [, place] = /^after-(\d+)$/.exec(token) ?? [];
  if (place === undefined) throw badRequest('continuation_token is not one of this service');
  return Number(place);
}

function alreadyExists(): ApiRefusal {
  return new ApiRefusal(
    409,
    5409,
    'Resource already exists. Verify the resource information and try again.',
  );
}

function customIdRefusal(): ApiRefusal {
  return new ApiRefusal(
    400,
    5410,
    'The image contains a custom ID and cannot be set to private. To make the image private, delete and upload the image again using a regular ID.',
  );
}

function noRoute(path: readonly string[]): ApiRefusal {
  return new ApiRefusal(
    404,
    7003,
    `Could not route to ${path.join('/')}, perhaps your object identifier is invalid?`,
  );
}
