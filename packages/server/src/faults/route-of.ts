import type { IncomingMessage } from 'node:http';
import type { FaultRoute } from './fault.ts';

const API = /^(?:\/client\/v4\/accounts\/[^/]+)?\/images\/v[12](?:\/([^/]+))?\/?$/;
const IMAGE: Readonly<Record<string, FaultRoute>> = {
  GET: 'get-image',
  PATCH: 'update-image',
  DELETE: 'delete-image',
};
// Under v1 these are no ids of images.
const OTHER_NAMES: ReadonlySet<string> = new Set([
  ...['stats', 'keys', 'variants', 'config', 'batch_token'],
]);

/** Which route a request goes to, by its method and path alone. */
export function routeOf({ method = '', url = '' }: IncomingMessage): FaultRoute {
  const [path = ''] = url.split('?', 1);
  if (path.startsWith('/upload/')) return method === 'POST' ? 'receive-upload' : 'other';
  const api = API.exec(path);
  if (api) return apiRoute(method, api[1]);
  if (path.startsWith('/client/') || path.startsWith('/images/')) return 'other';
  return method === 'GET' || method === 'HEAD' ? 'deliver-image' : 'other';
}

function apiRoute(method: string, name: string | undefined): FaultRoute {
  if (name === undefined) return method === 'POST' ? 'create-image' : 'list-images';
  if (name === 'direct_upload') return 'create-direct-upload';
  return OTHER_NAMES.has(name) ? 'other' : (IMAGE[method] ?? 'other');
}
