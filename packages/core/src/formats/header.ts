import { type ByteSource, createByteSource, HEADER_LENGTH } from './byte-source.ts';
import { readGIF } from './gif.ts';
import { readHEIF } from './heif/read-heif.ts';
import { type HeaderFacts, type ImageHeader, NOTHING } from './image-header.ts';
import { readJPEG } from './jpeg.ts';
import { mediaTypeOf, SIGNATURE_LENGTH } from './media-type.ts';
import { readPNG } from './png.ts';
import { readProlog } from './svg/prolog.ts';
import { drawingSize } from './svg/size.ts';
import { markupOf } from './svg/xml-text.ts';
import { readWebP } from './webp.ts';

const READERS: Record<string, (source: ByteSource) => Promise<HeaderFacts>> = {
  'image/jpeg': readJPEG,
  'image/png': readPNG,
  'image/gif': readGIF,
  'image/webp': readWebP,
  'image/heic': readHEIF,
  'image/avif': readHEIF,
  'image/svg+xml': readSVG,
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

/** The size that the root's attributes say, where they are among the first bytes. */
async function readSVG(source: ByteSource): Promise<HeaderFacts> {
  const start = await source.read(0, SIGNATURE_LENGTH);
  const bytes = new Uint8Array(start.buffer, start.byteOffset, start.byteLength);
  const attributes = readProlog(markupOf(bytes))?.attributes;
  return { hasAlpha: true, ...(attributes && drawingSize(attributes)) };
}
