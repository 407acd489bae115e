/** The size of a picture as its file's header states it, before any rotation, in pixels. */
export interface Dimensions {
  width: number;
  height: number;
}

/** How many of a file's first bytes say its dimensions, but for photos with large metadata. */
export const HEADER_LENGTH = 4096;

/**
 * Reads a picture's dimensions from its header, a few kilobytes at a time and without decoding it.
 *
 * @param type - The media type that the first bytes prove.
 * @param start - The file's first bytes, {@link HEADER_LENGTH} of them where it has so many.
 * @returns `null` for formats whose header does not say it, and for broken headers.
 */
export async function readDimensions(
  blob: Blob,
  type: string,
  start: ArrayBuffer,
): Promise<Dimensions | null> {
  const header = new DataView(start);
  return type === 'image/jpeg' ? readJPEG(blob, header) : (HEADERS[type]?.(header) ?? null);
}

const HEADERS: Record<string, (header: DataView) => Dimensions | null> = {
  'image/png': (header) => at(header, 24, () => size(header.getUint32(16), header.getUint32(20))),
  'image/gif': (header) =>
    at(header, 10, () => size(header.getUint16(6, true), header.getUint16(8, true))),
  'image/webp': readWebP,
};

/** @see https://developers.google.com/speed/webp/docs/riff_container */
function readWebP(header: DataView): Dimensions | null {
  return at(header, 30, () => {
    const chunk = header.getUint32(12);
    if (chunk === 0x56503858 /* VP8X */) {
      return size(uint24(header, 24) + 1, uint24(header, 27) + 1);
    }
    if (chunk === 0x5650384c /* VP8L */) {
      const bits = header.getUint32(21, true);
      return size((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
    }
    return size(header.getUint16(26, true) & 0x3fff, header.getUint16(28, true) & 0x3fff);
  });
}

const MOST_SEGMENTS = 500;

/** Walks a JPEG's segments to the start of its frame (ITU-T T.81, section B.2.2). */
async function readJPEG(blob: Blob, header: DataView): Promise<Dimensions | null> {
  let start = 0;
  let window = header;
  let offset = 2;
  for (let segment = 0; segment < MOST_SEGMENTS; segment++) {
    if (offset - start + 9 > window.byteLength) {
      start = offset;
      window = new DataView(await blob.slice(start, start + HEADER_LENGTH).arrayBuffer());
      if (window.byteLength < 9) return null;
    }
    const here = offset - start;
    if (window.getUint8(here) !== 0xff) return null;
    const marker = window.getUint8(here + 1);
    if (marker === 0xff) {
      // Fill bytes may stand before any marker.
      offset += 1;
      continue;
    }
    if (isFrameStart(marker)) return size(window.getUint16(here + 7), window.getUint16(here + 5));
    offset += 2 + window.getUint16(here + 2);
  }
  return null;
}

/** SOF0 to SOF15, without the three numbers in between that mean tables (DHT, JPG, DAC). */
function isFrameStart(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function at(header: DataView, length: number, read: () => Dimensions | null): Dimensions | null {
  return header.byteLength < length ? null : read();
}

function size(width: number, height: number): Dimensions | null {
  return width > 0 && height > 0 ? { width, height } : null;
}

function uint24(header: DataView, offset: number): number {
  return header.getUint16(offset, true) | (header.getUint8(offset + 2) << 16);
}
