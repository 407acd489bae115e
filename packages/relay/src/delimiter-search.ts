/** Looks for one delimiter in bytes that arrive piece by piece. */
export interface DelimiterSearch {
  length: number;
  /** Where the delimiter begins, or -1. */
  find(bytes: Uint8Array): number;
  /** How many of the last bytes may be the beginning of a delimiter whose rest has not arrived. */
  begun(bytes: Uint8Array): number;
}

/**
 * A search that steps over most bytes without a look at them (Boyer, Moore and Horspool). Comparing
 * begins at the front, and the delimiter of a form begins with a line break that it never repeats:
 * nobody can write a form that takes longer than a few looks at each byte.
 *
 * @param delimiter - 1 to 255 bytes.
 */
export function createSearch(delimiter: Uint8Array): DelimiterSearch {
  const { length } = delimiter;
  const last = length - 1;
  const steps = new Uint8Array(256).fill(length);
  for (let index = 0; index < last; index++) steps[delimiter[index] ?? 0] = last - index;
  const startsAt = (bytes: Uint8Array, at: number, count: number) => {
    for (let index = 0; index < count; index++) {
      if (bytes[at + index] !== delimiter[index]) return false;
    }
    return true;
  };
  return {
    length,
    find(bytes) {
      for (let end = last; end < bytes.length; end += steps[bytes[end] ?? 0] ?? 1) {
        if (bytes[end] === delimiter[last] && startsAt(bytes, end - last, length)) {
          return end - last;
        }
      }
      return -1;
    },
    begun(bytes) {
      for (let count = Math.min(last, bytes.length); count > 0; count--) {
        if (startsAt(bytes, bytes.length - count, count)) return count;
      }
      return 0;
    },
  };
}
