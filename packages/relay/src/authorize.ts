import { ApiRefusal } from '@tintype/core/images';
import type { Authorization, RelayAction, Settings } from './options.ts';

/**
 * Asks the app whether a request may do what it wants.
 *
 * @returns what it may, or the app's own refusal.
 * @throws ApiRefusal 403 when the app says neither, 500 when it throws.
 */
export async function authorize(
  request: Request,
  action: RelayAction,
  settings: Settings,
): Promise<Authorization | Response> {
  const said = await ask(request, action, settings);
  if (said instanceof Response) return said;
  if (typeof said === 'object' && said !== null) return said;
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
