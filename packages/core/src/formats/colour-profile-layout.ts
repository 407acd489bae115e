export const HEADER: number = 128;
/** Name, offset and length of a tag. */
export const ENTRY: number = 12;

/** A tag, and its content as it is to be written. */
export interface ProfileTag {
  name: string;
  content: Uint8Array;
}

/** Puts a profile together. Tags of the same content share it. */
export function layOut(
  header: Uint8Array<ArrayBuffer>,
  tags: readonly ProfileTag[],
): Uint8Array<ArrayBuffer> {
  const contents: { content: Uint8Array; offset: number }[] = [];
  let end = HEADER + 4 + ENTRY * tags.length;
  const offsets = tags.map(({ content }) => {
    const known = contents.find((one) => isEqual(one.content, content));
    if (known) return known.offset;
    const offset = end;
    contents.push({ content, offset });
    end += (content.length + 3) & ~3;
    return offset;
  });
  const bytes = new Uint8Array(end);
  const view = new DataView(bytes.buffer);
  bytes.set(header);
  view.setUint32(0, end);
  view.setUint32(HEADER, tags.length);
  for (const [n, { name, content }] of tags.entries()) {
    const entry = HEADER + 4 + ENTRY * n;
    for (let at = 0; at < 4; at++) bytes[entry + at] = name.charCodeAt(at);
    view.setUint32(entry + 4, offsets[n] ?? 0);
    view.setUint32(entry + 8, content.length);
  }
  for (const { content, offset } of contents) bytes.set(content, offset);
  return bytes;
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
