import { BrokenFormat } from './block.ts';
import { type ByteSource, latin1 } from './byte-source.ts';
import { walkLZW } from './lzw-walk.ts';
import { addUsed, clearUnused } from './palette.ts';
import type { Part, Stretch } from './rebuild.ts';
import type { StripLevel } from './strip-level.ts';

const HEADER = 13;
const DESCRIPTION = 10;
const [IMAGE, EXTENSION, TRAILER] = [0x2c, 0x21, 0x3b];
const [CONTROL, COMMENT, APPLICATION] = [0xf9, 0xfe, 0xff];
const LABEL = 11;
const LOOPS = /^(?:NETSCAPE2\.0|ANIMEXTS1\.0)$/;

/** What the blocks of a GIF are reduced to; the privacy page is made of it. */
export const GIF_BLOCKS: readonly (readonly [block: string, kept: string])[] = [
  ['header', '13 bytes'],
  ['palettes', 'the colours that the frames use; the others become zeros'],
  ['frames', 'up to the last pixel'],
  ['graphic control', '4 bytes, right before its frame'],
  ['application "NETSCAPE2.0", "ANIMEXTS1.0"', 'how often the animation repeats: 3 bytes'],
  ['trailer', '1 byte'],
];

/** A palette in the file, and which of its colours are used. */
interface Palette extends Stretch {
  used: Uint8Array;
}

/** Rebuilds a GIF frame by frame. */
export async function* rebuildGIF(source: ByteSource, level: StripLevel): AsyncGenerator<Part> {
  const view = await source.read(0, source.size);
  const file = new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset, view.byteLength);
  if (file.length < HEADER) throw new BrokenFormat('This GIF ends within its header.');
  const rebuild = new GIFRebuild(view, file, level === 'location');
  rebuild.run();
  for (const part of rebuild.parts) yield part();
}

class GIFRebuild {
  /** Made when all frames were looked at, since any of them may use a colour. */
  readonly parts: (() => Part)[] = [];
  readonly #view: DataView;
  readonly #file: Uint8Array<ArrayBuffer>;
  readonly #keepsComments: boolean;
  readonly #global: Palette;
  #control: Part | null = null;
  #frames = 0;
  readonly #palettes: Palette[] = [];
  /** All colours that some frame uses. */
  readonly #colours = new Set<number>();

  constructor(view: DataView, file: Uint8Array<ArrayBuffer>, keepsComments: boolean) {
    this.#view = view;
    this.#file = file;
    this.#keepsComments = keepsComments;
    this.#global = this.#paletteAt(HEADER, file[10] ?? 0);
    // The background.
    this.#global.used[file[11] ?? 0] = 1;
  }

  #keep(part: Part): void {
    this.parts.push(() => part);
  }

  run(): void {
    const file = this.#file;
    this.#keep({ start: 0, end: HEADER });
    this.#keepPalette(this.#global);
    let at = this.#global.end;
    while (at < file.length) {
      const label = file[at];
      // Some writers leave an end of sub-blocks too many.
      if (label === 0) at += 1;
      else if (label === IMAGE) at = this.#frame(at);
      else if (label === EXTENSION && at + 2 < file.length) at = this.#extension(at);
      else break;
    }
    for (const { start, end, used } of [this.#global, ...this.#palettes]) {
      addUsed(file.subarray(start, end), used, this.#colours);
    }
    if (this.#frames === 0) throw new BrokenFormat('This GIF has no frames.');
    if (file[at] === TRAILER) this.#keep({ start: at, end: at + 1 });
    else if (at < file.length) this.#keep(Uint8Array.of(TRAILER));
  }

  #paletteAt(start: number, flags: number): Palette {
    const length = flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
    const end = Math.min(start + length, this.#file.length);
    return { start, end, used: new Uint8Array(256) };
  }

  #keepPalette(palette: Palette): void {
    this.parts.push(() => {
      const { start, end, used } = palette;
      const bytes = this.#file.slice(start, end);
      clearUnused(bytes, used, this.#colours);
      return bytes;
    });
  }

  /** @returns where the next block begins. */
  #frame(start: number): number {
    const file = this.#file;
    if (start + DESCRIPTION >= file.length) return file.length;
    const flags = file[start + 9] ?? 0;
    const palette = this.#paletteAt(start + DESCRIPTION, flags);
    const size = file[palette.end] ?? 0;
    if (palette.end >= file.length) return file.length;
    if (this.#control) this.#keep(this.#control);
    this.#control = null;
    this.#frames += 1;
    this.#keep({ start, end: palette.start });
    this.#keepPalette(palette);
    this.#palettes.push(palette);
    this.#keep({ start: palette.end, end: palette.end + 1 });
    const pixels = this.#view.getUint16(start + 5, true) * this.#view.getUint16(start + 7, true);
    return this.#pixels(palette.end + 1, size, pixels, flags & 0x80 ? palette : this.#global);
  }

  #pixels(start: number, size: number, pixels: number, { used }: Palette): number {
    const blocks = this.#subBlocks(start);
    const end = this.#endOf(blocks, start);
    // More than eight bits are no colour, and decoders show nothing of the frame.
    if (size < 1 || size > 8) {
      this.#keep(Uint8Array.of(0));
      return end;
    }
    const walked = walkLZW(this.#joined(blocks), size, pixels, used);
    if (!walked.isWhole) used.fill(1);
    let left = walked.end;
    for (const block of blocks) {
      const length = block.end - block.start - 1;
      if (left >= length) this.#keep(block);
      else if (left > 0) this.#keep(this.#shortened(block, left));
      left -= Math.min(left, length);
    }
    if ((blocks.at(-1)?.end ?? start) < end) this.#keep({ start: end - 1, end });
    return end;
  }

  /** Each with its length before it. The last may break off. */
  #subBlocks(start: number): Stretch[] {
    const blocks: Stretch[] = [];
    for (let at = start; at < this.#file.length; ) {
      const length = this.#file[at] ?? 0;
      if (length === 0) break;
      const end = Math.min(at + 1 + length, this.#file.length);
      blocks.push({ start: at, end });
      at = end;
    }
    return blocks;
  }

  /** Behind the zero that ends sub-blocks. */
  #endOf(blocks: readonly Stretch[], start: number): number {
    return Math.min((blocks.at(-1)?.end ?? start) + 1, this.#file.length);
  }

  #joined(blocks: readonly Stretch[]): Uint8Array {
    const bytes = new Uint8Array(blocks.reduce((sum, { start, end }) => sum + end - start - 1, 0));
    let at = 0;
    for (const { start, end } of blocks) {
      bytes.set(this.#file.subarray(start + 1, end), at);
      at += end - start - 1;
    }
    return bytes;
  }

  #shortened({ start }: Stretch, length: number): Uint8Array<ArrayBuffer> {
    const bytes = this.#file.slice(start, start + 1 + length);
    bytes[0] = length;
    return bytes;
  }

  #extension(start: number): number {
    const label = this.#file[start + 1];
    const blocks = this.#subBlocks(start + 2);
    const end = this.#endOf(blocks, start + 2);
    const [first, second] = blocks;
    if (!first) return end;
    const length = first.end - first.start - 1;
    if (label === COMMENT && this.#keepsComments) this.#keep({ start, end });
    else if (label === CONTROL && length >= 4) this.#control = this.#controlAt(start);
    else if (label === APPLICATION && length === LABEL && second) this.#loop(start, second);
    return end;
  }

  #controlAt(start: number): Uint8Array<ArrayBuffer> {
    const bytes = this.#file.slice(start, start + 8);
    bytes[2] = 4;
    bytes[7] = 0;
    return bytes;
  }

  /** How often an animation repeats. */
  #loop(start: number, second: Stretch): void {
    const name = latin1(this.#view, start + 3, LABEL);
    if (!LOOPS.test(name) || second.end - second.start < 4) return;
    if (((this.#file[second.start + 1] ?? 0) & 7) !== 1) return;
    const bytes = new Uint8Array(19);
    bytes.set(this.#file.subarray(start, start + 3 + LABEL));
    bytes.set([3, 1], 14);
    bytes.set(this.#file.subarray(second.start + 2, second.start + 4), 16);
    this.#keep(bytes);
  }
}
