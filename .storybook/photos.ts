import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import sharp from 'sharp';

const require = createRequire(import.meta.url);

/** Real camera photos from packages that test EXIF readers, under the names that stories use. */
const PHOTOS = {
  paris: 'exif/test/sony-alpha-6000.jpg',
  frangipani: 'exif/test/short-ascii-MM.jpg',
  starfish: 'exif-parser/test/starfish.jpg',
  coupe: 'exif/test/test1.jpg',
  sign: 'exif/test/right.jpg',
};

const VARIANTS = { thumbnail: 320, public: 1366 };

/**
 * Makes the variants that stories show, once, and answers with their folder: a file for each variant,
 * as `photo/variant`, so that their URLs look like those of the image service.
 */
export async function preparePhotos(): Promise<string> {
  const directory = path.join(import.meta.dirname, '../.tintype/story-photos');
  for (const [name, file] of Object.entries(PHOTOS)) {
    mkdirSync(path.join(directory, name), { recursive: true });
    for (const [variant, side] of Object.entries(VARIANTS)) {
      await render(require.resolve(file), path.join(directory, name, variant), side);
    }
  }
  return directory;
}

async function render(source: string, target: string, side: number): Promise<void> {
  if (existsSync(target)) return;
  const unfinished = `${target}.${process.pid}`;
  await sharp(source)
    .rotate()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 80 })
    .toFile(unfinished);
  renameSync(unfinished, target);
}
