import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { sharp } from './pictures-with-metadata.ts';

const require = createRequire(import.meta.url);

interface LibHEIF {
  HeifDecoder: new () => { decode(bytes: Uint8Array): HEIFImage[] };
}

interface HEIFImage {
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  display(target: Pixels, done: (target: Pixels | null) => void): void;
}

interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** What a decoder that we did not write shows of a HEIC or an AVIF. */
export interface Decoded {
  width: number;
  height: number;
  /** A hash of all pixels, or `null` where it decodes nothing. */
  pixels: string | null;
}

/** Decodes with libheif, or with libvips where it is AV1. */
export async function decodeHEIF(bytes: Uint8Array): Promise<Decoded> {
  try {
    return bytes.includes(0x61) && Buffer.from(bytes.subarray(0, 200)).includes('avi')
      ? await decodeAVIF(bytes)
      : await decodeHEIC(bytes);
  } catch {
    return { width: 0, height: 0, pixels: null };
  }
}

async function decodeAVIF(bytes: Uint8Array): Promise<Decoded> {
  const image = sharp(Buffer.from(bytes), { pages: -1 }).ensureAlpha().raw();
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: hashOf(data) };
}

const { HeifDecoder } = require('libheif-js/wasm-bundle') as LibHEIF;

async function decodeHEIC(bytes: Uint8Array): Promise<Decoded> {
  const images = new HeifDecoder().decode(bytes);
  const image = images.find((one) => one.is_primary()) ?? images[0];
  const [width, height] = [image?.get_width() ?? 0, image?.get_height() ?? 0];
  const data = new Uint8ClampedArray(width * height * 4);
  const shown = await new Promise<Pixels | null>((resolve) => {
    if (image) image.display({ width, height, data }, resolve);
    else resolve(null);
  });
  return { width, height, pixels: shown && hashOf(shown.data) };
}

function hashOf(data: Uint8Array | Uint8ClampedArray): string {
  return createHash('sha256').update(data).digest('hex');
}
