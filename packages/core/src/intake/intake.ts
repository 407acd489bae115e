import { unreadableFile } from '../errors/unreadable-file.ts';
import { UploadError } from '../errors/upload-error.ts';
import { readDimensions } from '../formats/dimensions.ts';
import { mediaTypeOf } from '../formats/media-type.ts';
import type { ReadStart } from './file-start.ts';
import { type Candidate, fileRules, type IntakeRules, isAccepted } from './rules.ts';

/** What intake says of one file: it may come in, and here is what its header says, or why not. */
export type Admission =
  | { admitted: true; mediaType: string; width: number | null; height: number | null }
  | { admitted: false; error: UploadError };

/**
 * Looks at one file's header and asks every rule about it. Reads a few kilobytes, never the whole
 * file, and never throws: a file that cannot be read is refused with `unreadable-file`.
 *
 * @param metadata - JSON of the metadata that would go with the file, or `null`.
 */
export function inspect(
  file: File,
  metadata: string | null,
  rules: IntakeRules,
  readStart: ReadStart,
): Admission | Promise<Admission> {
  if (rules.trustsTypes && isAccepted(file.type, rules)) {
    return judge({ file, mediaType: file.type, dimensions: null, metadata }, rules);
  }
  return look(file, metadata, rules, readStart);
}

async function look(
  file: File,
  metadata: string | null,
  rules: IntakeRules,
  readStart: ReadStart,
): Promise<Admission> {
  const candidate = await readCandidate(file, metadata, readStart);
  if (candidate instanceof UploadError) return { admitted: false, error: candidate };
  return judge(candidate, rules);
}

function judge(candidate: Candidate, rules: IntakeRules): Admission {
  for (const rule of fileRules) {
    const error = rule(candidate, rules);
    if (error) return { admitted: false, error };
  }
  const { mediaType, dimensions } = candidate;
  return {
    admitted: true,
    // knownType has refused every candidate without one.
    mediaType: mediaType ?? '',
    width: dimensions?.width ?? null,
    height: dimensions?.height ?? null,
  };
}

async function readCandidate(
  file: File,
  metadata: string | null,
  readStart: ReadStart,
): Promise<Candidate | UploadError> {
  try {
    // One look serves for both: for small files, reading costs more than all the rest of the intake.
    const start = await readStart(file);
    const mediaType = mediaTypeOf(new Uint8Array(start));
    const dimensions = mediaType === null ? null : await readDimensions(file, mediaType, start);
    return { file, mediaType, dimensions, metadata };
  } catch (cause) {
    return unreadableFile(file, cause);
  }
}
