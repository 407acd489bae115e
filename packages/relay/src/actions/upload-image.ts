import { isImage } from '@tintype/core/images';
import { success } from '../answer.ts';
import { limitBytes } from '../byte-limit.ts';
import { imageIdFor, readIdempotencyKey } from '../image-id.ts';
import { createFormWriter, type FormWriter } from '../multipart-writer.ts';
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
  const form = await openUploadForm(request, context.maxFileSize);
  const id = await customId(key, form, context);
  const answer = await forward(request, form, id, context);
  if (answer.ok || id === null || !answer.errors.some(({ code }) => code === ALREADY_EXISTS)) {
    return passOn(answer);
  }
  const stored = await fetchOwnImage(id, request.signal, context);
  return stored.ok && !stored.result.draft ? success(stored.result) : passOn(answer);
};

/** The service keeps no private picture under a custom id. */
async function customId(
  key: string | null,
  form: UploadForm,
  { creator }: ActionContext,
): Promise<string | null> {
  const isPrivate = form.fields.get('requireSignedURLs')?.trim() === 'true';
  return key === null || isPrivate ? null : imageIdFor(key, creator);
}

async function forward(
  request: Request,
  form: UploadForm,
  id: string | null,
  { api, creator, maxFileSize }: ActionContext,
) {
  const writer = createFormWriter();
  const fields = new Map(form.fields);
  if (creator !== null) fields.set('creator', creator);
  if (id !== null) fields.set('id', id);
  const body = streamOf(write(writer, fields, form, maxFileSize));
  try {
    return await api({
      method: 'POST',
      path: '/v1',
      body: body.stream,
      headers: { 'Content-Type': writer.contentType },
      signal: request.signal,
      isResult: isImage,
    });
  } catch (error) {
    // What went wrong with the browser's body says more than that the forwarding broke off.
    throw body.failure() ?? error;
  } finally {
    await form.close();
  }
}

async function* write(
  writer: FormWriter,
  fields: ReadonlyMap<string, string>,
  form: UploadForm,
  maxFileSize: number,
): AsyncGenerator<Uint8Array, void, void> {
  for (const [name, value] of fields) yield writer.field(name, value);
  yield writer.fileStart('file', form.filename, form.mediaType);
  yield* limitBytes(form.file, maxFileSize);
  yield writer.fileEnd();
  for await (const [name, value] of form.fieldsAfter()) yield writer.field(name, value);
  yield writer.end();
}

/** A stream that asks for the next chunk only when somebody wants it, and remembers why it broke. */
function streamOf(chunks: AsyncGenerator<Uint8Array, void, void>) {
  let failure: unknown;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { value, done } = await chunks.next();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          failure = error;
          controller.error(error);
        }
      },
      async cancel() {
        await chunks.return();
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, failure: () => failure };
}
