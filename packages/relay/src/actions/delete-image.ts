import { type Action, fetchOwnImage, passOn, pathOf } from './action.ts';

/** `DELETE /:id`: removes a picture. With a creator, only one of their own. */
export const deleteImage: Action<{ type: 'delete'; id: string }> = async (
  request,
  { id },
  context,
) => {
  const { signal } = request;
  if (context.creator !== null) {
    const own = await fetchOwnImage(id, signal, context);
    if (!own.ok) return passOn(own);
  }
  return passOn(
    await context.api({ method: 'DELETE', path: pathOf(id), signal, isResult: isAnything }),
  );
};

// The service answers with an empty object; its documentation also allows a text.
function isAnything(_: unknown): _ is unknown {
  return true;
}
