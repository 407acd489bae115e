import { UploadError } from './upload-error.ts';

/** Says that nothing can be shown of a file, or not enough to prepare it. */
export function damagedImage(file: File, cause?: unknown): UploadError {
  return new UploadError(
    'broken-image',
    `${file.name} is damaged. Open and save it with another program, or choose another image.`,
    cause === undefined ? {} : { cause },
  );
}
