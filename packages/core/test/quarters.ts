import { type Orientation, orientationOnly } from '../src/formats/exif.ts';
import { exifSegment } from '../src/formats/jpeg.ts';

const COLOURS = ['#f00', '#0f0', '#00f', '#fff'] as const;

/** What is seen of {@link quarters} from left to right and from above to below, by orientation. */
export const SEEN: Record<Orientation, string> = {
  1: 'RGBW',
  2: 'GRWB',
  3: 'WBGR',
  4: 'BWRG',
  5: 'RBGW',
  6: 'BRWG',
  7: 'WGBR',
  8: 'GWRB',
};

/** A picture that is red, green, blue and white in its four quarters. */
export async function quarters(
  type = 'image/jpeg',
  options: { width?: number; height?: number; colours?: readonly string[] } = {},
): Promise<Blob> {
  const { width = 320, height = 240, colours = COLOURS } = options;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  colours.forEach((colour, n) => {
    context.fillStyle = colour;
    context.fillRect(
      (n % 2) * (width / 2),
      Math.floor(n / 2) * (height / 2),
      width / 2,
      height / 2,
    );
  });
  return canvas.convertToBlob({ type, quality: 0.95 });
}

/** The same with an Exif block, in front of which there is nothing. */
export function withExif(jpeg: Blob, tiff: Uint8Array): Blob {
  return new Blob([jpeg.slice(0, 2), exifSegment(tiff), jpeg.slice(2)], { type: jpeg.type });
}

/** The same, to be turned. */
export function turnedBy(jpeg: Blob, orientation: Orientation): Blob {
  return withExif(jpeg, orientationOnly(orientation));
}

/** Exif with a thumbnail in it. */
export async function exifWithThumbnail(
  thumbnail: Blob,
  orientation: Orientation = 1,
): Promise<Uint8Array> {
  const jpeg = new Uint8Array(await thumbnail.arrayBuffer());
  const head = orientationOnly(orientation);
  const tiff = new Uint8Array(head.length + 30 + jpeg.length);
  const view = new DataView(tiff.buffer);
  tiff.set(head);
  view.setUint32(22, head.length);
  view.setUint16(head.length, 2);
  const entry = (n: number, tag: number, value: number) => {
    const at = head.length + 2 + 12 * n;
    view.setUint16(at, tag);
    view.setUint16(at + 2, 4);
    view.setUint32(at + 4, 1);
    view.setUint32(at + 8, value);
  };
  entry(0, 0x0201, head.length + 30);
  entry(1, 0x0202, jpeg.length);
  tiff.set(jpeg, head.length + 30);
  return tiff;
}

/** What a browser shows in the four corners of a picture, and its size. */
export async function look(picture: Blob | string): Promise<{ seen: string; size: string }> {
  const image = new Image();
  const url = typeof picture === 'string' ? picture : URL.createObjectURL(picture);
  image.src = url;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.drawImage(image, 0, 0);
  const name = (x: number, y: number) => nameOf(context.getImageData(x, y, 1, 1).data);
  const [near, right, below] = [2, width - 3, height - 3];
  const seen = name(near, near) + name(right, near) + name(near, below) + name(right, below);
  if (typeof picture !== 'string') URL.revokeObjectURL(url);
  return { seen, size: `${width}x${height}` };
}

function nameOf([red = 0, green = 0, blue = 0, alpha = 255]: Uint8ClampedArray): string {
  if (alpha < 100) return '.';
  if (red > 180 && green > 180 && blue > 180) return 'W';
  // Inks have no pure colours.
  if (red > Math.max(green, blue) + 30) return 'R';
  if (green > Math.max(red, blue) + 30) return 'G';
  return blue > Math.max(red, green) + 30 ? 'B' : '?';
}

/** A real photo of a package that tests Exif readers, such as `exif/test/right.jpg`. */
export async function realPhoto(path: string): Promise<File> {
  const url = `${new URL('../../../node_modules', import.meta.url).href}/${path}`;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new File([await response.blob()], path.split('/').at(-1) ?? '', { type: 'image/jpeg' });
}
