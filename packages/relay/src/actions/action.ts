import { type Image, imageNotFound, toImage } from '@tintype/core/images';
import { failure, success } from '../answer.ts';
import type { ApiAnswer, ImagesApi } from '../images-api.ts';
import type { Permission } from '../permission.ts';
import type { RelayAction } from '../relay-action.ts';
import type { Signer } from '../signed-url.ts';
import type { Watch } from '../watch.ts';

/** What every action is given. */
export interface ActionContext {
  api: ImagesApi;
  permission: Permission;
  signer: Signer;
  watch: Watch;
}

/** Does one thing and answers. */
export type Action<Of extends RelayAction = RelayAction> = (
  request: Request,
  action: Of,
  context: ActionContext,
) => Promise<Response>;

/** Passes on what the Images API said. */
export function passOn(answer: ApiAnswer<unknown>): Response {
  if (answer.ok) return success(answer.result);
  const { status, errors, retryAfter } = answer;
  return failure(status, errors, retryAfter === null ? {} : { 'Retry-After': retryAfter });
}

/** The path of one picture, its id escaped as a single segment. */
export function pathOf(id: string): string {
  return `/v1/${encodeURIComponent(id)}`;
}

/**
 * Fetches a picture that the asking person may see.
 *
 * @throws ApiRefusal 404 for one of another creator, as if there were none.
 */
export async function fetchOwnImage(
  id: string,
  { api, permission: { creator } }: Pick<ActionContext, 'api' | 'permission'>,
): Promise<ApiAnswer<Image>> {
  const answer = await api({ method: 'GET', path: pathOf(id), readResult: toImage });
  if (answer.ok && creator !== null && answer.result.creator !== creator) throw imageNotFound();
  return answer;
}
