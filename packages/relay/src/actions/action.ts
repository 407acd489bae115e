import { type Image, imageNotFound, isImage } from '@tintype/core/images';
import { failure, success } from '../answer.ts';
import type { ApiAnswer, ImagesApi } from '../images-api.ts';
import type { RelayAction } from '../options.ts';

/** What every action is given. */
export interface ActionContext {
  api: ImagesApi;
  /** Whom the asking person's pictures belong to, or `null` where the app tells no one apart. */
  creator: string | null;
  /** Bytes of one file at most. */
  maxFileSize: number;
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
  signal: AbortSignal,
  { api, creator }: ActionContext,
): Promise<ApiAnswer<Image>> {
  const answer = await api({ method: 'GET', path: pathOf(id), signal, isResult: isImage });
  if (answer.ok && creator !== null && answer.result.creator !== creator) throw imageNotFound();
  return answer;
}
