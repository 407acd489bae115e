import type { Size } from './output-size.ts';
import type { Rendition } from './rendition.ts';

/** A format that variants are made in. */
export type OutputFormat = 'avif' | 'webp' | 'jpeg' | 'png' | 'gif';

/** What decides about a picture's format, besides the client. */
export interface FormatQuestion {
  /** Media type of the original. */
  mediaType: string;
  rendition: Rendition;
  /** Of the output. */
  size: Size;
}

const OWN_FORMATS: Readonly<Record<string, OutputFormat>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

// AVIF takes long to encode; the service, too, leaves large outputs to WebP.
const MOST_AVIF_PIXELS = 1_500_000;

/**
 * The best format that a client says it can read: AVIF, then WebP, then the original's own. A bare
 * wildcard does not count, since clients send it without knowing either. `gif` for a WebP stands for
 * "no WebP": what that is depends on its frames.
 *
 * @param accept - The request's `Accept` header.
 * @see https://developers.cloudflare.com/images/transform-images/transform-via-url/#format
 */
export function negotiateFormat(accept: string, question: FormatQuestion): OutputFormat {
  const { mediaType, rendition } = question;
  const wanted = rendition.format;
  if (wanted === 'avif') return mayBeAVIF(question) ? 'avif' : 'webp';
  if (wanted) return wanted === 'baseline-jpeg' ? 'jpeg' : wanted;
  if (!rendition.fast) {
    if (mayBeAVIF(question) && accepts(accept, 'image/avif')) return 'avif';
    if (accepts(accept, 'image/webp')) return 'webp';
  }
  return mediaType === 'image/webp' ? 'gif' : (OWN_FORMATS[mediaType] ?? 'jpeg');
}

function mayBeAVIF({ mediaType, rendition, size }: FormatQuestion): boolean {
  const animates = !rendition.still && (mediaType === 'image/gif' || mediaType === 'image/webp');
  return !animates && size.width * size.height <= MOST_AVIF_PIXELS;
}

function accepts(accept: string, type: string): boolean {
  if (!accept.includes(type)) return false;
  return accept.split(',').some((range) => {
    const [name, ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return name === type && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}
