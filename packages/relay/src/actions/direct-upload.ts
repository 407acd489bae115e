import { isDirectUpload } from '@tintype/core/images';
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
  { api, creator },
) => {
  const fields = await readFields(request);
  // The service has refused forms without any field (cloudflare/python-cloudflare issue 183).
  if (!fields.has('requireSignedURLs')) fields.set('requireSignedURLs', 'false');
  if (creator !== null) fields.set('creator', creator);
  const writer = createFormWriter();
  const parts = [...fields].map(([name, value]) => writer.field(name, value));
  const answer = await api({
    method: 'POST',
    path: '/v2/direct_upload',
    body: new Blob([...parts, writer.end()] as BlobPart[]).stream(),
    headers: { 'Content-Type': writer.contentType },
    signal: request.signal,
    isResult: isDirectUpload,
  });
  if (!answer.ok) return passOn(answer);
  const { id, uploadURL } = answer.result;
  return passOn({ ok: true, result: { id, uploadURL } });
};
