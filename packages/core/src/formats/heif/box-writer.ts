/** New bytes, in pieces of any depth. */
export type Bytes = Uint8Array | readonly Bytes[];

/**
 * Writes a box that says where in the file something is.
 *
 * @param base - Where the content of `mdat` begins. It does not change the box's length.
 */
export type LocatedBox = (base: number) => Uint8Array<ArrayBuffer>;

/** Writes a box (ISO/IEC 14496-12, section 4.2). */
export function box(type: string, ...content: Bytes[]): Uint8Array<ArrayBuffer> {
  const length = 8 + lengthOf(content);
  return joined([uint(4, length), text(type), content], length);
}

/** Writes a box with a version and flags. */
export function fullBox(
  type: string,
  versionAndFlags: number,
  ...content: Bytes[]
): Uint8Array<ArrayBuffer> {
  return box(type, uint(4, versionAndFlags), content);
}

/** Writes numbers of so many bytes each. */
export function uint(size: 1 | 2 | 4, ...values: number[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(size * values.length));
  values.forEach((value, n) => {
    if (size === 1) view.setUint8(n, value);
    else if (size === 2) view.setUint16(2 * n, value);
    else view.setUint32(4 * n, value);
  });
  return new Uint8Array(view.buffer);
}

/** Writes letters of ASCII. */
export function text(letters: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

/** Writes a handler without a name. */
export function handler(type: string): Uint8Array<ArrayBuffer> {
  return fullBox('hdlr', 0, uint(4, 0), text(type), new Uint8Array(12 + 1));
}

/** Counts bytes. */
function lengthOf(bytes: Bytes): number {
  if (bytes instanceof Uint8Array) return bytes.length;
  let length = 0;
  for (const one of bytes) length += lengthOf(one);
  return length;
}

/** Makes one piece of all. */
export function joined(bytes: Bytes, length: number = lengthOf(bytes)): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(length);
  let at = 0;
  const add = (piece: Bytes): void => {
    if (!(piece instanceof Uint8Array)) {
      for (const one of piece) add(one);
      return;
    }
    result.set(piece, at);
    at += piece.length;
  };
  add(bytes);
  return result;
}
