import { unreadableFile } from './errors/unreadable-file.ts';
import { UploadError } from './errors/upload-error.ts';
import type { Prepared } from './formats/prepared.ts';
import { type PreparationOptions, resolvePreparation } from './options.ts';
import { headerReader, preparation } from './uploader/file-parts.ts';

/** Options of {@link prepareImage}. */
export interface PrepareImageOptions extends Omit<PreparationOptions, 'thumbHash'> {
  /**
   * Converts the image to this type, whatever its bytes become: `'image/jpeg'`, `'image/webp'` or
   * `'image/png'`. Animations and drawings keep their type, and images with transparent
   * pixels become WebP where JPEG is wanted.
   * Where the browser cannot decode the image (HEIC in most), preparation fails.
   *
   * @default its own
   */
  type?: string | undefined;
}

/** What {@link prepareImage} makes of a file. */
export interface PreparedImage {
  /** The file itself where there was nothing to do. */
  file: File;
  /** Pixels as shown, or `null` where the format does not say. */
  width: number | null;
  height: number | null;
  /** Whether the bytes are those of the file, the file without its metadata, or newly encoded pixels. */
  prepared: Prepared;
}

/**
 * Shrinks, converts and strips an image, in a worker. Never enlarges it, never touches the pixels of
 * animations and drawings, and only encodes an image again where it must. What is only stripped never has
 * more bytes than before; what is shrunk or converted may.
 *
 * @throws TypeError when an option is not what it must be.
 * @throws UploadError `unsupported-type` for what is no picture, `broken-image`, `unreadable-file`,
 * `preparation-failed` when the browser has not enough memory or time for it, or `part-not-loaded` when the
 * code for it cannot be loaded now.
 *
 * @example
 * ```ts
 * const { file, width, height } = await prepareImage(photo, { maxSide: 2048, quality: 0.8 });
 * ```
 */
export async function prepareImage(
  file: File,
  options: PrepareImageOptions = {},
): Promise<PreparedImage> {
  const { type, ...rest } = options;
  const settings = resolvePreparation({ ...rest, convert: type });
  const loading = preparation.load();
  const [header, { prepare }] = await Promise.all([headerOf(file), loading]);
  const prepared = await prepare(file, header, settings);
  const { width, height } = prepared;
  return { file: prepared.file ?? file, width, height, prepared: prepared.prepared };
}

async function headerOf(file: File) {
  const readHeader = await headerReader.load();
  const header = await readHeader(file).catch((cause) => {
    throw unreadableFile(file, cause);
  });
  if (header) return header;
  const message = `${file.name} cannot be prepared: its contents are not those of a picture.`;
  throw new UploadError('unsupported-type', message);
}
