/** What was found in the pixels of a frame. */
export interface WalkedFrame {
  /** Where they end, in bytes. */
  end: number;
  isWhole: boolean;
}

const MOST_CODES = 4096;
const LONGEST_CODE = 12;

/**
 * Walks through the codes of a GIF's frame (GIF89a, appendix F). A string is made of colours that were named
 * before, so that only codes of single colours tell which are used, and only lengths are to be remembered.
 *
 * @param size - Bits of a colour.
 * @param pixels - Pixels of the frame.
 * @param used - Gets a 1 for each colour that occurs.
 */
export function walkLZW(
  data: Uint8Array,
  size: number,
  pixels: number,
  used: Uint8Array,
): WalkedFrame {
  const clear = 1 << size;
  const lengths = new Uint32Array(MOST_CODES);
  lengths.fill(1, 0, clear);
  let [width, next, previous, left, bit] = [size + 1, clear + 2, -1, pixels, 0];
  for (;;) {
    if (bit + width > 8 * data.length) return { end: data.length, isWhole: left <= 0 };
    const code = codeAt(data, bit, width);
    // Decoders stop when all is painted; the code that says so is kept where it follows.
    if (left <= 0 && code !== clear + 1) return { end: (bit + 7) >> 3, isWhole: true };
    bit += width;
    if (code === clear + 1) return { end: (bit + 7) >> 3, isWhole: left <= 0 };
    if (code === clear) {
      [width, next, previous] = [size + 1, clear + 2, -1];
      continue;
    }
    const isKnown = code < next && (previous !== -1 || code < clear);
    if (!isKnown && (code !== next || previous === -1)) {
      return { end: (bit + 7) >> 3, isWhole: false };
    }
    if (code < clear) used[code] = 1;
    const longer = previous === -1 ? 0 : (lengths[previous] ?? 0) + 1;
    left -= isKnown ? (lengths[code] ?? 0) : longer;
    if (previous !== -1 && next < MOST_CODES) {
      lengths[next] = longer;
      next += 1;
      if (next === 1 << width && width < LONGEST_CODE) width += 1;
    }
    previous = code;
  }
}

function codeAt(data: Uint8Array, bit: number, width: number): number {
  const at = bit >> 3;
  const word = (data[at] ?? 0) | ((data[at + 1] ?? 0) << 8) | ((data[at + 2] ?? 0) << 16);
  return (word >> (bit & 7)) & ((1 << width) - 1);
}
