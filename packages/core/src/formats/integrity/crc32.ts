/** A checksum that is made piece by piece. */
export interface CRC32 {
  add(bytes: DataView): void;
  value(): number;
}

/** Makes a checksum as PNG has it. @see https://www.w3.org/TR/png-3/#D-CRCAppendix */
export function createCRC32(): CRC32 {
  let crc = -1;
  return {
    add(view) {
      const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      let sum = crc;
      for (let at = 0; at < bytes.length; at++) {
        sum = (sum >>> 8) ^ (TABLE[(sum ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
      }
      crc = sum;
    },
    value: () => ~crc >>> 0,
  };
}

const TABLE: Int32Array = Int32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  return sum;
});
