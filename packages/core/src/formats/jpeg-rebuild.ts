import { BrokenFormat } from './block.ts';
import { type ByteSource, latin1 } from './byte-source.ts';
import { rebuildColourProfile } from './colour-profile-rebuild.ts';
import { rebuildExif } from './exif-rebuild.ts';
import { exifSegment, readJPEG } from './jpeg.ts';
import { createEntropyReader, type EntropyReader } from './jpeg-entropy.ts';
import { type JPEGFrame, type JPEGScan, readFrame, readScan } from './jpeg-frame.ts';
import { sequentialPass, unitsOf } from './jpeg-pass.ts';
import { progressivePass } from './jpeg-progressive.ts';
import { walkScan } from './jpeg-scan.ts';
import { JPEGTables } from './jpeg-tables.ts';
import { NotUnderstood, type Part } from './rebuild.ts';
import type { StripLevel } from './strip-level.ts';

const [SOI, EOI, SOS, DQT, DHT, DRI] = [0xd8, 0xd9, 0xda, 0xdb, 0xc4, 0xdd];
const [APP0, APP1, APP2, APP14, COM] = [0xe0, 0xe1, 0xe2, 0xee, 0xfe];
const JFIF_LENGTH = 18;
const ADOBE_LENGTH = 16;
const PROFILE_LABEL = 'ICC_PROFILE\0';
// Two bytes of length, and the label with the number of the chunk and of all.
const AROUND_PROFILE = 16;
const LONGEST_SEGMENT = 65_533;
// Of a file that says more of its pixels again and again, a browser makes an end.
const MOST_UNITS = 2 ** 28;

/** What the blocks of a JPEG are reduced to; the privacy page is made of it. */
export const JPEG_BLOCKS: readonly (readonly [block: string, kept: string])[] = [
  ['SOI, EOI', 'whole'],
  ['APP0 "JFIF"', '14 bytes: version and density'],
  ['APP1 "Exif"', 'the orientation, where it is not upright'],
  ['APP2 "ICC_PROFILE"', 'the profile, reduced to what colours need'],
  ['APP14 "Adobe"', '12 bytes, of which one says how colours are coded'],
  ['DQT, DHT', 'the tables that a scan uses'],
  ['SOF0, SOF1, SOF2', 'sizes and components'],
  ['DRI', '2 bytes'],
  ['SOS', 'the header without what is too long, and the pixels up to the last that is shown'],
];

interface Segment {
  marker: number;
  start: number;
  /** Where its content begins: behind its length. */
  content: number;
  end: number;
}

/**
 * Rebuilds a JPEG: its pixels are walked through as a decoder does, so that nothing is cut off that is
 * shown, and nothing kept that is not.
 */
export async function* rebuildJPEG(source: ByteSource, level: StripLevel): AsyncGenerator<Part> {
  const view = await source.read(0, source.size);
  const { orientation = 1 } = await readJPEG(source);
  const file = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const exif = (tiff: DataView) => rebuildExif(tiff, level, orientation);
  const walk = new Walk(view, file, level === 'location', exif);
  walk.run();
  for (const part of walk.parts) yield* part();
}

class Walk {
  /** Made once the whole file was looked at, and it is known what is used of each block. */
  readonly parts: (() => Part[])[] = [];
  readonly #view: DataView;
  readonly #file: Uint8Array;
  readonly #reader: EntropyReader;
  readonly #keepsComments: boolean;
  readonly #exif: (tiff: DataView) => Uint8Array | null;
  readonly #tables = new JPEGTables();
  readonly #profile: Segment[] = [];
  #frame: JPEGFrame | null = null;
  #restarts: { units: number; isUsed: boolean } = { units: 0, isUsed: false };
  #adobe: number | null = null;
  #hasJFIF = false;
  #hasExif = false;
  #scans = 0;
  #units = 0;

  constructor(
    view: DataView,
    file: Uint8Array,
    keepsComments: boolean,
    exif: (tiff: DataView) => Uint8Array | null,
  ) {
    this.#view = view;
    this.#file = file;
    this.#reader = createEntropyReader(file);
    this.#keepsComments = keepsComments;
    this.#exif = exif;
  }

  run(): void {
    this.#keep({ start: 0, end: 2 });
    let at = 2;
    let hasEnd = false;
    while (!hasEnd && !this.#isComplete()) {
      const segment = this.#segmentAt(this.#reader.nextMarker(at));
      if (!segment) break;
      at = segment.start;
      hasEnd = segment.marker === EOI;
      if (hasEnd || (segment.marker === SOI && this.#scans > 0)) break;
      const end = segment.marker === SOS ? this.#addScan(segment) : this.#add(segment);
      if (end === null) break;
      at = end;
    }
    this.#finish(at, hasEnd);
  }

  /** The marker at an offset with what belongs to it, or `null` where the file ends. */
  #segmentAt(start: number): Segment | null {
    const marker = this.#file[start + 1];
    if (marker === undefined) return null;
    if (isBare(marker)) return { marker, start, content: start + 2, end: start + 2 };
    if (start + 4 > this.#file.length) return null;
    const end = start + 2 + this.#view.getUint16(start + 2);
    const isRight = end >= start + 4 && end <= this.#file.length;
    if (isRight) return { marker, start, content: start + 4, end };
    // What breaks off cannot be used, nor what no standard knows.
    return { marker: 0, start, content: start + 2, end: start + 2 };
  }

  #keep(part: Part): void {
    this.parts.push(() => [part]);
  }

  /** One scan is all that is shown of a JPEG whose scan has all colours, and whose bits come at once. */
  #isComplete(): boolean {
    const frame = this.#frame;
    return this.#scans > 0 && frame !== null && !frame.isProgressive && frame.isInOneScan;
  }

  /** Puts an end where there was one, or where there is room for one in place of what is left out. */
  #finish(at: number, hasEnd: boolean): void {
    if (this.#scans === 0) throw new BrokenFormat('This JPEG ends before its pixels.');
    if (hasEnd) this.#keep({ start: at, end: at + 2 });
    else if (this.#file.length - at >= 2) this.#keep(Uint8Array.of(0xff, EOI));
  }

  /** @returns where the next segment may begin, or `null` where decoders end. */
  #add(segment: Segment): number | null {
    const { marker, start, end } = segment;
    if (marker === DQT || marker === DHT) {
      const definitions = this.#tables.add(marker, this.#file, segment);
      if (definitions) this.parts.push(() => this.#tables.write(marker, segment, definitions));
      else return this.#giveUp('a table of an impossible length');
    } else if (marker === DRI) this.#addRestarts(segment);
    else if (isFrame(marker)) return this.#addFrame(segment);
    else if (marker === COM && this.#keepsComments) this.#keep({ start, end });
    // What comes behind the first pixels is not looked at by decoders.
    else if (this.#scans === 0) this.#addApplication(segment);
    return end;
  }

  #giveUp(reason: string): null {
    if (this.#scans === 0) throw new BrokenFormat(`This JPEG has ${reason}.`);
    return null;
  }

  #addRestarts({ start, content, end }: Segment): void {
    if (end - content < 2) return;
    const restarts = { units: this.#view.getUint16(content), isUsed: false };
    this.#restarts = restarts;
    this.parts.push(() => {
      if (!restarts.isUsed) return [];
      const isExact = end - content === 2;
      return isExact
        ? [{ start, end }]
        : [withLength(DRI, this.#file.subarray(content, content + 2))];
    });
  }

  #addFrame(segment: Segment): number | null {
    const { marker, start, content, end } = segment;
    if (this.#frame) return this.#giveUp('two headers');
    if (marker > 0xc2) throw new NotUnderstood('This JPEG is of a rare kind.');
    const frame = readFrame(this.#file.subarray(content, end), marker === 0xc2);
    this.#frame = frame;
    const length = 6 + 3 * frame.components.length;
    if (end - content === length) this.#keep({ start, end });
    else this.#keep(withLength(marker, this.#file.subarray(content, content + length)));
    return end;
  }

  #addApplication(segment: Segment): void {
    const { marker, content, end } = segment;
    const label = latin1(this.#view, content, Math.min(14, end - content));
    if (marker === APP0 && label.startsWith('JFIF\0')) this.#addJFIF(segment);
    else if (marker === APP1 && label.startsWith('Exif\0')) this.#addExif(segment);
    else if (marker === APP14 && label.startsWith('Adobe')) this.#addAdobe(segment);
    else if (marker === APP2 && label.startsWith(PROFILE_LABEL) && end - content >= 14) {
      this.#profile.push(segment);
      if (this.#profile.length === 1) this.parts.push(() => this.#profileParts());
    }
  }

  /** Without the thumbnail that it may have, in raw pixels, and what else makes it longer. */
  #addJFIF({ start, content, end }: Segment): void {
    if (this.#hasJFIF || end - content < 14) return;
    this.#hasJFIF = true;
    const bytes = Uint8Array.from(this.#file.subarray(start, start + JFIF_LENGTH));
    bytes.set([0, JFIF_LENGTH - 2], 2);
    bytes.set([0, 0], JFIF_LENGTH - 2);
    this.#keep(bytes);
  }

  #addExif({ content, end }: Segment): void {
    if (this.#hasExif || end - content < 6) return;
    const tiff = new DataView(
      this.#view.buffer,
      this.#view.byteOffset + content + 6,
      end - content - 6,
    );
    const kept = this.#exif(tiff);
    if (!kept) return;
    this.#hasExif = true;
    this.#keep(exifSegment(kept));
  }

  /** Says which colours the numbers mean; without it, CMYK and RGB images look wrong. */
  #addAdobe({ content, end }: Segment): void {
    if (end - content < 12) return;
    const isFirst = this.#adobe === null;
    // Decoders believe the last one.
    this.#adobe = this.#file[content + 11] ?? 0;
    if (isFirst) this.parts.push(() => [this.#adobePart()]);
  }

  #adobePart(): Part {
    const bytes = new Uint8Array(ADOBE_LENGTH);
    // "Adobe", version 100, no flags.
    bytes.set([0xff, APP14, 0, ADOBE_LENGTH - 2, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100]);
    // Decoders take what they do not know for the usual way.
    const isCMYK = this.#frame?.components.length === 4;
    const transform = this.#adobe ?? 0;
    bytes[ADOBE_LENGTH - 1] = transform === 0 ? 0 : isCMYK ? 2 : 1;
    return bytes;
  }

  /** The chunks of the profile, where all are there once, in one profile that makes sense. */
  #profileParts(): Part[] {
    const count = this.#file[(this.#profile[0]?.content ?? 0) + 13] ?? 0;
    const chunks: Uint8Array[] = [];
    for (const { content, end } of this.#profile) {
      const [number = 0, of] = this.#file.subarray(content + 12);
      if (of !== count || number < 1 || number > count || chunks[number - 1]) return [];
      chunks[number - 1] = this.#file.subarray(content + 14, end);
    }
    if (this.#profile.length !== count) return [];
    const profile = rebuildColourProfile(joined(chunks));
    return profile ? profileSegments(profile) : [];
  }

  /** @returns where the pixels end, or `null` where decoders give up. */
  #addScan({ start, content, end }: Segment): number | null {
    const frame = this.#frame;
    const scan = frame && readScan(this.#file.subarray(content, end), frame);
    if (!frame || !scan) return this.#giveUp('pixels that belong to nothing');
    this.#units += unitsOf(frame, scan);
    if (this.#units > MOST_UNITS) throw new NotUnderstood('This JPEG has too many scans.');
    if (this.#scans === 0) frame.isInOneScan = scan.components.length === frame.components.length;
    for (const { component } of scan.components) this.#tables.useQuanta(component.quanta);
    const length = 4 + 2 * scan.components.length;
    if (end - content === length) this.#keep({ start, end });
    else this.#keep(withLength(SOS, this.#file.subarray(content, content + length)));
    this.#scans += 1;
    return this.#walkPixels(frame, scan, end);
  }

  #walkPixels(frame: JPEGFrame, scan: JPEGScan, start: number): number {
    const { units } = this.#restarts;
    this.#restarts.isUsed ||= units > 0;
    const pass = (frame.isProgressive ? progressivePass : sequentialPass)(
      frame,
      scan,
      this.#tables,
    );
    const { parts, end } = walkScan(this.#reader, this.#file, start, pass, units);
    this.parts.push(() => parts);
    return end;
  }
}

function joined(chunks: Uint8Array[]): DataView {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return new DataView(bytes.buffer);
}

function profileSegments(profile: Uint8Array): Part[] {
  const room = LONGEST_SEGMENT - AROUND_PROFILE + 2;
  const count = Math.ceil(profile.length / room);
  return Array.from({ length: count }, (_, n) => {
    const chunk = profile.subarray(n * room, (n + 1) * room);
    const content = new Uint8Array(14 + chunk.length);
    for (let at = 0; at < 12; at++) content[at] = PROFILE_LABEL.charCodeAt(at);
    content.set([n + 1, count], 12);
    content.set(chunk, 14);
    return withLength(APP2, content);
  });
}

/** A segment around its content. */
function withLength(marker: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + content.length);
  const length = content.length + 2;
  bytes.set([0xff, marker, length >> 8, length & 0xff]);
  bytes.set(content, 4);
  return bytes;
}

/** Markers that stand alone: TEM, RST0 to RST7, SOI, EOI. */
function isBare(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= EOI);
}

/** SOF0 to SOF15, without the three numbers in between that mean something else (DHT, JPG, DAC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== DHT && marker !== 0xc8 && marker !== 0xcc;
}
