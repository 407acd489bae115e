// Types of values, and tags (TIFF 6.0, sections 2 and 8; the ICC profile's tag is of ICC.1, annex B.4).
const SHORT = 3;
const LONG = 4;
const UNDEFINED = 7;
const PIXELS_START = 8;

/** Pixels on their way into a TIFF file. */
export interface TIFF {
  /** The whole file. */
  file: ArrayBuffer;
  /** Where the pixels belong: red, green, blue, alpha, a byte each, row by row. */
  pixels: Uint8ClampedArray<ArrayBuffer>;
}

/**
 * A TIFF without compression, its pixels still to be filled in.
 *
 * @param profile - ICC profile that says what the colours mean; sRGB where it is empty.
 */
export function emptyTIFF(width: number, height: number, profile: Uint8Array): TIFF {
  const pixelBytes = width * height * 4;
  const bits = PIXELS_START + pixelBytes;
  const profileStart = bits + 8;
  const directory = profileStart + profile.length + (profile.length % 2);
  const entries: [tag: number, type: number, count: number, value: number][] = [
    [256, LONG, 1, width],
    [257, LONG, 1, height],
    [258, SHORT, 4, bits],
    [259, SHORT, 1, 1],
    [262, SHORT, 1, 2],
    [273, LONG, 1, PIXELS_START],
    [277, SHORT, 1, 4],
    [278, LONG, 1, height],
    [279, LONG, 1, pixelBytes],
    [284, SHORT, 1, 1],
    [338, SHORT, 1, 2],
  ];
  if (profile.length > 0) entries.push([34_675, UNDEFINED, profile.length, profileStart]);
  const file = new ArrayBuffer(directory + 2 + entries.length * 12 + 4);
  const view = new DataView(file);
  view.setUint32(0, 0x49492a00);
  view.setUint32(4, directory, true);
  for (let channel = 0; channel < 4; channel++) view.setUint16(bits + channel * 2, 8, true);
  new Uint8Array(file).set(profile, profileStart);
  view.setUint16(directory, entries.length, true);
  for (const [index, [tag, type, count, value]] of entries.entries()) {
    const at = directory + 2 + index * 12;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    // A short stands in the first two of the four bytes, which is the same in this byte order.
    view.setUint32(at + 8, value, true);
  }
  return { file, pixels: new Uint8ClampedArray(file, PIXELS_START, pixelBytes) };
}
