import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';

const require = createRequire(import.meta.url);

/** Real camera photos from packages that test EXIF readers, under the names that stories use. */
const PHOTOS = {
  paris: 'exif/test/sony-alpha-6000.jpg',
  frangipani: 'exif/test/short-ascii-MM.jpg',
  starfish: 'exif-parser/test/starfish.jpg',
  coupe: 'exif/test/test1.jpg',
  sign: 'exif/test/right.jpg',
};

/** Parts of them, as wide as panoramas are and as tall as what people copy from their screens. */
const CROPS = {
  panorama: { file: PHOTOS.paris, width: 1366, height: 180 },
  tower: { file: PHOTOS.frangipani, width: 180, height: 1366 },
};

const VARIANTS = { thumbnail: 320, public: 1366 };

/**
 * Makes the variants that stories show, once, and answers with their folder: a file for each variant,
 * as `photo/variant`, so that their URLs look like those of the image service.
 *
 * @param coarse - As mosaics. A picture of a story is then a tenth as large, and no decoder's rounding
 * can change it.
 */
export async function preparePhotos(coarse: boolean): Promise<string> {
  const name = coarse ? 'story-mosaics' : 'story-photos';
  const directory = path.join(import.meta.dirname, '../.tintype', name);
  const finish = coarse ? mosaic : photo;
  for (const [name, file] of Object.entries(PHOTOS)) {
    const source = () => sharp(require.resolve(file)).rotate();
    await renderVariants(path.join(directory, name), source, finish);
  }
  for (const [name, { file, width, height }] of Object.entries(CROPS)) {
    const source = () => sharp(require.resolve(file)).rotate().resize(width, height);
    await renderVariants(path.join(directory, name), source, finish);
  }
  return directory;
}

type Finish = (picture: Buffer) => Promise<Sharp>;

async function renderVariants(folder: string, source: () => Sharp, finish: Finish): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [variant, side] of Object.entries(VARIANTS)) {
    const target = path.join(folder, variant);
    if (existsSync(target)) continue;
    const whole = await source().png().toBuffer();
    const resized = sharp(whole).resize(side, side, { fit: 'inside', withoutEnlargement: true });
    const unfinished = `${target}.${process.pid}`;
    await (await finish(await resized.png().toBuffer())).toFile(unfinished);
    renameSync(unfinished, target);
  }
}

async function photo(picture: Buffer): Promise<Sharp> {
  return sharp(picture).jpeg({ quality: 80 });
}

/** Its tiles are blocks of a JPEG, or several, so that each has exactly one colour. */
async function mosaic(picture: Buffer): Promise<Sharp> {
  const { width, height } = await sharp(picture).metadata();
  const tile = 8 * Math.max(1, Math.round(Math.max(width, height) / 160));
  const [columns, rows] = [Math.ceil(width / tile), Math.ceil(height / tile)];
  const small = await sharp(picture).resize(columns, rows, { fit: 'fill' }).png().toBuffer();
  const large = await sharp(small)
    .resize(columns * tile, rows * tile, { kernel: 'nearest', fit: 'fill' })
    .png()
    .toBuffer();
  return sharp(large)
    .extract({ left: 0, top: 0, width, height })
    .jpeg({ quality: 90, chromaSubsampling: '4:4:4' });
}
