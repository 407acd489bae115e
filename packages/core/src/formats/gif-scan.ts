import { BrokenFormat } from './block.ts';
import type { ByteSource } from './byte-source.ts';

/** What a look at all blocks of a GIF shows. */
export interface GIFScan {
  /** Pixels of the screen, or of the first frame where there is no screen. */
  width: number;
  height: number;
  frames: number;
  /** Whether a frame has a transparent color. */
  hasAlpha: boolean;
  /** Bytes of the first frame's compressed pixels. */
  firstFrame: number;
  /** Whether the end of the first frame's pixels is there. */
  isFirstWhole: boolean;
  /** Extensions by their label, and the names of applications in `FF`. */
  extensions: Set<number>;
  applications: Set<string>;
}

const WINDOW = 64 * 1024;
const HEADER = 13;
const IMAGE = 0x2c;
const EXTENSION = 0x21;
const CONTROL = 0xf9;
const APPLICATION = 0xff;
const NAME = 11;
const MOST_NAMES = 100;

/**
 * Steps over all blocks of a GIF (GIF89a, section 12 and after), millions of tiny ones included, without
 * waiting or allocating for any of them. Zeros between blocks are passed over, as browsers do; it ends at
 * the trailer, or where no block begins.
 *
 * @throws BrokenFormat when the file ends within its header.
 */
export async function scanGIF(source: ByteSource): Promise<GIFScan> {
  const header = await source.read(0, HEADER);
  if (header.byteLength < HEADER) throw new BrokenFormat('This GIF ends within its header.');
  const scanner = new Scanner(header);
  let at = HEADER;
  while (at < source.size && !scanner.isOver) {
    const view = await source.read(at, WINDOW);
    if (view.byteLength === 0) break;
    at += scanner.push(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }
  return scanner.result;
}

/** What the next byte is. */
type Next = 'block' | 'label' | 'frame' | 'code size' | 'length';

class Scanner {
  readonly result: GIFScan;
  isOver = false;
  #next: Next = 'block';
  /** Bytes that are passed over before that. */
  #skip: number;
  /** Label of the extension that is open; that of an image stands for its pixels. */
  #label = 0;
  #isFirstPiece = false;

  constructor(header: DataView) {
    this.result = {
      width: header.getUint16(6, true),
      height: header.getUint16(8, true),
      frames: 0,
      hasAlpha: false,
      firstFrame: 0,
      isFirstWhole: false,
      extensions: new Set(),
      applications: new Set(),
    };
    this.#skip = paletteLength(header.getUint8(10));
  }

  /** Takes the next bytes of the file. @returns how many of them are not needed again. */
  push(bytes: Uint8Array): number {
    let at = 0;
    while (at < bytes.length && !this.isOver) {
      if (this.#skip > 0) {
        // What reaches over the end of these bytes is passed over with the next ones.
        const skipped = Math.min(this.#skip, bytes.length - at);
        this.#skip -= skipped;
        at += skipped;
        continue;
      }
      const used = this.#step(bytes, at);
      if (used === 0) return at === 0 ? this.#give(bytes) : at;
      at += used;
    }
    return at;
  }

  /** The file ends within a block's head. */
  #give(bytes: Uint8Array): number {
    this.isOver = true;
    return bytes.length;
  }

  /** Takes one thing. @returns its length, or 0 where not all of it is there. */
  #step(bytes: Uint8Array, at: number): number {
    const byte = bytes[at] ?? 0;
    switch (this.#next) {
      case 'block':
        if (byte === EXTENSION) this.#next = 'label';
        else if (byte === IMAGE) this.#next = 'frame';
        else this.isOver = byte !== 0;
        return 1;
      case 'label':
        this.#open(byte);
        return 1;
      case 'frame':
        return this.#openFrame(bytes, at);
      case 'code size':
        this.#open(IMAGE);
        return 1;
      case 'length':
        return this.#piece(bytes, at, byte);
    }
  }

  #open(label: number): void {
    this.#label = label;
    this.#isFirstPiece = true;
    this.#next = 'length';
    if (label !== IMAGE) this.result.extensions.add(label);
  }

  #openFrame(bytes: Uint8Array, at: number): number {
    if (at + 9 > bytes.length) return 0;
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, 9);
    const { result } = this;
    result.frames += 1;
    if (result.frames === 1 && (result.width === 0 || result.height === 0)) {
      result.width = view.getUint16(4, true);
      result.height = view.getUint16(6, true);
    }
    this.#skip = paletteLength(view.getUint8(8));
    this.#next = 'code size';
    return 9;
  }

  /** A piece says its length in one byte; one of length zero is the last. */
  #piece(bytes: Uint8Array, at: number, length: number): number {
    const { result } = this;
    if (length === 0) {
      if (this.#label === IMAGE && result.frames === 1) result.isFirstWhole = true;
      this.#next = 'block';
      return 1;
    }
    if (this.#isFirstPiece && this.#label !== IMAGE) {
      if (at + 1 + length > bytes.length && at > 0) return 0;
      this.#readFirst(bytes.subarray(at + 1, at + 1 + length));
    }
    if (this.#label === IMAGE && result.frames === 1) {
      result.firstFrame += Math.min(length, bytes.length - at - 1);
    }
    this.#isFirstPiece = false;
    this.#skip = length;
    return 1;
  }

  #readFirst(piece: Uint8Array): void {
    const { result } = this;
    if (this.#label === CONTROL) result.hasAlpha ||= ((piece[0] ?? 0) & 1) === 1;
    if (this.#label !== APPLICATION || result.applications.size >= MOST_NAMES) return;
    result.applications.add(String.fromCharCode(...piece.subarray(0, NAME)));
  }
}

function paletteLength(flags: number): number {
  return flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
}
