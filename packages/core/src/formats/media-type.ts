import { isSVGProlog, readProlog, type XMLProlog } from './svg/prolog.ts';
import { markupOf } from './svg/xml-text.ts';

/**
 * How many of a file's first bytes {@link mediaTypeOf} looks at. Nearly all formats show in the first 512
 * bytes; the comments before a drawing may be longer than that.
 */
export const SIGNATURE_LENGTH: number = 64 * 1024;

// The brands of a HEIC or AVIF stand within these, and so does the signature of every other format.
const BINARY = 512;

/**
 * Returns the media type that a file's first bytes prove, or `null` when they are those of no known picture.
 * Names and declared types are not asked: phones leave the type empty, and HEIC arrives as `.jpg`.
 *
 * @see https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern
 */
export function mediaTypeOf(bytes: Uint8Array): string | null {
  // Nearly all pictures are of this type, and nearly all time would go into looking for the others.
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  const start = String.fromCharCode(...bytes.subarray(0, BINARY));
  return binaryType(start) ?? (isDrawing(prologOf(bytes)) ? 'image/svg+xml' : null);
}

/**
 * Whether more of the file could change what {@link mediaTypeOf} says of its first bytes: an XML
 * declaration, comments or a document type may go on for kilobytes before the root shows what it is.
 */
export function needsMoreBytes(bytes: Uint8Array): boolean {
  if (bytes.length >= SIGNATURE_LENGTH) return false;
  if (bytes.length < BINARY) return true;
  const start = String.fromCharCode(...bytes.subarray(0, BINARY));
  if (mayBeBinary(start)) return false;
  return prologOf(bytes)?.isCut ?? false;
}

function mayBeBinary(start: string): boolean {
  return start.startsWith('\xff\xd8\xff') || binaryType(start) !== null;
}

function binaryType(start: string): string | null {
  // The byte behind CR is line feed; the one before is left out, as transfers in text mode change it.
  if (start.startsWith('\x89PNG\r\n') && start[7] === '\n') return 'image/png';
  if (start.startsWith('GIF87a') || start.startsWith('GIF89a')) return 'image/gif';
  if (start.startsWith('RIFF') && start.startsWith('WEBP', 8)) return 'image/webp';
  return start.startsWith('ftyp', 4) ? isoType(start) : null;
}

const AVIF = new Set(['avif', 'avis']);
const HEIC = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
// These say only HEIF; which codec it is stands among the compatible brands.
const HEIF = new Set(['mif1', 'msf1']);

/**
 * ISO base media files: the box size, "ftyp", then the brand, a version, and the compatible brands
 * (ISO/IEC 14496-12 section 4.3; 23008-12 for HEIF and HEVC).
 */
function isoType(start: string): string | null {
  const brand = start.slice(8, 12);
  if (AVIF.has(brand)) return 'image/avif';
  if (HEIC.has(brand)) return 'image/heic';
  if (!HEIF.has(brand)) return null;
  for (let at = 16; at + 4 <= start.length; at += 4) {
    if (AVIF.has(start.slice(at, at + 4))) return 'image/avif';
  }
  return 'image/heic';
}

function prologOf(bytes: Uint8Array): XMLProlog | null {
  return readProlog(markupOf(bytes.subarray(0, SIGNATURE_LENGTH)));
}

function isDrawing(prolog: XMLProlog | null): boolean {
  return prolog !== null && isSVGProlog(prolog);
}
