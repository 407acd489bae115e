import { unreadableFile } from '../errors/unreadable-file.ts';
import { isUploadError, UploadError } from '../errors/upload-error.ts';
import type { ImageHeader } from '../formats/image-header.ts';
import { type Candidate, fileRules, type IntakeRules, isAccepted, resultRules } from './rules.ts';

/** Reads what a file's header says. @throws DOMException when the file cannot be read. */
export type ReadHeader = (file: File) => Promise<ImageHeader | null>;

/**
 * What intake says of one file: it may come in, and here is what its header says (`null`: it was not
 * opened), or why not.
 */
export type Admission =
  | { admitted: true; header: ImageHeader | null }
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
  read: ReadHeader,
): Admission | Promise<Admission> {
  if (rules.trustsTypes && isAccepted(file.type, rules)) {
    return judge({ file, mediaType: file.type, header: null, metadata }, rules);
  }
  return look(file, metadata, rules, read);
}

async function look(
  file: File,
  metadata: string | null,
  rules: IntakeRules,
  read: ReadHeader,
): Promise<Admission> {
  const candidate = await readCandidate(file, metadata, read);
  if (candidate instanceof UploadError) return { admitted: false, error: candidate };
  return judge(candidate, rules);
}

function judge(candidate: Candidate, rules: IntakeRules): Admission {
  for (const rule of fileRules) {
    const error = rule(candidate, rules);
    if (error) return { admitted: false, error };
  }
  return { admitted: true, header: candidate.header };
}

/** Why what was made of a file may not be sent, or `null`. */
export function judgeResult(
  file: File,
  header: ImageHeader,
  rules: IntakeRules,
): UploadError | null {
  const candidate = { file, mediaType: header.mediaType, header, metadata: null };
  for (const rule of resultRules) {
    const error = rule(candidate, { ...rules, shrinks: false });
    if (error) return error;
  }
  return null;
}

async function readCandidate(
  file: File,
  metadata: string | null,
  read: ReadHeader,
): Promise<Candidate | UploadError> {
  try {
    const header = await read(file);
    return { file, mediaType: header?.mediaType ?? null, header, metadata };
  } catch (cause) {
    // What reads headers could not be loaded, and the file is not to blame.
    return isUploadError(cause) ? cause : unreadableFile(file, cause);
  }
}
