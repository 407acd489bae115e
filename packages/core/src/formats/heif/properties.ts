import { BrokenFormat } from '../block.ts';
import { copyOf, latin1 } from '../byte-source.ts';
import { rebuildColourProfile } from '../colour-profile-rebuild.ts';
import { readAV1C } from './av1.ts';
import { type Bytes, box, text, uint } from './box-writer.ts';
import { type Box, partOf } from './boxes.ts';
import { readHVCC } from './hevc.ts';
import { ALPHA, auxiliaryType } from './shown-items.ts';

/** Writes a property anew, from the content of the old one. `null` leaves it out. */
type Rewrite = (content: DataView) => Bytes | null;

/** Keeps so many bytes, behind version and flags of zero. */
const table =
  (length: number): Rewrite =>
  (content) => [uint(4, 0), bytesOf(content, 4, length)];

/** Keeps so many bytes. */
const plain =
  (length: number): Rewrite =>
  (content) =>
    bytesOf(content, 0, length);

/** Keeps the lower bits of one byte. */
const bits =
  (mask: number): Rewrite =>
  (content) =>
    uint(1, content.getUint8(0) & mask);

/**
 * The properties that are kept, and exactly which bytes of them (ISO/IEC 23008-12 section 6.5, 14496-12
 * section 12.1, AV1-AVIF section 2.3). They also describe the samples of a track.
 */
const PROPERTIES: Readonly<Record<string, Rewrite>> = {
  ispe: table(8),
  pixi: (content) => {
    const channels = content.getUint8(4);
    return channels > 4 ? null : [uint(4, 0), bytesOf(content, 4, 1 + channels)];
  },
  colr: colours,
  hvcC: (content) => readHVCC(content).bytes,
  av1C: (content) => readAV1C(content).bytes,
  irot: bits(3),
  imir: bits(1),
  clap: plain(32),
  pasp: plain(8),
  rloc: table(8),
  clli: plain(4),
  mdcv: plain(24),
  amve: plain(8),
  a1op: bits(31),
  lsel: plain(2),
  a1lx: (content) => bytesOf(content, 0, content.getUint8(0) & 1 ? 13 : 7),
  auxC: (content) => nameOfAlpha(content),
  /** Of tracks alone. */
  auxi: (content) => nameOfAlpha(content),
  ccst: (content) => [uint(4, 0, content.getUint32(4) & 0xffc00000)],
};

/** Properties that say what to do with the decoded pixels, or how to find them. */
const CHANGES_PIXELS: ReadonlySet<string> = new Set([
  'irot',
  'imir',
  'clap',
  'a1op',
  'lsel',
  'a1lx',
]);

/**
 * Writes a property with nothing but the bytes that its definition allows.
 *
 * @returns `null` where the image does not need it.
 * @throws BrokenFormat where it breaks off.
 */
export function rebuildProperty(view: DataView, { type, start, end }: Box): Uint8Array | null {
  const rewrite = PROPERTIES[type];
  if (!rewrite) return null;
  const content = new DataView(view.buffer, view.byteOffset + start, end - start);
  try {
    const written = rewrite(content);
    return written && box(type, written);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new BrokenFormat(`The property "${type}" breaks off.`);
  }
}

/** Returns the types of the properties that are kept. */
export function propertyTypes(): string[] {
  return Object.keys(PROPERTIES);
}

/** Whether a property may not be described twice, even in the same words. */
export function changesPixels(type: string): boolean {
  return CHANGES_PIXELS.has(type);
}

function bytesOf(content: DataView, offset: number, length: number): Uint8Array<ArrayBuffer> {
  return copyOf(partOf(content, offset, length));
}

/** Colours by number (ITU-T H.273), or by an ICC profile. */
function colours(content: DataView): Bytes | null {
  const type = latin1(content, 0, 4);
  if (type === 'nclx') return [bytesOf(content, 0, 10), uint(1, content.getUint8(10) & 0x80)];
  if (type !== 'prof' && type !== 'rICC') return null;
  const profile = rebuildColourProfile(partOf(content, 4, content.byteLength - 4));
  return profile && [text('prof'), profile];
}

/** What else may follow the name is for decoders of depth. */
function nameOfAlpha(content: DataView): Bytes | null {
  const name = auxiliaryType(content, { start: 0, end: content.byteLength });
  return ALPHA.has(name) ? [uint(4, 0), text(`${name}\0`)] : null;
}
