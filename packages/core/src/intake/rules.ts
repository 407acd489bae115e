import { damagedImage } from '../errors/damaged-image.ts';
import { UploadError } from '../errors/upload-error.ts';
import { type ImageHeader, isRaster, totalPixels } from '../formats/image-header.ts';
import { typeName } from '../images/type-name.ts';

/** Which pictures may come in. All limits are those of the service unless the app sets its own. */
export interface IntakeRules {
  /** Media types, as the first bytes prove them. `image/*` stands for all. */
  accept: readonly string[];
  /** Believes a file that states an accepted type, and does not open it. */
  trustsTypes: boolean;
  /** Stills over the limits are let in, since they will be shrunk. */
  shrinks: boolean;
  /** Pictures at most. */
  maxFiles: number;
  /** What happens to one more: it is rejected, or takes the place of the oldest. */
  whenFull: 'reject' | 'replace';
  /** Bytes at most. */
  maxFileSize: number;
  /** Longer side at most, in pixels. */
  maxDimension: number;
  /** Width times height, and times the frames of an animation, at most. */
  maxPixels: number;
  /** JSON of the metadata at most, in bytes. */
  maxMetadata: number;
}

/** What is known of a file that wants to come in. */
export interface Candidate {
  file: File;
  /** What the first bytes prove; `null` for no known picture. */
  mediaType: string | null;
  /** `null` for no known picture, and where the file was not opened. */
  header: ImageHeader | null;
  /** JSON of the metadata that would go with it, or `null`. */
  metadata: string | null;
}

/** A rule looks at a candidate and answers why it may not come in, or `null`. */
export type Rule = (candidate: Candidate, rules: IntakeRules) => UploadError | null;

/** The rules that look at one file, in the order in which they are asked. */
export const fileRules: readonly Rule[] = [
  notEmpty,
  knownType,
  hasSize,
  sizeWithinLimit,
  dimensionsWithinLimit,
  areaWithinLimit,
  metadataWithinLimit,
];

/** The rules about what was made of a file. */
export const resultRules: readonly Rule[] = [
  sizeWithinLimit,
  dimensionsWithinLimit,
  areaWithinLimit,
];

function notEmpty({ file }: Candidate): UploadError | null {
  if (file.size > 0) return null;
  return new UploadError(
    'empty-file',
    `${file.name} is empty. It may not have finished copying; choose it again.`,
  );
}

/** Whether a media type is among those that may come in. */
export function isAccepted(mediaType: string, { accept }: IntakeRules): boolean {
  return accept.some((type) => matches(mediaType, type));
}

function knownType({ file, mediaType }: Candidate, rules: IntakeRules): UploadError | null {
  if (mediaType !== null && isAccepted(mediaType, rules)) return null;
  const found =
    mediaType === null
      ? 'its contents are not those of a picture'
      : `pictures of type ${typeName(mediaType)} are not taken`;
  const wanted = rules.accept.map((type) => typeName(type) ?? 'any picture');
  return new UploadError(
    'unsupported-type',
    `${file.name} cannot be uploaded: ${found}. Choose one of ${wanted.join(', ')}.`,
  );
}

// Their headers say a size, or they are damaged.
const SIZED: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

function hasSize({ file, header }: Candidate): UploadError | null {
  if (!header || !SIZED.has(header.mediaType) || header.width !== null) return null;
  return damagedImage(file);
}

function willBeShrunk({ header }: Candidate, { shrinks }: IntakeRules): boolean {
  return shrinks && header !== null && isRaster(header);
}

function sizeWithinLimit(candidate: Candidate, rules: IntakeRules): UploadError | null {
  const { file } = candidate;
  const { maxFileSize } = rules;
  if (file.size <= maxFileSize || willBeShrunk(candidate, rules)) return null;
  return new UploadError(
    'file-too-large',
    `${file.name} has ${megabytes(file.size)}; the limit is ${megabytes(maxFileSize)}. Choose a smaller picture.`,
    { limit: maxFileSize, actual: file.size },
  );
}

function dimensionsWithinLimit(candidate: Candidate, rules: IntakeRules): UploadError | null {
  const { file, header } = candidate;
  const longer = Math.max(header?.width ?? 0, header?.height ?? 0);
  if (!header || longer <= rules.maxDimension || willBeShrunk(candidate, rules)) return null;
  return new UploadError(
    'dimensions-too-large',
    `${file.name} is ${header.width} × ${header.height} pixels; no side may be over ${rules.maxDimension}. Scale it down first.`,
    { limit: rules.maxDimension, actual: longer },
  );
}

function areaWithinLimit(candidate: Candidate, rules: IntakeRules): UploadError | null {
  const { file, header } = candidate;
  const pixels = (header && totalPixels(header)) ?? 0;
  if (pixels <= rules.maxPixels || willBeShrunk(candidate, rules)) return null;
  const frames = header?.frames ?? 1;
  const inAll = frames > 1 ? ` in its ${frames} frames together` : '';
  return new UploadError(
    'dimensions-too-large',
    `${file.name} has ${megapixels(pixels)}${inAll}; the limit is ${megapixels(rules.maxPixels)}. Scale it down first.`,
    { limit: rules.maxPixels, actual: pixels },
  );
}

/** Asked again before a picture is sent, for people may have said more of it. */
export function metadataWithinLimit(
  { file, metadata }: Pick<Candidate, 'file' | 'metadata'>,
  { maxMetadata }: Pick<IntakeRules, 'maxMetadata'>,
): UploadError | null {
  const bytes = metadata === null ? 0 : new TextEncoder().encode(metadata).length;
  if (bytes <= maxMetadata) return null;
  return new UploadError(
    'metadata-too-large',
    `The metadata of ${file.name} has ${bytes} bytes as JSON; the limit is ${maxMetadata}. Send less of it.`,
    { limit: maxMetadata, actual: bytes },
  );
}

/** The rule that looks at all files together: is there a place for one more? */
export function placeLeft(
  file: File,
  taken: number,
  { maxFiles, whenFull }: IntakeRules,
): UploadError | null {
  if (taken < maxFiles || whenFull === 'replace') return null;
  return new UploadError(
    'too-many-files',
    `${file.name} is one too many: at most ${maxFiles} pictures are taken. Remove one first.`,
    { limit: maxFiles, actual: taken + 1 },
  );
}

function matches(mediaType: string, accepted: string): boolean {
  return accepted === mediaType || (accepted === 'image/*' && mediaType.startsWith('image/'));
}

function megabytes(bytes: number): string {
  // Two decimals where one would hide that the limit is passed.
  const value = bytes / 1024 / 1024;
  return `${Number(value.toFixed(value < 100 ? 2 : 0))} MB`;
}

function megapixels(pixels: number): string {
  return `${(pixels / 1e6).toFixed(1).replace(/\.0$/, '')} megapixels`;
}
