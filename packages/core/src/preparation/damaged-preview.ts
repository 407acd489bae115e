import type { ImageHeader } from '../formats/image-header.ts';
import { draw, encode, pixelsOf } from './canvas.ts';
import { isCanvasTrusted } from './canvas-trust.ts';
import { originalPreview } from './original-preview.ts';
import { covering } from './scaling.ts';

// Milliseconds.
const PATIENCE = 5000;
const QUALITY = 0.8;

/**
 * Makes a preview of as much as an `<img>` shows of a file that decoders refuse, such as one that breaks off.
 * Needs the page.
 *
 * @returns `null` where an `<img>` shows nothing either, or the image is too large to try.
 */
export async function previewDamaged(
  file: Blob,
  header: ImageHeader,
  side: number,
): Promise<Blob | null> {
  const original = originalPreview(file, header);
  if (!original || typeof document === 'undefined') return null;
  if (!(await isCanvasTrusted())) return null;
  const url = URL.createObjectURL(original);
  try {
    const image = await loadImage(url);
    const size = { width: image.naturalWidth, height: image.naturalHeight };
    const canvas = draw({ image, hasAlpha: true, isWideGamut: false }, covering(size, side));
    const isEmpty = pixelsOf(canvas).data.every((value) => value === 0);
    return isEmpty ? null : await encode(canvas, 'image/webp', QUALITY);
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Unlike `decode()`, this is content with what there is. */
function loadImage(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    const timer = setTimeout(() => reject(new Error('The image took too long.')), PATIENCE);
    image.onload = () => {
      clearTimeout(timer);
      resolve(image);
    };
    image.onerror = () => {
      clearTimeout(timer);
      reject(new Error('This browser shows nothing of the image.'));
    };
    image.src = url;
  });
}
