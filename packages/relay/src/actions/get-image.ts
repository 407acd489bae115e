import { type Action, fetchOwnImage, passOn } from './action.ts';

/** `GET /:id`: one picture. */
export const getImage: Action<{ type: 'get'; id: string }> = async (request, { id }, context) =>
  passOn(await fetchOwnImage(id, request.signal, context));
