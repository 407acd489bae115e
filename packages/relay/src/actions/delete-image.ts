import { type Action, fetchOwnImage, passOn, pathOf } from './action.ts';

/** `DELETE /:id`: removes a picture. With a creator, only one of their own. */
export const deleteImage: Action<{ type: 'delete'; id: string }> = async (_, { id }, context) => {
  // Some proxies unescape the slash of an id, and "keys/default" would be a key.
  if (context.permission.creator !== null || id.includes('/')) {
    const own = await fetchOwnImage(id, context);
    if (!own.ok) return passOn(own);
  }
  return passOn(await context.api({ method: 'DELETE', path: pathOf(id), readResult: anything }));
};

// The service answers with an empty object; its documentation also allows a text.
function anything(result: unknown): unknown {
  return result ?? {};
}
