import type { UploadError } from '@tintype/core';
import type { Sentences } from './sentences.ts';
import type { DropzoneWords } from './words.ts';

/** Says in a language why a picture did not get through. */
export function createErrorSentence(
  words: DropzoneWords,
  sentences: Sentences,
): (error: UploadError) => string {
  return (error) =>
    // The app says it in the language that it speaks.
    (error.code === 'refused-by-app' && error.message ? sentences.foreign(error.message) : null) ??
    withLimit(error, words, sentences) ??
    withReason(error, words, sentences) ??
    words.error[error.code] ??
    // A code that this version does not know.
    sentences.foreign(error.message);
}

// No side is that long, and no area that small.
const LONGEST_SIDE = 100_000;

/** `null` where the error tells no limit. */
function withLimit(
  { code, limit, actual = 0 }: UploadError,
  { error: { limit: words } }: DropzoneWords,
  { formats, fill, counted }: Sentences,
): string | null {
  if (limit === undefined) return null;
  const say = (said: string, format: (value: number) => string, formatActual = format) =>
    fill(said, { limit: format(limit), actual: formatActual(actual) });
  switch (code) {
    case 'file-too-large':
      return say(words.size, formats.size, formats.excess);
    case 'dimensions-too-large':
      return limit > LONGEST_SIDE
        ? say(words.area, formats.millions)
        : say(words.side, formats.number);
    case 'metadata-too-large':
      return say(words.metadata, formats.bytes);
    case 'too-many-files':
      return counted(words.files, limit);
    default:
      return null;
  }
}

/** Only the service knows why it refuses, and it says so in its own language. */
function withReason(
  { code, apiErrors }: UploadError,
  { error: words }: DropzoneWords,
  { fill, foreign }: Sentences,
): string | null {
  const [first] = apiErrors;
  if (!first?.message) return null;
  // The Images API numbers its reasons, and most of them are for developers. An app's own backend does not.
  const isForUsers = code === 'refused' || first.code === 0;
  return isForUsers ? fill(words.refusedBecause, { said: foreign(first.message) }) : null;
}
