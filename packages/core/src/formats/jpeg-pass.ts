import type { JPEGFrame, JPEGScan } from './jpeg-frame.ts';
import { type HuffmanCodes, LOOKUP_BITS } from './jpeg-huffman.ts';

/** How far a word of 32 bits is moved so that those for a look-up are left. */
export const SHIFT: number = 32 - LOOKUP_BITS;

/** How one scan is passed over, unit by unit. */
export interface ScanPass {
  units: number;
  /** Passes over a unit that begins at this bit, and returns where the next one begins. */
  skip(view: DataView, bit: number, unit: number): number;
  /** Begins after a restart. */
  restart(): void;
}

/** The Huffman tables that a scan uses. */
export interface ScanTables {
  dc(number: number): HuffmanCodes;
  ac(number: number): HuffmanCodes;
}

/** All coefficients of all blocks, one after the other. */
export function sequentialPass(frame: JPEGFrame, scan: JPEGScan, tables: ScanTables): ScanPass {
  const blocks = scan.components.flatMap(({ component, dc, ac }) => {
    const count = scan.components.length === 1 ? 1 : component.across * component.down;
    return Array.from({ length: count }, () => ({ dc: tables.dc(dc), ac: tables.ac(ac) }));
  });
  return {
    units: unitsOf(frame, scan),
    restart: () => undefined,
    skip(view, bit) {
      let at = bit;
      for (const { dc, ac } of blocks) at = skipBlock(view, at, dc, ac);
      return at;
    },
  };
}

export function unitsOf(frame: JPEGFrame, { components }: JPEGScan): number {
  const only = components.length === 1 ? components[0]?.component : undefined;
  return only ? only.blocksAcross * only.blocksDown : frame.unitsAcross * frame.unitsDown;
}

/** Passes over the coefficients of a block (ITU-T T.81, section F.2.2). */
function skipBlock(view: DataView, bit: number, dc: HuffmanCodes, ac: HuffmanCodes): number {
  let at = skipMean(view, bit, dc);
  const { steps } = ac;
  for (let k = 1; k < 64; ) {
    const word = view.getUint32(at >>> 3) << (at & 7);
    const step = steps[word >>> SHIFT] || ac.longStep(word >>> 16);
    at += step & 0xff;
    k += step >> 8;
  }
  return at;
}

/** Passes over how far the mean of a block is from the one before. */
export function skipMean(view: DataView, bit: number, dc: HuffmanCodes): number {
  const word = view.getUint32(bit >>> 3) << (bit & 7);
  const found = dc.lookup[word >>> SHIFT] || dc.long(word >>> 16);
  return bit + (found & 0xff) + (found >> 8);
}
