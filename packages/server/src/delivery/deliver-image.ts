import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { OriginalFiles } from '../originals/original-files.ts';
import type { ImageRecords } from '../records/image-records.ts';
import type { ImageRecord } from '../records/image-row.ts';
import type { VariantRecords } from '../records/variant-records.ts';
import { negotiateFormat } from '../variants/output-format.ts';
import { ORIGINAL, type Variant } from '../variants/variant.ts';
import type { VariantFiles } from '../variants/variant-files.ts';
import { deliveryError } from './delivery-error.ts';

interface Stores {
  records: ImageRecords;
  variants: VariantRecords;
  originals: OriginalFiles;
  variantFiles: VariantFiles;
}

interface Delivery {
  file: string;
  mediaType: string;
  /** Names these bytes for good: a picture's files never change. */
  etag: string;
}

/**
 * `/{hash}/{id}/{variant}`: a picture in one of its variants, in the best format that the client can
 * read.
 */
export async function deliverImage(
  request: Request,
  id: string,
  name: string,
  stores: Stores,
): Promise<Response> {
  const variant = stores.variants.get(name);
  if (!variant && name !== ORIGINAL) {
    return deliveryError(
      403,
      9425,
      "Image access denied: This account doesn't have variant with this name",
    );
  }
  const record = stores.records.get(id);
  if (!record) return notFound();
  if (record.requireSignedURLs) {
    return deliveryError(403, 9425, 'Image access denied: this image requires signed URLs');
  }
  const delivery = await find(request, record, variant, stores);
  if (delivery) return answer(request, delivery);
  // It may have been deleted meanwhile.
  return stores.records.get(id) ? undecodable() : notFound();
}

async function find(
  request: Request,
  record: ImageRecord,
  variant: Variant | undefined,
  { originals, variantFiles }: Stores,
): Promise<Delivery | null> {
  const { key, mediaType } = record;
  const original = originals.path(key);
  // Vectors have no pixels to scale.
  if (!variant || mediaType === 'image/svg+xml') {
    return { file: original, mediaType, etag: `"${key}"` };
  }
  const accept = request.headers.get('accept') ?? '';
  const format = negotiateFormat(accept, record, outputPixels(record, variant));
  try {
    const file = await variantFiles.get({ key, original, variant, format });
    return { file, mediaType: `image/${format}`, etag: `"${key}-${variant.id}-${format}"` };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code) throw error;
    return null;
  }
}

async function answer(request: Request, { file, mediaType, etag }: Delivery): Promise<Response> {
  const headers = new Headers({
    'Content-Type': mediaType,
    ETag: etag,
    Vary: 'Accept',
    // Two days, as the service does for pictures without a browser TTL of their own.
    'Cache-Control': 'public, max-age=172800, stale-while-revalidate=7200',
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'X-Content-Type-Options': 'nosniff',
    // An SVG opened by itself is a page: it may run nothing and reach nobody.
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  });
  if (matches(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers });
  }
  headers.set('Content-Length', String((await stat(file)).size));
  const body = request.method === 'HEAD' ? null : streamOf(file);
  return new Response(body, { headers });
}

function streamOf(file: string): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
}

/** RFC 9110, section 13.1.2; tags of a proxy that compressed the answer count as the same. */
function matches(header: string | null, etag: string): boolean {
  if (!header) return false;
  return header.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
}

function outputPixels({ width, height }: ImageRecord, variant: Variant): number {
  const most = variant.options;
  const scale = Math.min(1, most.width / width, most.height / height);
  return width * scale * height * scale;
}

function notFound(): Response {
  return deliveryError(404, 9404, 'Image not found');
}

function undecodable(): Response {
  return deliveryError(415, 9520, 'The image could not be decoded');
}
