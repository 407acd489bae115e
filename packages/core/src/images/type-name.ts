const NAMES: Readonly<Record<string, string>> = {
  'image/svg+xml': 'SVG',
  'image/webp': 'WebP',
};

/**
 * What people call a media type, in every language: `image/jpeg` is `JPEG`.
 *
 * @returns `null` for `image/*`, which is any picture at all.
 */
export function typeName(mediaType: string): string | null {
  if (mediaType === 'image/*') return null;
  return NAMES[mediaType] ?? mediaType.replace('image/', '').toUpperCase();
}
