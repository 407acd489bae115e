import type { OutgoingHttpHeaders } from 'node:http';
import type { ImageRecord } from '../records/image-row.ts';
import { outputSize } from '../variants/output-size.ts';
import type { Rendition } from '../variants/rendition.ts';

/**
 * What `format=json` answers: the sizes before and after, and what came.
 *
 * @see https://developers.cloudflare.com/images/transform-images/transform-via-url/#format
 */
export function pictureFacts(record: ImageRecord, rendition: Rendition): string {
  const { width, height, size, mediaType } = record;
  const isVector = mediaType === 'image/svg+xml';
  const output = isVector ? { width, height } : outputSize(record, rendition).whole;
  const original = { file_size: size, width, height, format: mediaType };
  return JSON.stringify({ width: output.width, height: output.height, original });
}

/** The head of such an answer. */
export function factsHeaders(facts: string, caching: string): OutgoingHttpHeaders {
  return {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(facts),
    'Cache-Control': caching,
    'Access-Control-Allow-Origin': '*',
    'X-Content-Type-Options': 'nosniff',
  };
}
