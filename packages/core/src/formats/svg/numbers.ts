/** How many numbers a text has, and what they come to without their signs. */
export interface Numbers {
  count: number;
  sum: number;
}

// A path of millions of numbers is summed up by the first of them.
const MOST_SUMMED = 100_000;

/** Adds up the numbers in a path, a list or a length. */
export function numbersIn(text: string): Numbers {
  const count = countNumbers(text);
  let sum = 0;
  let seen = 0;
  for (const [number] of text.matchAll(NUMBER)) {
    sum += Math.min(1e9, Number(number));
    seen += 1;
    if (seen === MOST_SUMMED) return { count, sum: (sum * count) / seen };
  }
  return { count, sum };
}

const NUMBER = /\.?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/** Counts numbers without reading them. */
export function countNumbers(text: string): number {
  let count = 0;
  let isWithin = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isDigit = code >= 0x30 && code <= 0x39;
    if (isDigit && !isWithin) count += 1;
    // A point within a number belongs to it.
    isWithin = isDigit || (isWithin && code === 0x2e);
  }
  return count;
}
