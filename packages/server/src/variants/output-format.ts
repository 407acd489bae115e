import type { ImageRecord } from '../records/image-row.ts';

/** A format that variants are made in. */
export type OutputFormat = 'avif' | 'webp' | 'jpeg' | 'png' | 'gif';

const FORMATS: Readonly<Record<string, OutputFormat>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/gif': 'gif',
};

// AVIF takes long to encode; the service, too, leaves large outputs to WebP.
const MOST_AVIF_PIXELS = 1_500_000;

/**
 * The best format that a client says it can read: AVIF, then WebP, then the original's own. A bare
 * wildcard does not count, since clients send it without knowing either.
 *
 * @param accept - The request's `Accept` header.
 * @param pixels - Width times height of the output.
 * @see https://developers.cloudflare.com/images/transform-images/transform-via-url/#format
 */
export function negotiateFormat(
  accept: string,
  record: Pick<ImageRecord, 'mediaType'>,
  pixels: number,
): OutputFormat {
  const animates = record.mediaType === 'image/gif' || record.mediaType === 'image/webp';
  if (!animates && pixels <= MOST_AVIF_PIXELS && accepts(accept, 'image/avif')) return 'avif';
  if (accepts(accept, 'image/webp')) return 'webp';
  // Whoever cannot read WebP gets the frames of an animation as GIF.
  if (record.mediaType === 'image/webp') return 'gif';
  return FORMATS[record.mediaType] ?? 'jpeg';
}

function accepts(accept: string, type: string): boolean {
  return accept.split(',').some((range) => {
    const [name, ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return name === type && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}
