import { UploadError } from './upload-error.ts';

/** Says that a file which was chosen can no longer be read. */
export function unreadableFile(file: File, cause: unknown): UploadError {
  return new UploadError(
    'unreadable-file',
    `${file.name} can no longer be read. It was moved, changed or deleted; choose it again.`,
    { cause },
  );
}
