/** Reads pieces of a file, so that the whole of it is never in memory. */
export interface ByteSource {
  /** Bytes in all. */
  readonly size: number;
  /**
   * So many bytes from an offset, fewer where the file ends. At once where they were read before, since
   * a promise for each block of a long file would be dear.
   */
  read(offset: number, length: number): DataView | Promise<DataView>;
}

/** How many of a file's first bytes say nearly always what there is to know about it. */
export const HEADER_LENGTH: number = 64 * 1024;

/**
 * Reads a file window by window.
 *
 * @param start - The file's first bytes, where they are at hand.
 * @param window - Bytes of a window. @default HEADER_LENGTH
 */
export function createByteSource(
  blob: Blob,
  start: ArrayBuffer = new ArrayBuffer(0),
  window: number = HEADER_LENGTH,
): ByteSource {
  let from = 0;
  let bytes = start;

  function cut(offset: number, length: number): DataView {
    const begin = Math.min(offset - from, bytes.byteLength);
    return new DataView(bytes, begin, Math.min(length, bytes.byteLength - begin));
  }

  async function load(offset: number, length: number): Promise<DataView> {
    bytes = await blob.slice(offset, offset + Math.max(window, length)).arrayBuffer();
    from = offset;
    return cut(offset, length);
  }

  return {
    size: blob.size,
    read(offset, length) {
      const end = Math.min(offset + length, blob.size);
      const isHere = offset >= from && end <= from + bytes.byteLength;
      return isHere || offset >= blob.size ? cut(offset, length) : load(offset, length);
    },
  };
}

/** Reads what is in memory already. */
export function sourceOf(bytes: ArrayBuffer): ByteSource {
  return {
    size: bytes.byteLength,
    read(offset, length) {
      const begin = Math.min(offset, bytes.byteLength);
      return new DataView(bytes, begin, Math.min(length, bytes.byteLength - begin));
    },
  };
}

/** The bytes in memory of their own. */
export function copyOf(view: DataView): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(view.byteLength);
  bytes.set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  return bytes;
}

/** The bytes as text, one character for each. */
export function latin1(view: DataView, offset: number, length: number): string {
  const end = Math.min(offset + length, view.byteLength);
  let text = '';
  for (let at = offset; at < end; at++) text += String.fromCharCode(view.getUint8(at));
  return text;
}
