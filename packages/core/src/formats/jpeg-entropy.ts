// More zeros behind the end than ten blocks can use, of 64 coefficients of 31 bits.
const PADDING = 4096;

/** Pixels between two markers, without the zeros that are stuffed behind each FF. */
export interface EntropyPiece {
  /** Reads bits; zeros follow behind the end. */
  view: DataView;
  /** How many bits there are. */
  bits: number;
  /** Where the marker stands that ends it; the end of the file, where there is none. */
  marker: number;
  /** Where in the file the byte ends that holds the last of so many bits. */
  endOf(bits: number): number;
}

/** Reads the pixels of a JPEG (ITU-T T.81, section B.1.1.5). */
export interface EntropyReader {
  /** All from an offset to the next marker. Valid until it is called again. */
  read(offset: number): EntropyPiece;
  /** Where the next marker begins: the FF right before its code. */
  nextMarker(offset: number): number;
}

export function createEntropyReader(file: Uint8Array): EntropyReader {
  const bytes = new Uint8Array(file.length + PADDING);
  const view = new DataView(bytes.buffer);

  function nextMarker(offset: number): number {
    for (let at = file.indexOf(0xff, offset); at !== -1; at = file.indexOf(0xff, at + 1)) {
      if (at + 1 >= file.length) return file.length;
      const code = file[at + 1];
      if (code !== 0 && code !== 0xff) return at;
    }
    return file.length;
  }

  /** Copies up to the next marker, and says whether some FFs are repeated. */
  function unstuff(offset: number): { length: number; marker: number; hasFill: boolean } {
    let length = 0;
    let from = offset;
    let hasFill = false;
    for (;;) {
      const found = file.indexOf(0xff, from);
      const to = found === -1 ? file.length : found;
      bytes.set(file.subarray(from, to), length);
      length += to - from;
      let code = to + 1;
      while (file[code] === 0xff) code += 1;
      if (code >= file.length) return { length, marker: file.length, hasFill };
      if (file[code] !== 0) return { length, marker: code - 1, hasFill: hasFill || code > to + 1 };
      hasFill ||= code > to + 1;
      bytes[length++] = 0xff;
      from = code + 1;
    }
  }

  return {
    nextMarker,
    read(offset) {
      const { length, marker, hasFill } = unstuff(offset);
      bytes.fill(0, length, length + PADDING);
      return {
        view,
        bits: length * 8,
        marker,
        endOf(bits) {
          const count = Math.min(length, (bits + 7) >>> 3);
          return hasFill ? walk(file, offset, count) : offset + count + stuffed(bytes, count);
        },
      };
    },
  };
}

function stuffed(bytes: Uint8Array, length: number): number {
  let count = 0;
  for (let at = bytes.indexOf(0xff); at !== -1 && at < length; at = bytes.indexOf(0xff, at + 1)) {
    count += 1;
  }
  return count;
}

/** Passes over so many bytes, each FF with all that belongs to it. */
function walk(file: Uint8Array, offset: number, count: number): number {
  let at = offset;
  for (let n = 0; n < count; n++) {
    if (file[at] !== 0xff) at += 1;
    else {
      while (file[at] === 0xff) at += 1;
      at += 1;
    }
  }
  return at;
}
