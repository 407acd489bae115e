/** Who made a picture and who owns it, as its Exif says. */
export interface Copyright {
  Artist?: string;
  Copyright?: string;
}

// Tags of the first directory (Exif 3.0, section 4.6.5).
const TAGS: Readonly<Record<number, keyof Copyright>> = { 315: 'Artist', 33432: 'Copyright' };
const HEADER = 'Exif\0\0';
const ASCII = 2;
const UTF8 = 129;
const ENTRY = 12;
const LONGEST = 2000;

/**
 * Reads who made a picture and who owns it. What is broken says nothing.
 *
 * @param exif - With or without the six bytes that begin Exif in a JPEG.
 */
export function readCopyright(exif: Buffer): Copyright {
  const tiff = exif.toString('latin1', 0, 6) === HEADER ? exif.subarray(6) : exif;
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return {};
  const little = order === 'II';
  const whole = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const half = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = whole(4);
  if (directory + 2 > tiff.length) return {};
  const found: Copyright = {};
  const end = directory + 2 + half(directory) * ENTRY;
  for (let at = directory + 2; at + ENTRY <= Math.min(end, tiff.length); at += ENTRY) {
    const name = TAGS[half(at)];
    const type = half(at + 2);
    if (!name || (type !== ASCII && type !== UTF8)) continue;
    const length = whole(at + 4);
    const start = length <= 4 ? at + 8 : whole(at + 8);
    const text = textOf(tiff.subarray(start, start + Math.min(length, LONGEST)));
    if (text) found[name] = text;
  }
  return found;
}

/** A copyright may have two parts, of photographer and of editor, with a zero between them. */
function textOf(bytes: Buffer): string {
  const parts = bytes.toString('utf8').split('\0');
  return parts
    .map((part) => part.trim())
    .filter(Boolean)
    .join('; ');
}
