import type { ImageHeader } from '../formats/image-header.ts';
import { type Canvas, draw, encode, type Size } from './canvas.ts';
import { isCanvasTrusted } from './canvas-trust.ts';
import { decode, isDecodable } from './decode.ts';
import { originalPreview } from './original-preview.ts';
import { covering } from './scaling.ts';

/** A picture of what is in a file, small enough for a list. */
export interface PreviewTask {
  kind: 'preview';
  file: Blob;
  header: ImageHeader;
  /** Pixels of the shorter side. */
  side: number;
}

const QUALITY = 0.8;

/**
 * Makes a small picture, decoded no larger than needed.
 *
 * @returns the image itself where a canvas would give noise; `null` for what claims to be too large.
 * @throws Error when it cannot be decoded.
 */
export async function makePreview({ file, header, side }: PreviewTask): Promise<Blob | null> {
  if (!isDecodable(header)) return null;
  if (!(await isCanvasTrusted())) return originalPreview(file, header);
  const canvas = await drawSmall(file, header, side);
  return encode(canvas, header.hasAlpha ? 'image/webp' : 'image/jpeg', QUALITY);
}

/** Draws a picture so small that its shorter side has so many pixels. */
async function drawSmall(file: Blob, header: ImageHeader, side: number): Promise<Canvas> {
  const decoded = await decode(file, header, covering(sizeOf(header, side), side));
  try {
    const size = covering(decoded, side);
    return draw({ ...decoded, hasAlpha: header.hasAlpha, isWideGamut: false }, size);
  } finally {
    decoded.close();
  }
}

/** Drawings are as sharp at any size; they get the one that is wanted. */
function sizeOf({ width, height, mediaType }: ImageHeader, side: number): Size {
  const isDrawing = mediaType === 'image/svg+xml';
  return width && height && !isDrawing ? { width, height } : { width: side, height: side };
}
