import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import sharp from 'sharp';

const FOLDER = path.join(import.meta.dirname, '../.out/photos');
const CAMERA = { width: 4032, height: 3024 };
const SMALL = { width: 480, height: 360 };

interface Size {
  width: number;
  height: number;
}

/** Photos of 12 MP, each different; made once. */
export function cameraPhotos(count: number): Promise<string[]> {
  return photos('camera', count, CAMERA);
}

/** Photos of some 40 KB. */
export function smallPhotos(count: number): Promise<string[]> {
  return photos('small', count, SMALL);
}

/** The same as {@link cameraPhotos}, with the small picture that cameras put into Exif. */
export async function photosWithThumbnails(count: number): Promise<string[]> {
  const plain = await cameraPhotos(count);
  return Promise.all(
    plain.map((file) => once(file.replace('camera', 'thumbnail'), () => thumbed(file))),
  );
}

/** A file that is no picture, for the bytes alone. */
export function manyBytes(size: number): Promise<string> {
  return once(path.join(FOLDER, `${size}.bin`), async () => Buffer.alloc(size, 'x'));
}

function photos(name: string, count: number, size: Size): Promise<string[]> {
  const paths = Array.from({ length: count }, (_, n) => path.join(FOLDER, `${name}-${n}.jpg`));
  return Promise.all(paths.map((file, n) => once(file, () => draw(n, size))));
}

async function once(file: string, make: () => Promise<Buffer>): Promise<string> {
  if (!existsSync(file)) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, await make());
  }
  return file;
}

/** Waves with noise: they take as long to decode as a photo, and as many bytes. */
function draw(seed: number, { width, height }: Size): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  const noise = randomNoise(seed);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const grain = noise();
      pixels[at++] = 127 + 100 * Math.sin(x / 311 + seed) + grain;
      pixels[at++] = 127 + 100 * Math.sin(y / 257) + grain;
      pixels[at++] = 127 + 100 * Math.cos((x + y) / 401) + grain;
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 85 })
    .withExif({ IFD0: { Make: 'Bench' } })
    .toBuffer();
}

/** From -16 to 15; a linear congruential generator (Numerical Recipes). */
function randomNoise(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 27) - 16;
  };
}

async function thumbed(file: string): Promise<Buffer> {
  // Only the whole bench has it; the test of ratios does not.
  const piexif = createRequire(import.meta.url)('piexifjs');
  const small = await sharp(file).resize(320, 240).jpeg({ quality: 80 }).toBuffer();
  const { ImageIFD: tag } = piexif;
  const exif = piexif.dump({
    '0th': { [tag.Make]: 'Bench', [tag.Orientation]: 1 },
    '1st': {
      [tag.Compression]: 6,
      [tag.XResolution]: [72, 1],
      [tag.YResolution]: [72, 1],
      [tag.ResolutionUnit]: 2,
    },
    thumbnail: small.toString('binary'),
  });
  return Buffer.from(piexif.insert(exif, readFileSync(file, 'latin1')), 'latin1');
}
