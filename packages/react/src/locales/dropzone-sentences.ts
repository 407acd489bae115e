import { typeName, type UploadItem } from '@tintype/core';
import type {
  DropzoneLabels,
  UploadCounts,
  UploadLimits,
  URLProblem,
} from '../anatomy/dropzone-labels.ts';
import { createErrorSentence } from './error-sentences.ts';
import type { Sentences } from './sentences.ts';
import type { Counted, DropzoneWords, Words } from './words.ts';

/** Makes the labels of `<ImageDropzone>`. */
export function createDropzoneLabels(
  { dropzone: words, comma }: Pick<Words, 'dropzone' | 'comma'>,
  sentences: Sentences,
): DropzoneLabels {
  const { formats, counted, fill, foreign, named } = sentences;
  const { number } = formats;
  const error = createErrorSentence(words, sentences);
  const count = (said: Counted) => (all: number) => counted(said, all);
  const outcome = (said: DropzoneWords['settled'], counts: UploadCounts) => {
    const { total, done, failed, rejected } = counts;
    const parts: string[] = [];
    if (failed > 0) parts.push(counted(said.failed, failed));
    if (rejected > 0) parts.push(counted(said.rejected, rejected));
    if (total > 0 || parts.length === 0) {
      parts.unshift(counted(said.done, done, { total: number(total) }));
    }
    return parts.join(comma);
  };
  return {
    ...words,
    hint: createHint(words, sentences),
    status: createStatus(words, sentences),
    error,
    size: formats.size,
    summary: (counts) => outcome(words.summary, counts),
    pace: ({ bytesPerSecond, secondsLeft }) =>
      bytesPerSecond === null || secondsLeft === null
        ? ''
        : fill(words.pace, {
            speed: formats.speed(bytesPerSecond),
            time: formats.seconds(secondsLeft),
          }),
    cancel: named(words.cancel),
    retry: named(words.retry),
    remove: named(words.remove),
    progress: named(words.progress),
    retryAll: count(words.retryAll),
    cameraProblem: (problem) => words.cameraProblem[problem],
    urlProblem: createURLProblem(words, sentences),
    moveUp: named(words.moveUp),
    moveDown: named(words.moveDown),
    drag: named(words.drag),
    details: named(words.details),
    saving: (state) => words.saving[state],
    formProblem: (problem) => words.formProblem[problem],
    warning: ({ code, message }) => words.warning[code] ?? foreign(message),
    added: count(words.added),
    removed: named(words.removed),
    moved: (name, place, all) =>
      fill(words.moved, { name: foreign(name), place: number(place), count: number(all) }),
    failed: (name, why) => fill(words.failed, { name: foreign(name), error: error(why) }),
    rejected: (name, why) => fill(words.rejected, { name: foreign(name), error: error(why) }),
    deleted: count(words.deleted),
    restored: count(words.restored),
    deleteFailed: named(words.deleteFailed),
    reached: (ratio) => fill(words.reached, { percent: formats.percent(ratio) }),
    settled: (counts) => outcome(words.settled, counts),
  };
}

function createStatus(
  { status: words }: DropzoneWords,
  { formats, fill }: Sentences,
): (item: UploadItem, seconds: number) => string {
  const attempt = (item: UploadItem) => {
    const count = formats.number(item.attempt);
    // Rounded down: nothing is at 100% before it is done.
    const percent = formats.percent(Math.floor(item.progress * 100) / 100);
    return fill(item.attempt > 1 ? words.again : words.uploading, { count, percent });
  };
  const wait = (item: UploadItem, seconds: number) =>
    fill(seconds > 0 ? words.retrying : words.retryingSoon, {
      count: formats.number(item.attempt + 1),
      time: formats.seconds(seconds),
    });
  return (item, seconds) => {
    if (item.status === 'uploading') return attempt(item);
    return item.status === 'retrying' ? wait(item, seconds) : words[item.status];
  };
}

function createHint(
  { hint: words }: DropzoneWords,
  { formats, fill, counted }: Sentences,
): (limits: UploadLimits) => string {
  return ({ accept, maxFileSize, maxFiles }) => {
    const types = formats.anyOf(accept.map((type) => typeName(type) ?? words.any));
    const upTo = maxFiles === 1 ? words.upTo : words.upToEach;
    const what = Number.isFinite(maxFileSize)
      ? fill(upTo, { types, size: formats.size(maxFileSize) })
      : types;
    if (maxFiles === 1) return fill(words.one, { what });
    return Number.isFinite(maxFiles) ? counted(words.most, maxFiles, { what }) : what;
  };
}

function createURLProblem(
  { urlProblem: words }: DropzoneWords,
  { formats, fill }: Sentences,
): (problem: URLProblem) => string {
  return (problem) => {
    switch (problem.reason) {
      case 'refused':
        return fill(words.refused, { status: String(problem.status) });
      case 'too-large':
        return fill(words['too-large'], { size: formats.size(problem.limit) });
      default:
        return words[problem.reason];
    }
  };
}
