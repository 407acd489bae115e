import { badRequest } from '@tintype/core/images';
import { fieldsOf } from './image-fields.ts';
import { createFormWriter } from './multipart-writer.ts';
import type { Permission } from './permission.ts';
import type { UploadForm } from './upload-form.ts';
import type { Watch } from './watch.ts';

/** What is sent to the image service: the browser's file, with fields that were decided here. */
export interface UploadBody {
  contentType: string;
  chunks: AsyncGenerator<Uint8Array, void, void>;
  /** Why it broke off, if it did. */
  failure(): unknown;
}

/** Writes the body of an upload while that of the browser is read. */
export function createUploadBody(
  form: UploadForm,
  id: string | null,
  { permission, watch }: { permission: Permission; watch: Watch },
): UploadBody {
  const { contentType, fields, fileStart, fileEnd, end } = createFormWriter();
  let failure: unknown = null;

  async function* write() {
    try {
      const early = fieldsOf(form.fields, permission);
      // Metadata that the browser sends may still come, and goes together with what the app adds.
      if (!form.fields.metadata) early.delete('metadata');
      if (permission.creator !== null) early.set('creator', permission.creator);
      if (id !== null) early.set('id', id);
      yield encode(fields(early) + fileStart('file', form.filename, form.mediaType));
      for (let chunk = await form.readFile(); chunk; chunk = await form.readFile()) yield chunk;
      await form.readRest();
      const late = fieldsOf(form.fields, permission);
      for (const name of early.keys()) late.delete(name);
      if (id !== null && late.get('requireSignedURLs') === 'true') throw privateTooLate();
      yield encode(fileEnd() + fields(late) + end());
      watch.waitFor('response');
    } catch (error) {
      failure = error;
      throw error;
    }
  }

  return { contentType, chunks: write(), failure: () => failure };
}

function privateTooLate() {
  return badRequest('requireSignedURLs must stand before the file in a form with Idempotency-Key');
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
