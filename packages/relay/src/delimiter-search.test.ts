import { describe, expect, it } from 'vitest';
import { createSearch } from './delimiter-search.ts';

const DELIMITER = '\r\n--aabaa';
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Numbers that look random and are the same in each run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state % below;
  };
}

/** Texts that are full of beginnings and ends of the delimiter. */
function* texts(): Generator<string> {
  const random = seeded(7);
  const pieces = ['\r\n--aaba', 'aabaa', '\r', '\n', '-', 'a', 'b', '\r\n--', 'aa', DELIMITER];
  for (let round = 0; round < 2000; round++) {
    // The delimiter itself comes in every other text only.
    const choice = pieces.length - (round % 2);
    yield Array.from({ length: random(12) }, () => pieces[random(choice)]).join('');
  }
}

describe('the search for a delimiter', () => {
  const search = createSearch(bytesOf(DELIMITER));

  it('finds the first one, wherever it is, and none where there is none', () => {
    for (const text of texts()) expect(search.find(bytesOf(text))).toBe(text.indexOf(DELIMITER));
  });

  it('knows how many of the last bytes may begin one', () => {
    for (const text of texts()) {
      const lengths = Array.from({ length: DELIMITER.length }, (_, length) => length);
      const longest = lengths.findLast((length) => text.endsWith(DELIMITER.slice(0, length)));
      expect(search.begun(bytesOf(text))).toBe(longest);
    }
  });

  it('looks at each byte fewer than four times, whoever wrote the form', () => {
    // What Boyer, Moore and Horspool's search is slowest with: the delimiter's letters, all alike.
    const slow = createSearch(bytesOf(`\r\n--${'a'.repeat(70)}`));
    for (const text of ['a', '\r\n--a', 'ba', '\r', `\r\n--${'a'.repeat(69)}`]) {
      const bytes = bytesOf(text.repeat(Math.ceil(20_000 / text.length)));
      let looks = 0;
      const counting = new Proxy(bytes, {
        get(target, name) {
          if (typeof name === 'string' && /^\d+$/.test(name)) looks += 1;
          return Reflect.get(target, name, target);
        },
      });
      expect(slow.find(counting)).toBe(-1);
      expect(looks).toBeLessThan(bytes.length * 4);
    }
  });
});
