import type { ImageHeader } from '../formats/image-header.ts';
import { checkIntegrity } from '../formats/integrity/integrity.ts';
import { draw, pixelsOf } from './canvas.ts';
import { isCanvasTrusted } from './canvas-trust.ts';
import { decode, isDecodable } from './decode.ts';
import { within } from './scaling.ts';

/** What only a page can tell: whether an `<img>` shows anything of a damaged file. */
export class Doubtful extends Error {
  override readonly name = 'Doubtful';
}

// Small enough to be decoded fast where the decoder can do that.
const SIDE = 64;

/**
 * Proves that an image is not damaged beyond being shown: by its structure, and where that leaves a doubt,
 * by decoding it.
 *
 * @throws BrokenFormat where browsers show nothing of it.
 * @throws Doubtful where the decoders of a worker refuse it, while an `<img>` may show a part.
 */
export async function proveShown(file: Blob, header: ImageHeader): Promise<void> {
  if ((await checkIntegrity(file, header)) === 'sound' || !isDecodable(header)) return;
  try {
    const { width, height } = header;
    const size = within({ width: width ?? SIDE, height: height ?? SIDE }, SIDE);
    (await decode(file, header, size)).close();
  } catch (cause) {
    throw new Doubtful('a part of the image is missing or damaged', { cause });
  }
}

// Large enough to see one row of a photo's pixels.
const SHOWN_SIDE = 512;
// Pixels; more than that would hold the page up.
const MOST_ON_PAGE = 2 ** 26;

/** Whether the page shows anything of an image that decoders take for damaged. */
export async function showsAnything(file: Blob, header: ImageHeader): Promise<boolean> {
  const { width, height } = header;
  if (!width || !height || width * height > MOST_ON_PAGE) return false;
  try {
    const size = within({ width, height }, SHOWN_SIDE);
    const decoded = await decode(file, header, size);
    const canvas = draw({ ...decoded, hasAlpha: true, isWideGamut: false }, size);
    decoded.close();
    // Noise would look like an image.
    if (!(await isCanvasTrusted())) return true;
    return pixelsOf(canvas).data.some((value, at) => at % 4 === 3 && value > 0);
  } catch {
    return false;
  }
}
