import type { JPEGComponent, JPEGFrame, JPEGScan } from './jpeg-frame.ts';
import type { HuffmanCodes } from './jpeg-huffman.ts';
import { type ScanPass, type ScanTables, SHIFT, skipMean, unitsOf } from './jpeg-pass.ts';

/** One of the passes of a progressive JPEG (ITU-T T.81, section G.1.2). */
export function progressivePass(frame: JPEGFrame, scan: JPEGScan, tables: ScanTables): ScanPass {
  const units = unitsOf(frame, scan);
  if (scan.from === 0) return { units, restart: () => undefined, skip: meanPass(scan, tables) };
  const [{ component, ac } = { component: undefined, ac: 0 }] = scan.components;
  if (!component) throw new RangeError('A scan of a JPEG has no component.');
  const pass = {
    codes: tables.ac(ac),
    named: component.named,
    from: scan.from,
    to: scan.to,
    run: 0,
  };
  return {
    units,
    restart() {
      pass.run = 0;
    },
    skip: scan.isRefinement
      ? (view, bit, unit) => refine(pass, view, bit, unit)
      : (view, bit, unit) => name(pass, view, bit, unit),
  };
}

function meanPass({ components, isRefinement }: JPEGScan, tables: ScanTables): ScanPass['skip'] {
  const countOf = ({ across, down }: JPEGComponent) =>
    components.length === 1 ? 1 : across * down;
  const count = components.reduce((sum, { component }) => sum + countOf(component), 0);
  if (isRefinement) return (_, bit) => bit + count;
  const blocks = components.flatMap(({ component, dc }) =>
    Array.from({ length: countOf(component) }, () => tables.dc(dc)),
  );
  return (view, bit) => {
    let at = bit;
    for (const codes of blocks) at = skipMean(view, at, codes);
    return at;
  };
}

interface CoefficientPass {
  codes: HuffmanCodes;
  /** Two words for each block, a bit for each coefficient that is not zero. */
  named: Uint32Array;
  from: number;
  to: number;
  /** How many blocks follow of which nothing more is said. */
  run: number;
}

function isNamed(named: Uint32Array, block: number, k: number): boolean {
  return (((named[2 * block + (k >> 5)] ?? 0) >>> (k & 31)) & 1) === 1;
}

function setNamed(named: Uint32Array, block: number, place: number): void {
  // Decoders put what goes too far into the last place.
  const k = Math.min(63, place);
  const word = 2 * block + (k >> 5);
  named[word] = (named[word] ?? 0) | (1 << (k & 31));
}

/** The next bits, the first of them being the highest of 32. */
function wordAt(view: DataView, bit: number): number {
  return view.getUint32(bit >>> 3) << (bit & 7);
}

/** A code and, from the ninth bit on, its symbol. */
function symbolAt(codes: HuffmanCodes, word: number): number {
  return codes.lookup[word >>> SHIFT] || codes.long(word >>> 16);
}

/** The coefficients of a block that are named for the first time (section G.1.2.2). */
function name(pass: CoefficientPass, view: DataView, bit: number, block: number): number {
  if (pass.run > 0) {
    pass.run -= 1;
    return bit;
  }
  let at = bit;
  for (let k = pass.from; k <= pass.to; k++) {
    const found = symbolAt(pass.codes, wordAt(view, at));
    at += found & 0xff;
    const [run, size] = [found >> 12, (found >> 8) & 15];
    if (size > 0) {
      k += run;
      at += size;
      setNamed(pass.named, block, k);
    } else if (run === 15) k += 15;
    else {
      pass.run = (1 << run) - 1 + (run > 0 ? wordAt(view, at) >>> (32 - run) : 0);
      return at + run;
    }
  }
  return at;
}

/** One bit more of each that is named, and some that are named now (section G.1.2.3). */
function refine(pass: CoefficientPass, view: DataView, bit: number, block: number): number {
  const { named, from, to } = pass;
  let at = bit;
  let k = from;
  while (pass.run === 0 && k <= to) {
    const found = symbolAt(pass.codes, wordAt(view, at));
    at += found & 0xff;
    let run = found >> 12;
    const isNew = ((found >> 8) & 15) > 0;
    if (isNew) at += 1;
    else if (run < 15) {
      pass.run = (1 << run) + (run > 0 ? wordAt(view, at) >>> (32 - run) : 0);
      at += run;
      break;
    }
    for (; k <= to; k++) {
      if (isNamed(named, block, k)) at += 1;
      else if (--run < 0) break;
    }
    if (isNew) setNamed(named, block, k);
    k += 1;
  }
  if (pass.run === 0) return at;
  pass.run -= 1;
  return at + countNamed(named, block, k, to);
}

function countNamed(named: Uint32Array, block: number, from: number, to: number): number {
  if (named[2 * block] === 0 && named[2 * block + 1] === 0) return 0;
  let count = 0;
  for (let k = from; k <= to; k++) if (isNamed(named, block, k)) count += 1;
  return count;
}
