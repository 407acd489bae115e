import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { imageNotFound } from '@tintype/core/images';
import type { Stores } from '../stores.ts';

/**
 * `GET /images/v1/{id}/blob`: the file as it came. An SVG in it was not sanitized, so that, opened by
 * itself, it may do nothing.
 *
 * @throws ApiRefusal 5404 without such an image.
 * @throws Error when its file cannot be read.
 */
export async function imageBlob(
  id: string,
  { records, originals }: Pick<Stores, 'records' | 'originals'>,
  { isHead }: { isHead: boolean },
): Promise<Response> {
  const record = records.get(id);
  if (!record) throw imageNotFound();
  const file = createReadStream(originals.path(record.key));
  try {
    // Once there is a head, it is too late to say that there is no file.
    await once(file, 'open');
  } catch (error) {
    throw records.hasKey(record.key) ? error : imageNotFound();
  }
  if (isHead) file.destroy();
  return new Response(isHead ? null : (Readable.toWeb(file) as ReadableStream<Uint8Array>), {
    headers: {
      'Content-Type': record.mediaType,
      'Content-Length': String(record.size),
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  });
}
