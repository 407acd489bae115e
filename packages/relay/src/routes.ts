import { ApiRefusal } from '@tintype/core/images';
import type { Action, ActionContext } from './actions/action.ts';
import { deleteImage } from './actions/delete-image.ts';
import { createDirectUpload } from './actions/direct-upload.ts';
import { editImage } from './actions/edit-image.ts';
import { findImage } from './actions/find-image.ts';
import { getImage } from './actions/get-image.ts';
import { listImages } from './actions/list-images.ts';
import { signImage } from './actions/sign-image.ts';
import { uploadImage } from './actions/upload-image.ts';
import type { RelayAction } from './relay-action.ts';

/** What a request leads to. */
export interface Route {
  action: RelayAction;
  run: (request: Request, context: ActionContext) => Promise<Response>;
}

/** Actions on the whole collection, by method. */
const COLLECTION: Readonly<Record<string, () => Route>> = {
  GET: () => route({ type: 'list' }, listImages),
  POST: () => route({ type: 'upload' }, uploadImage),
};

/** Actions on the picture of an idempotency key, by method. */
const KEYS: Readonly<Record<string, (key: string) => Route>> = {
  GET: (key) => route({ type: 'find', key }, findImage),
};

/** Actions on one picture, by method. */
const SINGLE: Readonly<Record<string, (id: string) => Route>> = {
  GET: (id) => route({ type: 'get', id }, getImage),
  PATCH: (id) => route({ type: 'edit', id }, editImage),
  DELETE: (id) => route({ type: 'delete', id }, deleteImage),
};

/** Actions on one variant of a picture, by method. */
const SIGNED: Readonly<Record<string, (id: string, variant: string) => Route>> = {
  GET: (id, variant) => route({ type: 'sign', id, variant }, signImage),
};

function route<Of extends RelayAction>(action: Of, run: Action<Of>): Route {
  return { action, run: (request, context) => run(request, action, context) };
}

/**
 * Finds what a request leads to, with or without slashes at the end: frameworks add them, or take them
 * away. `HEAD` leads where `GET` does.
 *
 * @throws ApiRefusal 404 or 405.
 */
export function findRoute(request: Request, basePath: string): Route {
  const { pathname } = new URL(request.url);
  if (pathname !== basePath && !pathname.startsWith(`${basePath}/`)) {
    throw new ApiRefusal(
      404,
      7003,
      `${pathname} is not under ${basePath}. Set the relay's option basePath to the path that it is mounted at.`,
    );
  }
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const rest = withoutEndSlashes(pathname.slice(basePath.length + 1));
  if (rest === '') return pick(COLLECTION, method)();
  // A picture whose own id is "direct" can still be asked for and deleted.
  if (rest === 'direct' && method === 'POST') {
    return route({ type: 'direct-upload' }, createDirectUpload);
  }
  const [, key] = /^keys\/([^/]+)$/.exec(rest) ?? [];
  if (key !== undefined) return pick(KEYS, method)(key);
  const [, id, variant] = /^([^/]+)\/signed\/([^/]+)$/.exec(rest) ?? [];
  if (id !== undefined && variant !== undefined) {
    return pick(SIGNED, method)(readId(id), decode(variant));
  }
  return pick(SINGLE, method)(readId(rest));
}

function withoutEndSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end--;
  return path.slice(0, end);
}

function pick<Value>(table: Readonly<Record<string, Value>>, method: string): Value {
  const found = Object.hasOwn(table, method) ? table[method] : undefined;
  if (found) return found;
  const allowed = Object.keys(table).join(', ');
  throw new ApiRefusal(405, 10_405, `${method} is not done here, only ${allowed}.`, {
    Allow: allowed,
  });
}

// What the Images API has beside pictures. A picture of that name could not be asked for there either.
const NO_PICTURES = new Set(['keys', 'variants', 'stats', 'config', 'batch_token']);

/**
 * An id is one segment, with its own slashes escaped. What cannot be one is a path that leads nowhere, and
 * not an image that is gone: clients take that for deleted.
 */
function readId(segment: string): string {
  const id = decode(segment);
  const odd = segment.includes('/') || id.split('/').some((part) => /^\.{0,2}$/.test(part));
  if (odd || NO_PICTURES.has(id)) throw noRoute();
  return id;
}

function noRoute(): ApiRefusal {
  return new ApiRefusal(404, 7003, 'This path leads nowhere under the relay.');
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}
