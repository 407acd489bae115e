import { toImage } from '@tintype/core/images';
import { success } from '../answer.ts';
import { decidePrivacy } from '../image-fields.ts';
import { imageIdFor, readIdempotencyKey } from '../image-id.ts';
import { createUploadBody } from '../upload-body.ts';
import { openUploadForm, type UploadForm } from '../upload-form.ts';
import { type Action, type ActionContext, fetchOwnImage, passOn } from './action.ts';

const ALREADY_EXISTS = 5409;

/**
 * `POST /`: passes a picture on to the Images API while it arrives.
 *
 * With an `Idempotency-Key`, a public picture gets an id made from it. When the service says that it
 * has that id already, an earlier attempt got through, and its image is the answer.
 */
export const uploadImage: Action<{ type: 'upload' }> = async (request, _, context) => {
  const key = readIdempotencyKey(request);
  const form = await openUploadForm(request, context.permission.limits, context.watch);
  try {
    const id = await customId(key, form, context);
    const answer = await forward(form, id, context);
    const isThere = !answer.ok && answer.errors.some(({ code }) => code === ALREADY_EXISTS);
    if (id === null || !isThere) return passOn(answer);
    const stored = await fetchOwnImage(id, context);
    return stored.ok && !stored.result.draft ? success(stored.result) : passOn(answer);
  } finally {
    await form.close();
  }
};

/** The service keeps no private picture under a custom id. */
async function customId(
  key: string | null,
  form: UploadForm,
  { permission }: ActionContext,
): Promise<string | null> {
  const isPrivate = decidePrivacy(form.fields.requireSignedURLs, permission) ?? false;
  return key === null || isPrivate ? null : imageIdFor(key, permission.creator);
}

async function forward(form: UploadForm, id: string | null, context: ActionContext) {
  const { contentType, chunks, failure } = createUploadBody(form, id, context);
  const headers = { 'Content-Type': contentType };
  const answer = await context.api({
    ...{ method: 'POST', path: '/v1', body: chunks, headers },
    readResult: toImage,
  });
  // What went wrong with the browser's body says more than that the forwarding broke off.
  if (!answer.ok && failure() !== null) throw failure();
  return answer;
}
