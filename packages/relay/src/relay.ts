import { ApiRefusal } from '@tintype/core/images';
import { refused } from './answer.ts';
import { authorize } from './authorize.ts';
import type { ImagesApi } from './images-api.ts';
import { createImagesApi } from './images-api.ts';
import { type RelayOptions, resolveOptions, type Settings } from './options.ts';
import { allowOrigin, checkOrigin, preflight } from './origin.ts';
import { findRoute } from './routes.ts';

/** Answers requests of browsers. */
export type Relay = (request: Request) => Promise<Response>;

/**
 * Creates an app's endpoint for pictures. It keeps the API token on the server, asks the app who may
 * do what, and passes pictures on to the Images API while they arrive.
 *
 * @throws TypeError when an option is not what it must be.
 *
 * @example
 * ```ts
 * export const relay = createRelay({
 *   accountId: process.env.CLOUDFLARE_ACCOUNT_ID ?? '',
 *   apiToken: process.env.CLOUDFLARE_API_TOKEN ?? '',
 *   authorize: async (request) => ({ creator: await userOf(request) }),
 * });
 * ```
 */
export function createRelay(options: RelayOptions): Relay {
  const settings = resolveOptions(options);
  const api = createImagesApi(settings);
  return async (request) => {
    let origin: string | null = null;
    try {
      origin = checkOrigin(request, settings.isAllowedOrigin);
      const isPreflight = request.method === 'OPTIONS';
      return allowOrigin(isPreflight ? preflight() : await act(request, settings, api), origin);
    } catch (error) {
      return allowOrigin(refused(toRefusal(error, request)), origin);
    }
  };
}

async function act(request: Request, settings: Settings, api: ImagesApi): Promise<Response> {
  const route = findRoute(request, settings.basePath);
  const permission = await authorize(request, route.action, settings);
  if (permission instanceof Response) return permission;
  const { maxFileSize } = settings;
  return route.run(request, { api, creator: permission.creator ?? null, maxFileSize });
}

function toRefusal(error: unknown, { signal }: Request): ApiRefusal {
  if (error instanceof ApiRefusal) return error;
  // Nobody reads it: the one who asked has gone.
  if (signal.aborted) return new ApiRefusal(499, 5433, 'Request has been aborted by the client.');
  console.error('Tintype relay:', error);
  return new ApiRefusal(500, 5550, 'Internal Server Error');
}
