import { type Canvas, createCanvas, encode } from './canvas.ts';

const SIDE = 48;

// For the page, or for the worker that this runs in.
let trust: Promise<boolean> | undefined;

/**
 * Tells whether a canvas gives back what was drawn on it. Where a browser resists fingerprinting (Tor, LibreWolf,
 * Firefox with `privacy.resistFingerprinting`, Brave), it gives noise instead, or the pixels with noise added.
 * It is asked once.
 */
export function isCanvasTrusted(): Promise<boolean> {
  trust ??= probe().catch(() => false);
  return trust;
}

async function probe(): Promise<boolean> {
  const drawn = pattern();
  const canvas = createCanvas(SIDE, SIDE);
  const context = contextOf(canvas);
  context.putImageData(drawn, 0, 0);
  if (!isSame(context.getImageData(0, 0, SIDE, SIDE), drawn)) return false;
  if (typeof createImageBitmap !== 'function') return true;
  const bitmap = await createImageBitmap(await encode(canvas, 'image/png', 1));
  const second = contextOf(createCanvas(SIDE, SIDE));
  second.drawImage(bitmap, 0, 0);
  bitmap.close();
  return isSame(second.getImageData(0, 0, SIDE, SIDE), drawn);
}

function contextOf(canvas: Canvas) {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser has no room for a canvas.');
  return context as OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;
}

/** Opaque pixels of many colours, none like its neighbours: plain areas are left alone by some browsers. */
function pattern(): ImageData {
  const pixels = new ImageData(SIDE, SIDE);
  let state = 7;
  for (let at = 0; at < pixels.data.length; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    pixels.data[at] = at % 4 === 3 ? 255 : (state >> 16) & 255;
  }
  return pixels;
}

function isSame({ data }: ImageData, { data: expected }: ImageData): boolean {
  return data.length === expected.length && data.every((value, at) => value === expected[at]);
}

let isReported = false;

/** Tells developers, once, why an option has no effect. */
export function reportUntrustedCanvas(): void {
  if (isReported) return;
  isReported = true;
  console.warn(
    'Tintype: this browser hides the pixels of canvases (resistance to fingerprinting), so images can be neither shrunk nor converted here. They are sent in their own size and type, without metadata.',
  );
}
