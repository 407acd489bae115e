import { type ImageHeader, isRaster } from '../formats/image-header.ts';
import { stripMetadata } from '../formats/strip-metadata.ts';
import { isDecodable } from './decode.ts';
import { fileNameFor } from './file-name.ts';
import type { PrepareSettings } from './prepare-settings.ts';
import { reencode } from './reencode.ts';
import { hashPicture } from './thumb-hash.ts';

/** Makes of a file what is to be sent. */
export interface PrepareTask {
  kind: 'prepare';
  file: File;
  header: ImageHeader;
  settings: PrepareSettings;
}

/** What is to be sent. */
export interface PreparedFile {
  /** `null` where the file itself is. */
  file: File | null;
  /** Pixels as they are shown, or `null` where nobody knows. */
  width: number | null;
  height: number | null;
  /** The picture's ThumbHash in Base64, or `null`. */
  thumbHash: string | null;
}

/**
 * Shrinks, converts and strips, and only what is needed. Animations and drawings keep their pixels. The
 * result is never larger than the file.
 *
 * @throws BrokenFormat, and Error when the picture must be decoded and cannot be.
 */
export async function prepareFile(task: PrepareTask): Promise<PreparedFile> {
  const { file, header, settings } = task;
  const thumbHash = settings.thumbHash ? await hashPicture(file, header) : null;
  const made = mustEncode(task) ? await tryToEncode(task) : null;
  if (made && (made.blob.size < file.size || isOverLimits(file, task))) {
    const { blob, width, height } = made;
    return { file: asFile(blob, blob.type, file), width, height, thumbHash };
  }
  const { mediaType, width, height } = header;
  const { stripMetadata: level } = settings;
  const stripped = level ? await stripMetadata(file, mediaType, level) : file;
  return { file: asFile(stripped, mediaType, file), width, height, thumbHash };
}

function mustEncode(task: PrepareTask): boolean {
  const { header, settings, file } = task;
  if (!isRaster(header) || !isDecodable(header)) return false;
  const longer = Math.max(header.width ?? 0, header.height ?? 0);
  const isOtherType = settings.type !== null && settings.type !== header.mediaType;
  return isOtherType || longer > settings.maxSide || isOverLimits(file, task);
}

/** Whether the service would refuse the file as it is. */
function isOverLimits(file: Blob, { header, settings: { limits } }: PrepareTask): boolean {
  const [width, height] = [header.width ?? 0, header.height ?? 0];
  if (!limits) return false;
  return (
    file.size > limits.fileSize ||
    Math.max(width, height) > limits.dimension ||
    width * height > limits.pixels
  );
}

// Formats that every browser can decode: what of these cannot be decoded is broken.
const UNIVERSAL = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

/** The service takes formats that some browsers cannot decode; these are sent as they are. */
async function tryToEncode(task: PrepareTask) {
  try {
    return await reencode(task.file, task.header, task.settings);
  } catch (error) {
    if (UNIVERSAL.has(task.header.mediaType)) throw error;
    return null;
  }
}

function asFile(blob: Blob, type: string, original: File): File | null {
  if (blob === original && original.type === type) return null;
  const { lastModified, name } = original;
  return new File([blob], fileNameFor(name, type), { type, lastModified });
}
