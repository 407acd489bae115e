import { mediaTypeOf, SIGNATURE_LENGTH } from '@tintype/core/formats';
import { badRequest, type Image, limits } from '@tintype/core/images';
import { type FormPart, openForm } from '../multipart-reader.ts';
import { boundaryOf } from '../upload-form.ts';

/** A picture as it came. */
export interface MemoryFile {
  name: string;
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** A form, read as a whole. */
export interface MemoryForm {
  texts: ReadonlyMap<string, string>;
  file: MemoryFile | null;
}

/**
 * Reads a form by the relay's own reader. That of the runtime makes files of jsdom's class in jsdom, and
 * then does not take them for files.
 *
 * @throws ApiRefusal 400 or 415.
 */
export async function readForm(
  body: Pick<Response, 'headers' | 'arrayBuffer'>,
): Promise<MemoryForm> {
  let left: Uint8Array | null = new Uint8Array(await body.arrayBuffer());
  const read = async () => {
    const bytes = left;
    left = null;
    return bytes;
  };
  const form = openForm({ read, close: async () => undefined }, boundaryOf(body));
  const texts = new Map<string, string>();
  let file: MemoryFile | null = null;
  for (let part = await form.next(); part; part = await form.next()) {
    const bytes = await readAll(part);
    if (part.filename === null) texts.set(part.name, new TextDecoder().decode(bytes));
    else
      file = {
        name: part.filename,
        type: mediaTypeOf(bytes.subarray(0, SIGNATURE_LENGTH)) ?? '',
        bytes,
      };
  }
  return { texts, file };
}

async function readAll({ read }: FormPart): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for (let chunk = await read(); chunk; chunk = await read()) chunks.push(chunk);
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** What a form says of a picture, besides its file. */
export interface MemoryFields
  extends Pick<Image, 'requireSignedURLs' | 'meta' | 'creator' | 'uploaded'> {
  id: string | null;
}

/** Reads the fields of an upload or a reservation. @throws ApiRefusal 400 */
export function fieldsOf({ texts }: MemoryForm): MemoryFields {
  const text = (name: string) => texts.get(name) || null;
  const metadata = text('metadata');
  const creator = text('creator');
  return {
    id: text('id'),
    ...(metadata !== null && { meta: metadataOf(JSON.parse(metadata)) }),
    ...(creator !== null && { creator }),
    uploaded: new Date().toISOString(),
    requireSignedURLs: text('requireSignedURLs') === 'true',
  };
}

/** Checks metadata as a whole. @throws ApiRefusal 400 */
export function metadataOf(value: unknown): Record<string, unknown> {
  const { length } = new TextEncoder().encode(JSON.stringify(value));
  if (length <= limits.metadata) return { ...(value as object) };
  throw badRequest(`metadata has ${length} bytes, the limit is ${limits.metadata}`);
}

/** The picture in a form. @throws ApiRefusal 400 */
export function fileIn({ file }: MemoryForm): MemoryFile {
  if (file) return file;
  throw badRequest('the form has no file');
}
