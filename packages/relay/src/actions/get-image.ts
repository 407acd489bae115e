import { type Action, fetchOwnImage, passOn } from './action.ts';

/** `GET /:id`: one picture. While a direct upload is pending, it says `draft: true`. */
export const getImage: Action<{ type: 'get'; id: string }> = async (_, { id }, context) =>
  passOn(await fetchOwnImage(id, context));
