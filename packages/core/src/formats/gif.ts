import { type Block, type BlockKind, BrokenFormat } from './block.ts';
import { type ByteSource, latin1 } from './byte-source.ts';
import { scanGIF } from './gif-scan.ts';
import type { HeaderFacts } from './image-header.ts';
import { shownSize } from './size.ts';

const HEADER = 13;
const IMAGE = 0x2c;
const EXTENSION = 0x21;
const TRAILER = 0x3b;
const CONTROL = 0xf9;
const PLAIN_TEXT = 0x01;
const COMMENT = 0xfe;
const APPLICATION = 0xff;
const ZEROS = 4096;

// Longer than the service takes; frames are counted by walking over them.
const MOST_WALKED = 32 * 1024 * 1024;

/** Reads a GIF's header, and counts its frames (GIF89a, section 12 and after). */
export async function readGIF(source: ByteSource): Promise<HeaderFacts> {
  const header = await source.read(0, HEADER);
  if (header.byteLength < HEADER) return {};
  if (source.size > MOST_WALKED) {
    const size = shownSize(header.getUint16(6, true), header.getUint16(8, true));
    return { ...size, frames: null, hasAlpha: true };
  }
  const { width, height, frames, hasAlpha, extensions, applications } = await scanGIF(source);
  const labels = [...extensions].filter((label) => label !== APPLICATION);
  const kinds = new Set([
    ...labels.map((label) => kindOf(label, '')),
    ...Array.from(applications, (name) => kindOf(APPLICATION, name)),
  ]);
  const metadata = [...kinds].filter((kind) => kind !== 'image' && kind !== 'profile');
  return { ...shownSize(width, height), frames: Math.max(1, frames), hasAlpha, metadata };
}

interface LabelledBlock extends Block {
  label: number;
}

async function* walk(source: ByteSource): AsyncGenerator<LabelledBlock> {
  const header = await source.read(0, HEADER);
  if (header.byteLength < HEADER) throw new BrokenFormat('This GIF ends within its header.');
  let start = HEADER + colorTable(header.getUint8(10));
  yield { label: 0, kind: 'image', start: 0, end: Math.min(start, source.size) };
  while (start < source.size) {
    const head = await source.read(start, HEADER + 3);
    const label = head.getUint8(0);
    if (label === TRAILER) {
      yield { label, kind: 'image', start, end: start + 1 };
      if (start + 1 < source.size)
        yield { label: 0, kind: 'trailer', start: start + 1, end: source.size };
      return;
    }
    // Some encoders leave zeros between blocks, and browsers pass over them.
    if (label === 0) {
      const end = await endOfZeros(source, start);
      yield { label, kind: 'unknown', start, end };
      start = end;
      continue;
    }
    const block = label === IMAGE ? imageBlock(head) : extensionBlock(head);
    const end = await endOfSubBlocks(source, start + block.before);
    yield { label: block.label, kind: block.kind, start, end };
    start = end;
  }
}

interface BlockStart {
  label: number;
  kind: BlockKind;
  /** Bytes before the sub-blocks. */
  before: number;
}

function imageBlock(head: DataView): BlockStart {
  if (head.byteLength < 10) throw new BrokenFormat('This GIF ends within a frame.');
  // The label, nine bytes of description, perhaps a palette, one byte for the code size.
  return { label: IMAGE, kind: 'image', before: 11 + colorTable(head.getUint8(9)) };
}

function extensionBlock(head: DataView): BlockStart {
  if (head.getUint8(0) !== EXTENSION || head.byteLength < 2) {
    throw new BrokenFormat('This GIF has a block of no known kind.');
  }
  const label = head.getUint8(1);
  const name = latin1(head, 3, 11);
  return { label, kind: kindOf(label, name), before: 2 };
}

/** Applications that change how the picture looks: those that say how often an animation is repeated. */
const NEEDED = /^(?:NETSCAPE2\.0|ANIMEXTS1\.0)/;

function kindOf(label: number, name: string): BlockKind {
  if (label === COMMENT) return 'text';
  if (label === CONTROL || label === PLAIN_TEXT) return 'image';
  if (label !== APPLICATION) return 'unknown';
  if (NEEDED.test(name)) return 'image';
  if (name.startsWith('ICCRGBG1')) return 'profile';
  return name.startsWith('XMP Data') ? 'xmp' : 'unknown';
}

/** Sub-blocks say their length in one byte each; one of length zero is the last. */
async function endOfSubBlocks(source: ByteSource, start: number): Promise<number> {
  let at = start;
  while (at < source.size) {
    const read = source.read(at, 1);
    const length = (read instanceof DataView ? read : await read).getUint8(0);
    at += 1 + length;
    if (length === 0) return at;
  }
  return source.size;
}

async function endOfZeros(source: ByteSource, start: number): Promise<number> {
  for (let at = start; at < source.size; ) {
    const view = await source.read(at, ZEROS);
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    const other = bytes.findIndex((byte) => byte !== 0);
    if (other !== -1) return at + other;
    at += bytes.length;
  }
  return source.size;
}

function colorTable(flags: number): number {
  return flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
}
