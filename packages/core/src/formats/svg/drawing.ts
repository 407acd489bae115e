import { BrokenFormat } from '../block.ts';
import { HEADER_LENGTH } from '../byte-source.ts';
import { mediaTypeOf } from '../media-type.ts';
import { loadOf } from './cost.ts';
import { expandEntities, readEntities } from './entities.ts';
import { isSVGProlog, readProlog } from './prolog.ts';
import { type DrawingSize, drawingSize } from './size.ts';
import { decodeXML } from './xml-text.ts';

/** What is known of a drawing without drawing it. */
export interface Drawing extends DrawingSize {
  /** What it takes to draw it, about 1 for each plain shape, those that references repeat included. */
  cost: number;
}

/**
 * The most that a drawing may cost. One that costs more stands still for seconds wherever it is shown, and
 * a few kilobytes can be made to cost more than any machine can draw.
 */
const MOST_DRAWN = 100_000;

/** Reads how many pixels a picture within a drawing has. */
export type CountPixels = (blob: Blob) => Promise<number>;

/**
 * Reads the size of a drawing, and sums up what it takes to draw it. The work is bounded and linear in the
 * length of the file.
 *
 * @throws BrokenFormat where browsers show nothing of it, or it would grow without measure.
 */
export async function inspectDrawing(
  bytes: Uint8Array,
  countPixels: CountPixels,
): Promise<Drawing> {
  const { cost, ...size } = await inspect(bytes, { countPixels, depth: 0 });
  if (cost <= MOST_DRAWN) return { cost, ...size };
  throw new BrokenFormat('This drawing is made of more elements than can be shown.');
}

interface Inspecting {
  countPixels: CountPixels;
  depth: number;
}

async function inspect(bytes: Uint8Array, inspecting: Inspecting): Promise<Drawing> {
  const content = rootOf(decodeXML(bytes));
  const { cost, embedded, root } = loadOf(content);
  let all = cost;
  for (const data of embedded) all += await costOfEmbedded(data, inspecting);
  return { ...drawingSize(root), cost: all };
}

/**
 * Decodes a drawing, and returns its text without a document type, with its entities in their places.
 *
 * @throws BrokenFormat where the root is none of a drawing, or entities would make it grow without measure.
 */
export function decodeDrawing(bytes: Uint8Array): string {
  const text = decodeXML(bytes);
  // Version 1.1 allows characters that 1.0 does not.
  const version = /^\s{0,100}<\?xml\s{1,100}version\s{0,100}=\s{0,100}["']1\.1["']/.test(text);
  return version ? `<?xml version="1.1"?>${rootOf(text)}` : rootOf(text);
}

function rootOf(text: string): string {
  const prolog = readProlog(text);
  if (prolog && isSVGProlog(prolog)) {
    const content = expandEntities(text, prolog.start, readEntities(prolog));
    const expanded = readProlog(content);
    if (expanded && isSVGProlog(expanded)) return content;
  }
  throw new BrokenFormat('The root of this drawing is no svg element.');
}

const DEEPEST = 4;
// Decoding so many pixels takes as long as drawing a plain shape.
const PIXELS = 1000;

async function costOfEmbedded(data: string, { countPixels, depth }: Inspecting): Promise<number> {
  const comma = data.indexOf(',');
  const head = data.slice(0, comma).toLowerCase();
  const isBase64 = head.trimEnd().endsWith(';base64');
  const bytes = decode(data.slice(comma + 1), isBase64);
  if (!bytes) return 0;
  if (mediaTypeOf(bytes) !== 'image/svg+xml') {
    return (await countPixels(new Blob([bytes.subarray(0, HEADER_LENGTH)]))) / PIXELS;
  }
  if (depth === DEEPEST) return Number.POSITIVE_INFINITY;
  return (await inspect(bytes, { countPixels, depth: depth + 1 })).cost;
}

/** @returns `null` for what is not encoded as it says, of which browsers show nothing. */
function decode(data: string, isBase64: boolean): Uint8Array<ArrayBuffer> | null {
  try {
    const text = isBase64 ? atob(data.replace(/\s/g, '')) : decodeURIComponent(data);
    if (!isBase64) return new TextEncoder().encode(text);
    return Uint8Array.from(text, (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
