/** What a browser shows of an image, without what it is made of. */
export interface ShownImage {
  width: number;
  height: number;
  /** Pixels of each frame, four bytes each, at no more than {@link MOST_SIDE} pixels along a side. */
  frames: Uint8ClampedArray[];
}

/** How two images differ. */
export interface Difference {
  sameSize: boolean;
  sameFrames: boolean;
  /** The largest difference of any channel of any pixel, from 0 to 255; 255 where the sizes differ. */
  worst: number;
  /** The mean of all differences. */
  mean: number;
}

const MOST_SIDE = 4096;
const MOST_FRAMES = 8;
const PATIENCE = 20_000;

/** Returns what an `<img>` shows of a file, or `null` where it shows nothing. */
export async function shownImage(file: Blob, type: string): Promise<ShownImage | null> {
  const typed = file.slice(0, file.size, type);
  const url = URL.createObjectURL(typed);
  try {
    const image = await load(url);
    const { naturalWidth: width, naturalHeight: height } = image;
    const first = draw(image, width, height);
    // So is a file of which nothing could be decoded.
    if (first.every((value) => value === 0)) return null;
    return { width, height, frames: [first, ...(await laterFrames(typed, type))] };
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * Compares two images.
 *
 * @param options.skipEmpty - Leaves out what is wholly transparent in the first: of a file that breaks off, that is
 * what was never decoded, and no JPEG can be transparent.
 */
export function differenceOf(
  one: ShownImage,
  other: ShownImage,
  { skipEmpty = false }: { skipEmpty?: boolean } = {},
): Difference {
  const sameSize = one.width === other.width && one.height === other.height;
  const sameFrames = one.frames.length === other.frames.length;
  let worst = sameSize && sameFrames ? 0 : 255;
  let sum = 0;
  let count = 0;
  for (const [n, pixels] of one.frames.entries()) {
    const others = other.frames[n];
    if (!sameSize || !others) continue;
    for (let at = 0; at < pixels.length; at++) {
      if (skipEmpty && pixels[at | 3] === 0) continue;
      const distance = Math.abs((pixels[at] ?? 0) - (others[at] ?? 0));
      if (distance > worst) worst = distance;
      sum += distance;
    }
    count += pixels.length;
  }
  return { sameSize, sameFrames, worst, mean: count === 0 ? 0 : sum / count };
}

/** Unlike `decode()`, this is content with half of an image, as a page is. */
function load(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    setTimeout(reject, PATIENCE, new Error('too late'));
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('nothing to show'));
    image.src = url;
  });
}

function draw(image: CanvasImageSource, width: number, height: number): Uint8ClampedArray {
  const part = Math.min(1, MOST_SIDE / Math.max(width, height));
  const [across, down] = [width, height].map((side) => Math.max(1, Math.round(side * part)));
  const canvas = document.createElement('canvas');
  canvas.width = across ?? 1;
  canvas.height = down ?? 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height).data;
}

/** The frames behind the first, as far as they can be decoded. */
async function laterFrames(file: Blob, type: string): Promise<Uint8ClampedArray[]> {
  if (typeof ImageDecoder !== 'function' || !(await ImageDecoder.isTypeSupported(type))) return [];
  const frames: Uint8ClampedArray[] = [];
  const decoder = new ImageDecoder({ data: await file.arrayBuffer(), type });
  try {
    await decoder.tracks.ready;
    const count = Math.min(MOST_FRAMES, decoder.tracks.selectedTrack?.frameCount ?? 1);
    for (let frameIndex = 1; frameIndex < count; frameIndex++) {
      const { image } = await decoder.decode({ frameIndex });
      frames.push(draw(image, image.displayWidth, image.displayHeight));
      image.close();
    }
  } catch {
    // As many as there are.
  } finally {
    decoder.close();
  }
  return frames;
}
