import { ApiRefusal, limits } from '@tintype/core/images';
import type { Settings } from './options.ts';
import type { Authorization } from './permission.ts';
import type { RelayAction } from './relay-action.ts';

/**
 * Asks the app whether a request may do what it wants.
 *
 * @returns what it may, or the app's own refusal.
 * @throws ApiRefusal 403 when the app says neither, 401 when it names a creator that is nobody, 500
 * when it throws.
 */
export async function authorize(
  request: Request,
  action: RelayAction,
  settings: Settings,
): Promise<Authorization | Response> {
  const said = await ask(request, action, settings);
  if (said instanceof Response) return said;
  if (typeof said === 'object' && said !== null) return checkCreator(said);
  throw new ApiRefusal(403, 10_000, 'This site does not allow it.');
}

async function ask(request: Request, action: RelayAction, settings: Settings): Promise<unknown> {
  try {
    return await settings.authorize(request, action);
  } catch (error) {
    console.error('Tintype relay: authorize threw, so the request was refused:', error);
    throw new ApiRefusal(500, 5550, 'This site could not tell whether it may be done.');
  }
}

/**
 * `{ creator: undefined }` is what comes of a session without a user. It must not be taken for `{}`,
 * which tells no one apart and shows everything.
 */
function checkCreator(said: Authorization): Authorization {
  if (!('creator' in said)) return said;
  const { creator } = said;
  if (typeof creator === 'string' && creator !== '' && creator.length <= limits.creator) {
    return said;
  }
  throw new ApiRefusal(401, 10_000, 'Sign in first.');
}
