import { type ByteSource, createByteSource, HEADER_LENGTH } from './byte-source.ts';
import { readGIF } from './gif.ts';
import { readHEIF } from './heif/read-heif.ts';
import { type HeaderFacts, type ImageHeader, NOTHING } from './image-header.ts';
import { readJPEG } from './jpeg.ts';
import { mediaTypeOf, SIGNATURE_LENGTH } from './media-type.ts';
import { readPNG } from './png.ts';
import { readWebP } from './webp.ts';

const READERS: Record<string, (source: ByteSource) => Promise<HeaderFacts>> = {
  'image/jpeg': readJPEG,
  'image/png': readPNG,
  'image/gif': readGIF,
  'image/webp': readWebP,
  'image/heic': readHEIF,
  'image/avif': readHEIF,
  'image/svg+xml': async () => ({ hasAlpha: true }),
};

/**
 * Reads what a file's header says, piece by piece: the first kilobytes of most, and the whole only of
 * animations, whose frames must be counted.
 *
 * @param start - The file's first bytes, where they are at hand.
 * @returns `null` for what is no known picture. Broken headers leave `width` and `height` open.
 * @throws DOMException when the file cannot be read.
 */
export async function readHeader(blob: Blob, start?: ArrayBuffer): Promise<ImageHeader | null> {
  const first = start ?? (await blob.slice(0, HEADER_LENGTH).arrayBuffer());
  const signature = new Uint8Array(first, 0, Math.min(SIGNATURE_LENGTH, first.byteLength));
  const mediaType = mediaTypeOf(signature);
  if (mediaType === null) return null;
  const facts = await READERS[mediaType]?.(createByteSource(blob, first));
  return { mediaType, ...NOTHING, ...facts };
}
