import type { ByteSource } from './byte-source.ts';
import { segmentsOf } from './jpeg.ts';
import { BitReader, HuffmanTable } from './jpeg-bits.ts';

/** Mean colours from left to right, three numbers for each column: Y, Cb, Cr, from 0 to 255. */
export type Colours = Float32Array;

/** Which colours are wanted. */
export interface ColoursOptions {
  columns: number;
  /** Pixels from the upper edge, up to 8. @default all of the first row of blocks, up to 16 */
  rows?: number;
  /** How far the columns reach, from 0 to 1. @default 1 */
  share?: number;
}

interface Component {
  id: number;
  across: number;
  down: number;
  /** What its coefficients are multiplied with, in zigzag order. */
  quanta: Uint16Array;
  tables: { dc: HuffmanTable | undefined; ac: HuffmanTable | undefined };
}

interface Frame {
  width: number;
  isProgressive: boolean;
  components: Component[];
}

const [SOF0, SOF1, SOF2, DHT, SOS, DQT, DRI] = [0xc0, 0xc1, 0xc2, 0xc4, 0xda, 0xdb, 0xdd];
// One row of blocks takes so much, in most photos and in all of them.
const LIKELY_BYTES = 40 * 1024;
const MOST_BYTES = 256 * 1024;

/**
 * Reads the colours along the upper edge of a JPEG, as stored. Only the first row of blocks is looked at,
 * and of each block how it changes from above to below: a few thousand numbers, where decoding the
 * picture takes millions.
 *
 * @returns `null` where the file cannot be read so: not in colour, cut off, or of a rare kind.
 * @throws BrokenFormat where its segments never end.
 * @see ITU-T T.81, sections B.2 and F.2
 */
export async function topColours(
  source: ByteSource,
  options: ColoursOptions,
): Promise<Colours | null> {
  const quanta: Uint16Array[] = [];
  const tables = new Map<number, HuffmanTable>();
  let frame: Frame | null = null;
  let restarts = 0;
  for await (const { marker, start, end } of segmentsOf(source)) {
    if (marker >= 0xe0 || end - start < 4) continue;
    const view = await source.read(start + 4, end - start - 4);
    if (marker === DQT) readQuanta(view, quanta);
    else if (marker === DHT) readTables(view, tables);
    else if (marker === DRI && view.byteLength >= 2) restarts = view.getUint16(0);
    else if (marker === SOF0 || marker === SOF1 || marker === SOF2) {
      frame = readFrame(view, marker === SOF2, quanta);
    } else if (marker === SOS) {
      if (!frame || !isWholeScan(view, frame, tables)) return null;
      const wanted = { ...options, restarts };
      const row = firstRow(new BitReader(await source.read(end, LIKELY_BYTES)), frame, wanted);
      if (row || source.size - end <= LIKELY_BYTES) return row;
      return firstRow(new BitReader(await source.read(end, MOST_BYTES)), frame, wanted);
    }
  }
  return null;
}

function readQuanta(view: DataView, into: Uint16Array[]): void {
  for (let at = 0; at < view.byteLength; ) {
    const head = view.getUint8(at);
    const length = head >> 4 === 0 ? 1 : 2;
    const first = at + 1;
    at = first + 64 * length;
    if (at > view.byteLength) return;
    into[head & 15] = Uint16Array.from({ length: 64 }, (_, n) =>
      length === 1 ? view.getUint8(first + n) : view.getUint16(first + 2 * n),
    );
  }
}

function readTables(view: DataView, into: Map<number, HuffmanTable>): void {
  for (let at = 0; at + 17 <= view.byteLength; ) {
    const head = view.getUint8(at);
    const counts = new Uint8Array(view.buffer, view.byteOffset + at + 1, 16);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (at + 17 + total > view.byteLength) return;
    const symbols = new Uint8Array(view.buffer, view.byteOffset + at + 17, total);
    into.set(head, new HuffmanTable(counts, symbols));
    at += 17 + total;
  }
}

/** Three components and eight bits: the colours of photos. */
function readFrame(view: DataView, isProgressive: boolean, quanta: Uint16Array[]): Frame | null {
  if (view.byteLength < 15 || view.getUint8(0) !== 8 || view.getUint8(5) !== 3) return null;
  const components = [6, 9, 12].flatMap((at) => {
    const id = view.getUint8(at);
    const sampling = view.getUint8(at + 1);
    const [across, down] = [sampling >> 4, sampling & 15];
    const own = quanta[view.getUint8(at + 2)];
    const tables = { dc: undefined, ac: undefined };
    return own && isFactor(across) && isFactor(down)
      ? [{ id, across, down, quanta: own, tables }]
      : [];
  });
  return components.length === 3 ? { width: view.getUint16(3), isProgressive, components } : null;
}

function isFactor(sampling: number): boolean {
  return sampling >= 1 && sampling <= 4;
}

/** Whether the first scan holds all components, as it nearly always does; it gets them their tables. */
function isWholeScan(view: DataView, frame: Frame, tables: Map<number, HuffmanTable>): boolean {
  if (view.byteLength < 10 || view.getUint8(0) !== 3) return false;
  for (const [n, component] of frame.components.entries()) {
    const at = 1 + 2 * n;
    const choice = view.getUint8(at + 1);
    if (view.getUint8(at) !== component.id) return false;
    const dc = tables.get(choice >> 4);
    const ac = tables.get(0x10 | (choice & 15));
    if (!dc || (!ac && !frame.isProgressive)) return false;
    component.tables = { dc, ac };
    // The first scan of progressive files has means only, perhaps without their last bits.
    if (frame.isProgressive)
      component.quanta = component.quanta.map((one) => one << (view.getUint8(9) & 15));
  }
  return true;
}

interface RowOptions extends ColoursOptions {
  /** Blocks between two restarts, or 0. */
  restarts: number;
}

function firstRow(bits: BitReader, frame: Frame, options: RowOptions): Colours | null {
  const { columns, restarts, share = 1 } = options;
  const { components, width, isProgressive } = frame;
  const allWeights = componentWeights(frame, options.rows);
  const widest = Math.max(...components.map(({ across }) => across));
  const units = Math.ceil((width * share) / (8 * widest));
  if (units < columns) return null;
  const sums = new Float32Array(3 * columns);
  const counts = new Float32Array(columns);
  const means = [0, 0, 0];
  for (let unit = 0; unit < units; unit++) {
    if (restarts > 0 && unit > 0 && unit % restarts === 0) {
      bits.restart();
      means.fill(0);
    }
    const column = Math.floor((unit * columns) / units);
    counts[column] = (counts[column] ?? 0) + 1;
    for (const [n, component] of components.entries()) {
      const { across, down, tables, quanta } = component;
      const weights = allWeights?.[n] ?? null;
      // Of blocks one above the other, only the upper ones reach the edge.
      const counted = weights ? across : across * down;
      let sum = 0;
      for (let block = 0; block < across * down; block++) {
        const mean = (means[n] ?? 0) + bits.difference(tables.dc);
        means[n] = mean;
        const slope = isProgressive ? 0 : bits.slope(tables.ac, quanta, weights);
        if (block < counted) sum += (mean * (quanta[0] ?? 0)) / 8 + slope;
      }
      const at = 3 * column + n;
      // Values are counted from the middle.
      sums[at] = (sums[at] ?? 0) + 128 + sum / counted;
    }
    if (bits.isOver || bits.padding > bits.count) return null;
  }
  return sums.map((sum, at) => sum / (counts[Math.floor(at / 3)] ?? 1));
}

/** A component of fewer pixels has fewer rows, too. */
function componentWeights(frame: Frame, rows: number | undefined): Float32Array[] | null {
  const { components, isProgressive } = frame;
  if (rows === undefined || isProgressive) return null;
  const tallest = Math.max(...components.map(({ down }) => down));
  return components.map(({ down }) => weightsOf(Math.max(1, Math.round((rows * down) / tallest))));
}

// Where in zigzag order the coefficients stand that change from above to below only.
const VERTICAL = [0, 2, 3, 9, 10, 20, 21, 35];

/** How much each coefficient adds to the mean of a block's first rows (T.81, section A.3.3). */
function weightsOf(rows: number): Float32Array {
  const weights = new Float32Array(64);
  for (const [v, place] of VERTICAL.entries()) {
    let sum = 0;
    for (let y = 0; y < rows; y++) sum += Math.cos(((2 * y + 1) * v * Math.PI) / 16);
    if (v > 0) weights[place] = (Math.SQRT2 / 8) * (sum / rows);
  }
  return weights;
}
