import { BrokenFormat } from './block.ts';
import { NotUnderstood } from './rebuild.ts';

/** One of the colours of a JPEG. */
export interface JPEGComponent {
  id: number;
  across: number;
  down: number;
  /** Number of its table of quanta. */
  quanta: number;
  /** Blocks of 8 × 8 that hold pixels. */
  blocksAcross: number;
  blocksDown: number;
  /** Two words for each block: which coefficients a progressive JPEG has named so far. */
  named: Uint32Array;
}

/** What the header of a JPEG says (ITU-T T.81, section B.2.2). */
export interface JPEGFrame {
  isProgressive: boolean;
  components: JPEGComponent[];
  /** Blocks of all components that are interleaved. */
  unitsAcross: number;
  unitsDown: number;
  /** Whether the first scan has all components, so that it is the only one that is shown. */
  isInOneScan: boolean;
}

/** One pass over the pixels (section B.2.3). */
export interface JPEGScan {
  components: { component: JPEGComponent; dc: number; ac: number }[];
  /** First and last coefficient. */
  from: number;
  to: number;
  /** Whether it refines what was said before. */
  isRefinement: boolean;
}

// 512 megapixels in grey. A file that claims more is decoded by a browser, or not at all.
const MOST_BLOCKS = 8 * 1024 * 1024;

/** Reads what stands behind the length of SOF0, SOF1 or SOF2. */
export function readFrame(content: Uint8Array, isProgressive: boolean): JPEGFrame {
  const [precision = 0, h1 = 0, h2 = 0, w1 = 0, w2 = 0, count = 0] = content;
  if (precision !== 8) throw new NotUnderstood('This JPEG does not have eight bits for a colour.');
  const [width, height] = [(w1 << 8) | w2, (h1 << 8) | h2];
  if (width === 0 || height === 0 || count === 0 || count > 4 || content.length < 6 + 3 * count) {
    throw new BrokenFormat('This JPEG has a header that makes no sense.');
  }
  const parts = Array.from({ length: count }, (_, n) => {
    const [id = 0, sampling = 0, quanta = 0] = content.subarray(6 + 3 * n);
    return { id, across: sampling >> 4, down: sampling & 15, quanta };
  });
  if (parts.some(({ across, down }) => across < 1 || across > 4 || down < 1 || down > 4)) {
    throw new BrokenFormat('This JPEG has colours of an impossible size.');
  }
  const widest = Math.max(...parts.map(({ across }) => across));
  const tallest = Math.max(...parts.map(({ down }) => down));
  let blocks = 0;
  const components = parts.map((part) => {
    const blocksAcross = Math.ceil(Math.ceil((width * part.across) / widest) / 8);
    const blocksDown = Math.ceil(Math.ceil((height * part.down) / tallest) / 8);
    blocks += blocksAcross * blocksDown;
    if (blocks > MOST_BLOCKS) throw new NotUnderstood('This JPEG is too large to look through.');
    const named = new Uint32Array(isProgressive ? 2 * blocksAcross * blocksDown : 0);
    return { ...part, blocksAcross, blocksDown, named };
  });
  return {
    isProgressive,
    components,
    unitsAcross: Math.ceil(width / (8 * widest)),
    unitsDown: Math.ceil(height / (8 * tallest)),
    isInOneScan: false,
  };
}

/**
 * Reads what stands behind the length of SOS.
 *
 * @returns `null` where decoders give up.
 */
export function readScan(content: Uint8Array, frame: JPEGFrame): JPEGScan | null {
  const count = content[0] ?? 0;
  if (count < 1 || count > 4 || content.length < 4 + 2 * count) return null;
  const components: JPEGScan['components'] = [];
  for (let n = 0; n < count; n++) {
    const [id, tables = 0] = content.subarray(1 + 2 * n);
    const component = frame.components.find((one) => one.id === id);
    if (!component || components.some((one) => one.component === component)) return null;
    components.push({ component, dc: tables >> 4, ac: tables & 15 });
  }
  const [from = 0, to = 0, bits = 0] = content.subarray(1 + 2 * count);
  if (!frame.isProgressive) return { components, from: 0, to: 63, isRefinement: false };
  const isRight = from === 0 ? to === 0 : from <= to && to <= 63 && count === 1;
  const [high, low] = [bits >> 4, bits & 15];
  if (!isRight || low > 13 || (high > 0 && high !== low + 1)) return null;
  return { components, from, to, isRefinement: high > 0 };
}
