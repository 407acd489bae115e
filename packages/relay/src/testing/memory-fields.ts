import { badRequest, type Image, limits } from '@tintype/core/images';

/** What a form says of a picture, besides its file. */
export interface MemoryFields
  extends Pick<Image, 'requireSignedURLs' | 'meta' | 'creator' | 'uploaded'> {
  id: string | null;
}

/** Reads the fields of an upload or a reservation. @throws ApiRefusal 400 */
export function fieldsOf(form: FormData): MemoryFields {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' && value !== '' ? value : null;
  };
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
export function fileIn(form: FormData): File {
  const file = form.get('file');
  if (typeof file === 'object' && file !== null) return file;
  throw badRequest('the form has no file');
}
