import { toDirectUpload } from '@tintype/core/images';
import { fieldsOf } from '../image-fields.ts';
import { createFormWriter } from '../multipart-writer.ts';
import { readFields } from '../upload-form.ts';
import { type Action, passOn } from './action.ts';

/**
 * `POST /direct`: reserves an image that belongs to whoever asks, and answers with its id and the
 * one-time URL that takes the bytes. Nothing but this picture can be done with it.
 */
export const createDirectUpload: Action<{ type: 'direct-upload' }> = async (
  request,
  _,
  { api, permission, watch },
) => {
  const fields = fieldsOf(await readFields(request, watch), permission);
  // The service has refused forms without any field (cloudflare/python-cloudflare issue 183).
  if (!fields.has('requireSignedURLs')) fields.set('requireSignedURLs', 'false');
  if (permission.creator !== null) fields.set('creator', permission.creator);
  const writer = createFormWriter();
  const answer = await api({
    method: 'POST',
    path: '/v2/direct_upload',
    text: writer.fields(fields) + writer.end(),
    headers: { 'Content-Type': writer.contentType },
    readResult: toDirectUpload,
  });
  if (!answer.ok) return passOn(answer);
  const { id, uploadURL } = answer.result;
  return passOn({ ok: true, result: { id, uploadURL } });
};
