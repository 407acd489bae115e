/** One field of a crafted directory: its value is what stands in the four bytes for it. */
export interface CraftedField {
  tag: number;
  type: number;
  count: number;
  value: readonly number[];
}

/** What a crafted TIFF block is to be like, where it differs from a sound one of one directory. */
export interface CraftedTIFF {
  /** Its first four bytes. @default 'MM\0*' */
  head?: string;
  /** Where its first directory is said to be. @default 8 */
  offset?: number;
  /** Bytes between the header and the first directory. @default 0 */
  gap?: number;
  /** How many fields the first directory says that it has. @default as many as it has */
  count?: number;
  /** Further directories, one behind the other, without gaps. */
  more?: readonly (readonly CraftedField[])[];
  /** Where the directory behind the first one is said to be. @default 0 */
  next?: number;
}

const ORIENTATION = 0x0112;
export const SHORT = 3;
export const LONG = 4;

/** The length of a directory of so many fields. */
const lengthOf = (fields: number): number => 2 + 12 * fields + 4;

export function orientationField(value: number, type: number = SHORT, count = 1): CraftedField {
  const bytes =
    type === SHORT || type === 8 ? [value >> 8, value & 255] : [0, 0, value >> 8, value];
  return { tag: ORIENTATION, type, count, value: bytes };
}

/** A field that leads to another directory. */
export function pointerField(offset: number, tag = 0x8769, type: number = LONG): CraftedField {
  return { tag, type, count: 1, value: [0, 0, offset >> 8, offset & 255] };
}

/** A TIFF block as no program writes it. Numbers are big-endian, unless `head` makes them something else. */
export function craftTIFF(
  fields: readonly CraftedField[],
  options: CraftedTIFF = {},
): Uint8Array<ArrayBuffer> {
  const { head = 'MM\0*', offset = 8, gap = 0, count, more = [], next = 0 } = options;
  const directories = [fields, ...more];
  const length = directories.reduce((sum, { length: own }) => sum + lengthOf(own), 8 + gap);
  const view = new DataView(new ArrayBuffer(length));
  const little = head.startsWith('I');
  [...head].forEach((character, at) => {
    view.setUint8(at, character.charCodeAt(0));
  });
  view.setUint32(4, offset, little);
  let at = 8 + gap;
  for (const [n, own] of directories.entries()) {
    view.setUint16(at, n === 0 ? (count ?? own.length) : own.length, little);
    at += 2;
    for (const { tag, type, count: values, value } of own) {
      view.setUint16(at, tag, little);
      view.setUint16(at + 2, type, little);
      view.setUint32(at + 4, values, little);
      // Given from the highest byte on, as big-endian blocks have them.
      const size = value.length > 2 ? 4 : 2;
      for (let byte = 0; byte < value.length; byte++) {
        const place = little ? size - 1 - byte : byte;
        view.setUint8(at + 8 + place, value[byte] ?? 0);
      }
      at += 12;
    }
    view.setUint32(at, n === 0 ? next : 0, little);
    at += 4;
  }
  return new Uint8Array(view.buffer);
}
