import { checkIdempotencyKey, imageIdFor } from '../image-id.ts';
import { type Action, fetchOwnImage, passOn } from './action.ts';

/**
 * `GET /keys/:key`: the public picture that was stored under an idempotency key. A client whose
 * upload ended without an answer asks it before it sends the picture again.
 */
export const findImage: Action<{ type: 'find'; key: string }> = async (_, { key }, context) => {
  const id = await imageIdFor(checkIdempotencyKey(key), context.permission.creator);
  return passOn(await fetchOwnImage(id, context));
};
