import { copyOf, latin1 } from './byte-source.ts';

/** The four letters of a type, and four reserved bytes. */
const TYPE = 8;

/**
 * The content of a tag, with exactly the bytes that its type has (ICC.1:2022, section 10).
 *
 * @returns `null` where the type is not known, or the content is too short for it.
 */
export function elementOf(element: DataView): Uint8Array<ArrayBuffer> | null {
  const type = latin1(element, 0, 4);
  if (type === 'mAB ' || type === 'mBA ') return pipelineOf(element);
  const length = lengthOf(element, type);
  return length === null ? null : exactly(element, length);
}

/** The neutral text of a description or a copyright, in the version's own way. */
export function textElement(profile: DataView, name: string): Uint8Array<ArrayBuffer> {
  const text = name === 'desc' ? latin1(profile, 16, 4).trim() : 'CC0';
  if (profile.getUint8(8) >= 4) return localized(text);
  return name === 'desc' ? description(text) : withType('text', `${text}\0`);
}

/** `multiLocalizedUnicodeType` with one record. */
export function localized(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(28 + 2 * text.length);
  const view = new DataView(bytes.buffer);
  bytes.set(withType('mluc', ''));
  view.setUint32(8, 1);
  view.setUint32(12, 12);
  // "en", "US"
  view.setUint32(16, 0x656e5553);
  view.setUint32(20, 2 * text.length);
  view.setUint32(24, 28);
  for (let at = 0; at < text.length; at++) view.setUint16(28 + 2 * at, text.charCodeAt(at));
  return bytes;
}

/** `textDescriptionType` of version 2, with an empty Unicode and an empty Macintosh description. */
function description(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + text.length + 1 + 8 + 3 + 67);
  bytes.set(withType('desc', ''));
  new DataView(bytes.buffer).setUint32(8, text.length + 1);
  for (let at = 0; at < text.length; at++) bytes[12 + at] = text.charCodeAt(at);
  return bytes;
}

function withType(type: string, content: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(TYPE + content.length);
  for (let at = 0; at < 4; at++) bytes[at] = type.charCodeAt(at);
  for (let at = 0; at < content.length; at++) bytes[TYPE + at] = content.charCodeAt(at);
  return bytes;
}

// Numbers of a parametric curve, by its kind (table 68).
const PARAMETERS = [1, 3, 4, 5, 7];

function lengthOf(element: DataView, type: string): number | null {
  const { byteLength } = element;
  if (type === 'XYZ ') return TYPE + 12;
  if (type === 'sf32') return TYPE + 36;
  if (type === 'cicp') return TYPE + 4;
  if (byteLength < 12) return null;
  if (type === 'curv') return 12 + 2 * element.getUint32(8);
  if (type === 'para') {
    const count = PARAMETERS[element.getUint16(8)];
    return count === undefined ? null : 12 + 4 * count;
  }
  return type === 'mft1' || type === 'mft2' ? lookupTable(element, type) : null;
}

/** Length of a table of 8 or 16 bits. */
function lookupTable(element: DataView, type: string): number | null {
  if (element.byteLength < 52) return null;
  const [inputs, outputs, points] = [8, 9, 10].map((at) => element.getUint8(at)) as Triple;
  const grid = points ** inputs * outputs;
  if (type === 'mft1') return 48 + 256 * inputs + grid + 256 * outputs;
  return 52 + 2 * (element.getUint16(48) * inputs + grid + element.getUint16(50) * outputs);
}

type Triple = [number, number, number];

function exactly(element: DataView, length: number): Uint8Array<ArrayBuffer> | null {
  if (length > element.byteLength) return null;
  const bytes = copyOf(new DataView(element.buffer, element.byteOffset, length));
  bytes.fill(0, 4, TYPE);
  const type = latin1(element, 0, 4);
  if (type === 'mft1' || type === 'mft2') bytes[11] = 0;
  if (type === 'para') bytes.fill(0, 10, 12);
  return bytes;
}

const PIPELINE = 32;

/** Curves, a matrix and a table that are found by their offsets, put close together. */
function pipelineOf(element: DataView): Uint8Array<ArrayBuffer> | null {
  if (element.byteLength < PIPELINE) return null;
  const [inputs, outputs] = [element.getUint8(8), element.getUint8(9)];
  const isToDevice = latin1(element, 0, 4) === 'mBA ';
  const [a, b] = isToDevice ? [outputs, inputs] : [inputs, outputs];
  const parts = [
    curvesAt(element, 12, b),
    partAt(element, 16, () => 48),
    curvesAt(element, 20, b),
    partAt(element, 24, (at) => tableLength(element, at, inputs, outputs)),
    curvesAt(element, 28, a),
  ];
  if (parts.includes(null)) return null;
  const total = parts.reduce((sum, part) => sum + (part?.length ?? 0), PIPELINE);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  bytes.set(withType(latin1(element, 0, 4), ''));
  bytes.set([inputs, outputs], TYPE);
  let end = PIPELINE;
  for (const [n, part] of parts.entries()) {
    if (!part || part.length === 0) continue;
    view.setUint32(12 + 4 * n, end);
    bytes.set(part, end);
    end += part.length;
  }
  return bytes;
}

/** An empty part where there is none, `null` where it leads outside. */
function partAt(
  element: DataView,
  pointer: number,
  length: (offset: number) => number | null,
): Uint8Array<ArrayBuffer> | null {
  const offset = element.getUint32(pointer);
  if (offset === 0) return new Uint8Array(0);
  const own = offset < PIPELINE || offset + 20 > element.byteLength ? null : length(offset);
  if (own === null || offset + own > element.byteLength) return null;
  const padded = new Uint8Array((own + 3) & ~3);
  padded.set(new Uint8Array(element.buffer, element.byteOffset + offset, own));
  return padded;
}

/** Sixteen bytes of points on each side, one that says how many bytes a number has, three of padding. */
function tableLength(
  element: DataView,
  offset: number,
  inputs: number,
  outputs: number,
): number | null {
  let grid = outputs;
  for (let n = 0; n < Math.min(16, inputs); n++) grid *= element.getUint8(offset + n);
  const bytes = element.getUint8(offset + 16);
  return bytes === 1 || bytes === 2 ? 20 + grid * bytes : null;
}

function curvesAt(
  element: DataView,
  pointer: number,
  count: number,
): Uint8Array<ArrayBuffer> | null {
  let at = element.getUint32(pointer);
  if (at === 0) return new Uint8Array(0);
  const curves: Uint8Array[] = [];
  for (let n = 0; n < count; n++) {
    if (at < PIPELINE || at + 12 > element.byteLength) return null;
    const rest = new DataView(element.buffer, element.byteOffset + at, element.byteLength - at);
    const type = latin1(rest, 0, 4);
    const curve = type === 'curv' || type === 'para' ? elementOf(rest) : null;
    if (!curve) return null;
    const padded = new Uint8Array((curve.length + 3) & ~3);
    padded.set(curve);
    curves.push(padded);
    at += padded.length;
  }
  const all = new Uint8Array(curves.reduce((sum, curve) => sum + curve.length, 0));
  let end = 0;
  for (const curve of curves) {
    all.set(curve, end);
    end += curve.length;
  }
  return all;
}
