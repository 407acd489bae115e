import { BrokenFormat } from '../formats/block.ts';
import { type ImageHeader, isRaster } from '../formats/image-header.ts';
import type { Prepared } from '../formats/prepared.ts';
import { NotUnderstood } from '../formats/rebuild.ts';
import { stripMetadata } from '../formats/strip-metadata.ts';
import { isPartNotLoaded } from '../loading/lazy-module.ts';
import { isCanvasTrusted, reportUntrustedCanvas } from './canvas-trust.ts';
import { isDecodable } from './decode.ts';
import { fileNameFor } from './file-name.ts';
import type { PrepareSettings } from './prepare-settings.ts';
import { proveShown } from './prove-shown.ts';
import { encodeFaithfully, reencode } from './reencode.ts';
import { hashPicture } from './thumb-hash.ts';

/** Makes of a file what is to be sent. */
export interface PrepareTask {
  kind: 'prepare';
  file: File;
  header: ImageHeader;
  settings: PrepareSettings;
  /** Whether it was seen that a browser shows something of it, which the file alone does not prove. */
  isShown?: boolean;
  /** Whether it is done on the page, which draws of a damaged image what is there. */
  onPage?: boolean;
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
  prepared: Prepared;
}

/**
 * Shrinks, converts and strips, and only what is needed. Animations and drawings keep their pixels.
 *
 * @throws BrokenFormat, Doubtful, and Error when the picture must be decoded and cannot be.
 */
export async function prepareFile(task: PrepareTask): Promise<PreparedFile> {
  const { file, header, settings } = task;
  if (!task.isShown) await proveShown(file, header);
  const thumbHash = settings.thumbHash ? await hashPicture(file, header) : null;
  const made = await (mustEncode(task) ? tryToEncode(task) : encodeDamaged(task));
  const { blob, width, height, prepared } = made ?? (await withoutMetadata(task));
  const type = prepared === 'encoded' ? blob.type : header.mediaType;
  return { file: asFile(blob, type, file), width, height, thumbHash, prepared };
}

const NOISE =
  'this browser hides the pixels of images from the page, and without them its metadata cannot be told apart from the image';

/** Of what is damaged, what browsers show of it is sent: decoders elsewhere may refuse the rest. */
async function encodeDamaged({
  file,
  header,
  settings,
  isShown,
}: PrepareTask): Promise<Made | null> {
  if (!isShown || !isRaster(header) || !isDecodable(header) || !(await canEncode())) return null;
  return { ...(await encodeFaithfully(file, header, settings)), prepared: 'encoded' };
}

interface Made {
  blob: Blob;
  width: number | null;
  height: number | null;
  prepared: Prepared;
}

/** Rebuilds the file. Where that would be guesswork, its pixels are encoded anew. */
async function withoutMetadata({ file, header, settings }: PrepareTask): Promise<Made> {
  const { mediaType, width, height } = header;
  const { stripMetadata: level } = settings;
  if (!level) return { blob: file, width, height, prepared: 'copied' };
  try {
    const blob = await stripMetadata(file, mediaType, level);
    return { blob, width, height, prepared: blob === file ? 'copied' : 'rebuilt' };
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    // Of an animation, only its first frame would be left.
    if (!isRaster(header) || !isDecodable(header)) throw new BrokenFormat(error.message);
    if (!(await canEncode())) throw new Error(NOISE, { cause: error });
    return { ...(await encodeFaithfully(file, header, settings)), prepared: 'encoded' };
  }
}

function mustEncode(task: PrepareTask): boolean {
  const { header, settings, file } = task;
  if (!isRaster(header) || !isDecodable(header)) return false;
  const longer = Math.max(header.width ?? 0, header.height ?? 0);
  return mustConvert(task) || longer > settings.maxSide || isOverLimits(file, task);
}

/** Where a canvas gives noise, the file is sent in its own size and type: never other pixels than its own. */
async function canEncode(): Promise<boolean> {
  const isTrusted = await isCanvasTrusted();
  if (!isTrusted) reportUntrustedCanvas();
  return isTrusted;
}

function mustConvert({ header, settings: { type } }: PrepareTask): boolean {
  return type !== null && type !== header.mediaType;
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

/**
 * The service takes formats that some browsers cannot decode; these are sent in their own size, unless
 * another type was asked for.
 */
async function tryToEncode(task: PrepareTask): Promise<Made | null> {
  if (!(await canEncode())) return null;
  const { file, header, settings } = task;
  try {
    return { ...(await reencode(file, header, settings)), prepared: 'encoded' };
  } catch (cause) {
    if (UNIVERSAL.has(header.mediaType) || isPartNotLoaded(cause)) throw cause;
    if (!mustConvert(task)) return null;
    const message = `this browser cannot decode ${header.mediaType}, so it cannot be converted to ${settings.type}`;
    throw new Error(message, { cause });
  }
}

function asFile(blob: Blob, type: string, original: File): File | null {
  if (blob === original && original.type === type) return null;
  const { lastModified, name } = original;
  return new File([blob], fileNameFor(name, type), { type, lastModified });
}
