import type { BoolDecoder } from './bool-decoder.ts';

const [AFTER_SUMS, SUMS, COLOURS, ALL] = [0, 1, 2, 3];
// By place in a block, and one behind it: where the probabilities of its band begin (RFC 6386, section 13.3).
const BANDS = Uint16Array.from(
  [0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0].map((band) => 33 * band),
);
const TYPE = 264;
const CONTEXT = 11;
// Of the bits that are added to large values (section 13.2).
const EXTRA = [
  [173, 148, 140],
  [176, 155, 140, 135],
  [180, 157, 141, 134, 130],
  [254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129],
].map((bits) => Uint8Array.from(bits));
const NONE = new Uint8Array(0);

/** Where in the contexts of a block the brightness, each colour, and the sums of brightness begin. */
const [BLUE, RED, SUM, CONTEXTS] = [4, 6, 8, 9];

/** Passes over the coefficients of blocks (RFC 6386, section 13). */
export class LossyTokens {
  readonly #tokens: Uint8Array;
  /** Whether the blocks above and to the left have coefficients. */
  readonly #above: Uint8Array;
  readonly #left = new Uint8Array(CONTEXTS);

  constructor(tokens: Uint8Array, columns: number) {
    this.#tokens = tokens;
    this.#above = new Uint8Array(CONTEXTS * columns);
  }

  startRow(): void {
    this.#left.fill(0);
  }

  /** Passes over a block that has none. */
  skipEmpty(x: number, isSplit: boolean): void {
    // The sums are those of the last block that has them.
    const count = isSplit ? SUM : CONTEXTS;
    this.#above.fill(0, CONTEXTS * x, CONTEXTS * x + count);
    this.#left.fill(0, 0, count);
  }

  skip(decoder: BoolDecoder, x: number, isSplit: boolean): void {
    const at = CONTEXTS * x;
    if (!isSplit) this.#square(decoder, SUMS, at + SUM, SUM, 1);
    this.#square(decoder, isSplit ? ALL : AFTER_SUMS, at, 0, 4);
    this.#square(decoder, COLOURS, at + BLUE, BLUE, 2);
    this.#square(decoder, COLOURS, at + RED, RED, 2);
  }

  #square(decoder: BoolDecoder, type: number, above: number, left: number, side: number): void {
    const first = type === AFTER_SUMS ? 1 : 0;
    for (let y = left; y < left + side; y++) {
      let before = this.#left[y] ?? 0;
      for (let x = above; x < above + side; x++) {
        const context = before + (this.#above[x] ?? 0);
        before = this.#block(decoder, TYPE * type, context, first) > first ? 1 : 0;
        this.#above[x] = before;
      }
      this.#left[y] = before;
    }
  }

  /** Returns where the last coefficient ends that is not 0. */
  #block(decoder: BoolDecoder, from: number, context: number, first: number): number {
    const tokens = this.#tokens;
    let at = from + (BANDS[first] ?? 0) + CONTEXT * context;
    for (let n = first; n < 16; ) {
      if (decoder.bit(tokens[at] ?? 0) === 0) return n;
      while (decoder.bit(tokens[at + 1] ?? 0) === 0) {
        n += 1;
        if (n === 16) return 16;
        at = from + (BANDS[n] ?? 0);
      }
      const isLarge = decoder.bit(tokens[at + 2] ?? 0);
      if (isLarge) skipLarge(decoder, tokens, at);
      // The sign.
      decoder.bit(128);
      n += 1;
      at = from + (BANDS[n] ?? 0) + CONTEXT * (1 + isLarge);
    }
    return 16;
  }
}

function skipLarge(decoder: BoolDecoder, tokens: Uint8Array, at: number): void {
  if (decoder.bit(tokens[at + 3] ?? 0) === 0) {
    if (decoder.bit(tokens[at + 4] ?? 0)) decoder.bit(tokens[at + 5] ?? 0);
    return;
  }
  if (decoder.bit(tokens[at + 6] ?? 0) === 0) {
    if (decoder.bit(tokens[at + 7] ?? 0) === 0) decoder.bit(159);
    else {
      decoder.bit(165);
      decoder.bit(145);
    }
    return;
  }
  const high = decoder.bit(tokens[at + 8] ?? 0);
  const low = decoder.bit(tokens[at + 9 + high] ?? 0);
  for (const probability of EXTRA[2 * high + low] ?? NONE) decoder.bit(probability);
}
