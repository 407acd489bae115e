/** How many of a file's first bytes {@link mediaTypeOf} needs to see. */
export const SIGNATURE_LENGTH = 512;

/**
 * The media type that a file's first bytes prove, or `null` when they are those of no known picture.
 * Names and declared types are not asked: phones leave the type empty, and HEIC arrives as `.jpg`.
 *
 * @see https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern
 */
export function mediaTypeOf(bytes: Uint8Array): string | null {
  // Nearly all pictures are of this type, and nearly all time would go into looking for the others.
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  const text = latin1(bytes);
  for (const [pattern, type] of SIGNATURES) if (pattern.test(text)) return type;
  return null;
}

const SIGNATURES: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG\r\n.\n/s, 'image/png'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF.{4}WEBP/s, 'image/webp'],
  // ISO base media files: the box size, "ftyp", then the brand (ISO/IEC 23008-12 for HEIF and HEVC).
  [/^.{4}ftypavi[fs]/s, 'image/avif'],
  [/^.{4}ftyp(?:hei[cxms]|hev[cxms])/s, 'image/heic'],
  // "mif1" and "msf1" say only HEIF; which codec it is stands among the compatible brands.
  [/^.{4}ftypm[is]f1.{4}(?:.{4})*?avi[fs]/s, 'image/avif'],
  [/^.{4}ftypm[is]f1/s, 'image/heic'],
  // Byte order mark, XML declaration, comments and doctype may come before the root element.
  [
    /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>/]/is,
    'image/svg+xml',
  ],
];

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, SIGNATURE_LENGTH));
}
