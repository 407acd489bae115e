/**
 * What Cloudflare Images takes, as of November 2026.
 *
 * @see https://developers.cloudflare.com/images/upload-images/formats-limitations/
 */
export const limits: Limits = {
  /** Size of a picture's file, in bytes: 10 MB. */
  fileSize: 10 * 1024 * 1024,
  /** Longer side of a picture, in pixels. */
  dimension: 12_000,
  /** Area of a picture, in pixels: 100 megapixels. An animation counts all of its frames. */
  pixels: 100_000_000,
  /** The custom metadata of a picture, in bytes of its JSON text. */
  metadata: 1024,
  /** A custom id, in characters. */
  customId: 1024,
  /** The name of a file, in characters. */
  filename: 255,
  /** The `creator` of a picture, in characters. */
  creator: 1024,
};

/** The shape of {@link limits}. */
export type Limits = Readonly<
  Record<
    'fileSize' | 'dimension' | 'pixels' | 'metadata' | 'customId' | 'filename' | 'creator',
    number
  >
>;

/**
 * The media types that the service takes in. AVIF is not among them: the service reads it on
 * Enterprise accounts only.
 */
export const acceptedTypes = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/svg+xml',
  'image/heic',
] as const;

/** One of {@link acceptedTypes}. */
export type AcceptedType = (typeof acceptedTypes)[number];
