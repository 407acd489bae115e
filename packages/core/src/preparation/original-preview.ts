import type { ImageHeader } from '../formats/image-header.ts';

// What a browser decodes for an element, it decodes whole.
const MOST_PIXELS = 32e6;
const MOST_BYTES = 24 * 1024 * 1024;

/**
 * Returns the image itself as its preview, for where no smaller one can be made; `null` where it would take
 * too much memory. Drawings may grow without end when they are drawn, so none is shown so.
 */
export function originalPreview(file: Blob, header: ImageHeader): Blob | null {
  const { width, height, mediaType } = header;
  if (mediaType === 'image/svg+xml' || !width || !height) return null;
  if (width * height > MOST_PIXELS || file.size > MOST_BYTES) return null;
  return file.slice(0, file.size, mediaType);
}
