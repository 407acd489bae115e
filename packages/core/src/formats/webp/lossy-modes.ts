import type { LossyFrame } from './lossy-header.ts';
import { MODES } from './lossy-probabilities.ts';

// What a prediction of 16 by 16 pixels counts as where those of 4 by 4 are next to it.
const [FLAT, MOTION, VERTICAL, HORIZONTAL] = [0, 1, 2, 3];
// Two branches each: the next place in the tree, or a mode, which is 0 or less (RFC 6386, section 11.2).
const TREE = Int8Array.from([0, 2, -1, 4, -2, 6, 8, 12, -3, 10, -5, -6, -4, 14, -7, 16, -8, -9]);
const PLACES = 9;

/** Reads how blocks are predicted, row by row (RFC 6386, sections 10 and 11). */
export class LossyModes {
  /** By column: whether a block has no coefficients. */
  readonly isSkipped: Uint8Array;
  /** By column: whether a block is predicted in parts of 4 by 4 pixels. */
  readonly isSplit: Uint8Array;
  readonly #frame: LossyFrame;
  readonly #above: Uint8Array;
  readonly #left = new Uint8Array(4);

  constructor(frame: LossyFrame) {
    this.#frame = frame;
    this.isSkipped = new Uint8Array(frame.columns);
    this.isSplit = new Uint8Array(frame.columns);
    this.#above = new Uint8Array(4 * frame.columns);
  }

  readRow(): void {
    const { modes, segments, skip, columns } = this.#frame;
    this.#left.fill(FLAT);
    for (let x = 0; x < columns; x++) {
      if (segments) modes.bit(segments[modes.bit(segments[0] ?? 255) + 1] ?? 255);
      if (skip !== null) this.isSkipped[x] = modes.bit(skip);
      const isSplit = modes.bit(145) === 0;
      this.isSplit[x] = isSplit ? 1 : 0;
      if (isSplit) this.#split(4 * x);
      else this.#whole(4 * x);
      // Colours.
      if (modes.bit(142) && modes.bit(114)) modes.bit(183);
    }
  }

  #whole(x: number): void {
    const { modes } = this.#frame;
    const mode = modes.bit(156)
      ? modes.bit(128)
        ? MOTION
        : HORIZONTAL
      : modes.bit(163)
        ? VERTICAL
        : FLAT;
    this.#above.fill(mode, x, x + 4);
    this.#left.fill(mode);
  }

  #split(x: number): void {
    const { modes } = this.#frame;
    for (let row = 0; row < 4; row++) {
      let mode = this.#left[row] ?? 0;
      for (let column = x; column < x + 4; column++) {
        const from = PLACES * (10 * (this.#above[column] ?? 0) + mode);
        let branch = 0;
        do {
          branch = TREE[branch + modes.bit(MODES[from + (branch >> 1)] ?? 0)] ?? 0;
        } while (branch > 0);
        mode = -branch;
        this.#above[column] = mode;
      }
      this.#left[row] = mode;
    }
  }
}
