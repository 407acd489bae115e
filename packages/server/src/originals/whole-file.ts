/**
 * Tells whether a picture's file reaches its end, by the marks that its format puts there. It takes a
 * look at the structure and no decoding, so a file can be whole and yet be broken inside.
 */
export function isWhole(bytes: Buffer, mediaType: string | null): boolean {
  const check = CHECKS[mediaType ?? ''];
  return check ? check(bytes) : true;
}

const CHECKS: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  'image/jpeg': isWholeJPEG,
  'image/png': isWholePNG,
  // The trailer; some encoders put zeros behind it.
  'image/gif': (bytes) => bytes[findLastNonZero(bytes)] === 0x3b,
  // The size of the RIFF chunk, without its own eight bytes.
  'image/webp': (bytes) => bytes.length >= 12 && bytes.readUInt32LE(4) + 8 <= bytes.length,
};

const SCAN = 0xda;
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);

/**
 * In the data of a scan 0xFF is always followed by 0x00 or a restart marker (ITU-T T.81, F.1.2.3), so
 * 0xFF 0xD9 behind its start can only be the end of the image. Segments before it are stepped over:
 * a thumbnail inside them has an end of its own.
 */
function isWholeJPEG(bytes: Buffer): boolean {
  let offset = 2;
  while (offset + 4 <= bytes.length && bytes[offset] === 0xff) {
    const marker = bytes[offset + 1];
    if (marker === SCAN) return bytes.indexOf(END_OF_IMAGE, offset) !== -1;
    // Fill bytes may stand before any marker.
    offset += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(offset + 2);
  }
  return false;
}

function isWholePNG(bytes: Buffer): boolean {
  let offset = 8;
  while (offset + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(offset);
    if (bytes.toString('latin1', offset + 4, offset + 8) === 'IEND') return true;
    offset += 12 + length;
  }
  return false;
}

function findLastNonZero(bytes: Buffer): number {
  let last = bytes.length - 1;
  while (last > 0 && bytes[last] === 0) last--;
  return last;
}
