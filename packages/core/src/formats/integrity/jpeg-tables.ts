const DQT = 0xdb;
const SOF2 = 0xc2;

/** SOF0 to SOF15, without the three numbers in between that mean tables (DHT, JPG, DAC). */
export function isFrameStart(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Tables that were defined, by their numbers. */
export interface Tables {
  quantization: Set<number>;
  /** Those of AC coefficients have 16 more. */
  huffman: Set<number>;
}

/** How a frame's pixels are coded. */
export interface Frame {
  components: { id: number; quantization: number }[];
  isProgressive: boolean;
}

/** Reads the tables of a segment. @returns whether they fill it exactly, and decoders take them (B.2.4). */
export function readTables(marker: number, segment: DataView, tables: Tables): boolean {
  let at = 0;
  while (at < segment.byteLength) {
    const isQuantization = marker === DQT;
    const length = isQuantization ? quantizationLength(segment, at) : huffmanLength(segment, at);
    if (length === 0) return false;
    const number = segment.getUint8(at);
    if (isQuantization) tables.quantization.add(number & 15);
    else tables.huffman.add(number);
    at += length;
  }
  return at === segment.byteLength;
}

function quantizationLength(segment: DataView, at: number): number {
  const precision = segment.getUint8(at) >> 4;
  const id = segment.getUint8(at) & 15;
  return precision > 1 || id > 3 ? 0 : 1 + 64 * (1 + precision);
}

const HEAD = 17;
// Differences between the means of blocks have at most so many bits.
const MOST_BITS = 15;

function huffmanLength(segment: DataView, at: number): number {
  const kind = segment.getUint8(at) >> 4;
  const id = segment.getUint8(at) & 15;
  if (kind > 1 || id > 3 || at + HEAD > segment.byteLength) return 0;
  let count = 0;
  let codes = 0;
  for (let length = 1; length <= 16; length++) {
    const ofLength = segment.getUint8(at + length);
    count += ofLength;
    codes = 2 * codes + ofLength;
    // More codes than there are bits for.
    if (codes > 1 << length) return 0;
  }
  const end = at + HEAD + count;
  if (count > 256 || end > segment.byteLength) return 0;
  for (let n = at + HEAD; kind === 0 && n < end; n++) if (segment.getUint8(n) > MOST_BITS) return 0;
  return HEAD + count;
}

/** Reads a frame header, or `null` where no browser decodes what it says (B.2.2). */
export function readFrame(marker: number, segment: DataView): Frame | null {
  if (marker > SOF2 || segment.byteLength < 6) return null;
  const count = segment.getUint8(5);
  const isKnown = segment.getUint8(0) === 8 && (count === 1 || count === 3 || count === 4);
  if (!isKnown || segment.byteLength !== 6 + 3 * count) return null;
  const components: Frame['components'] = [];
  for (let at = 6; at < segment.byteLength; at += 3) {
    const sampling = segment.getUint8(at + 1);
    if (!isFactor(sampling >> 4) || !isFactor(sampling & 15)) return null;
    components.push({ id: segment.getUint8(at), quantization: segment.getUint8(at + 2) });
  }
  return { components, isProgressive: marker === SOF2 };
}

function isFactor(value: number): boolean {
  return value >= 1 && value <= 4;
}

/**
 * Reads the header of a scan. @returns how many components it has, or `null` where decoders cannot begin
 * with it (B.2.3).
 */
export function readScan(segment: DataView, frame: Frame, tables: Tables): number | null {
  const count = segment.byteLength > 0 ? segment.getUint8(0) : 0;
  if (count < 1 || count > 4 || segment.byteLength < 4 + 2 * count) return null;
  const [start, end, approximation] = [1, 2, 3].map((n) => segment.getUint8(2 * count + n));
  const [from = 0, to = 0, bits = 0] = [start, end, approximation];
  if (from > to || to > 63 || (bits & 15) > 13) return null;
  const seen = new Set<number>();
  for (let at = 1; at < 1 + 2 * count; at += 2) {
    const id = segment.getUint8(at);
    const component = frame.components.find((one) => one.id === id);
    if (!component || seen.has(id) || !tables.quantization.has(component.quantization)) return null;
    seen.add(id);
    const coding = segment.getUint8(at + 1);
    // Refinements of means are plain bits.
    const needsDC = from === 0 && bits >> 4 === 0;
    if (needsDC && !tables.huffman.has(coding >> 4)) return null;
    if (to > 0 && !tables.huffman.has(0x10 | (coding & 15))) return null;
  }
  return count;
}
