import type { Orientation } from '../formats/exif.ts';
import { liesOnItsSide } from '../formats/size.ts';

/** Where pictures are drawn, in a worker or on a page. */
export type Canvas = OffscreenCanvas | HTMLCanvasElement;
type Context = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

/** Width and height in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** What is drawn, and how. */
export interface Drawing {
  image: CanvasImageSource;
  /** How the image must still be turned. @default 1 */
  orientation?: Orientation;
  /** Whether the stored pixels are upright, so that nothing needs to be turned. @default false */
  isUpright?: boolean;
  /** Keeps transparent pixels. */
  hasAlpha: boolean;
  /** Keeps colours that a common screen cannot show. */
  isWideGamut: boolean;
}

/** Draws a picture upright, at the given size. */
export function draw(drawing: Drawing, { width, height }: Size): Canvas {
  const canvas = createCanvas(width, height);
  const context = contextOf(canvas, drawing);
  const { orientation = 1, image } = drawing;
  const isTurned = liesOnItsSide(orientation);
  context.imageSmoothingQuality = 'medium';
  // Between pixels of the same size there is nothing to smooth, and trying takes as long as decoding.
  context.imageSmoothingEnabled = !isSameSize(image, { width, height });
  context.setTransform(...transformOf(orientation, width, height));
  context.drawImage(image, 0, 0, isTurned ? height : width, isTurned ? width : height);
  return canvas;
}

/**
 * The same for encoding only. What was decoded at its final size is handed over as it is: to draw it
 * pixel by pixel would take half as long as to decode it.
 */
export async function drawForEncoding(drawing: Drawing, size: Size): Promise<Canvas> {
  return (await handOver(drawing, size)) ?? draw(drawing, size);
}

async function handOver(drawing: Drawing, { width, height }: Size): Promise<Canvas | null> {
  const { image, hasAlpha, isWideGamut, isUpright } = drawing;
  const isFinal = isUpright === true && !hasAlpha && !isWideGamut;
  if (!isFinal || !isSameSize(image, { width, height })) return null;
  if (typeof OffscreenCanvas !== 'function') return null;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('bitmaprenderer');
  if (!context) return null;
  context.transferFromImageBitmap(await createImageBitmap(image as VideoFrame));
  return canvas;
}

/** Creates a canvas for a worker where there is one, else one of the page. */
export function createCanvas(width: number, height: number): Canvas {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height);
  const canvas = document.createElement('canvas');
  return Object.assign(canvas, { width, height });
}

function contextOf(canvas: Canvas, { hasAlpha, isWideGamut }: Drawing): Context {
  const options: CanvasRenderingContext2DSettings = {
    alpha: hasAlpha,
    // Keeps the pixels where the encoder wants them, and not on a graphics card.
    willReadFrequently: true,
    ...(isWideGamut && { colorSpace: 'display-p3' }),
  };
  const context = canvas.getContext('2d', options) as Context | null;
  if (!context) throw new Error('This browser has no room for a canvas of that size.');
  return context;
}

/** @see https://www.cipa.jp/std/documents/e/DC-008-Translation-2019-E.pdf section 4.6.4, Orientation */
function transformOf(
  orientation: Orientation,
  w: number,
  h: number,
): [number, number, number, number, number, number] {
  switch (orientation) {
    case 1:
      return [1, 0, 0, 1, 0, 0];
    case 2:
      return [-1, 0, 0, 1, w, 0];
    case 3:
      return [-1, 0, 0, -1, w, h];
    case 4:
      return [1, 0, 0, -1, 0, h];
    case 5:
      return [0, 1, 1, 0, 0, 0];
    case 6:
      return [0, 1, -1, 0, w, 0];
    case 7:
      return [0, -1, -1, 0, w, h];
    case 8:
      return [0, -1, 1, 0, 0, h];
  }
}

/**
 * Encodes what was drawn. Browsers that cannot write a type write PNG.
 *
 * @param quality - From 0 to 1.
 * @throws Error where the browser has no memory for it.
 */
export function encode(canvas: Canvas, type: string, quality: number): Promise<Blob> {
  if ('convertToBlob' in canvas) return canvas.convertToBlob({ type, quality });
  return new Promise((resolve, reject) => {
    const done = (blob: Blob | null) =>
      blob ? resolve(blob) : reject(new Error('This browser could not encode the picture.'));
    canvas.toBlob(done, type, quality);
  });
}

/** All pixels, four bytes each. */
export function pixelsOf(canvas: Canvas): ImageData {
  const context = canvas.getContext('2d') as Context;
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

function isSameSize(image: CanvasImageSource, { width, height }: Size): boolean {
  const { displayWidth, displayHeight } = image as Partial<VideoFrame>;
  return displayWidth === width && displayHeight === height;
}
