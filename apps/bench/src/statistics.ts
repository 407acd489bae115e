/** What several rounds gave. */
export interface Summary {
  median: number;
  min: number;
  max: number;
}

/** @throws RangeError when nothing was measured. */
export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) throw new RangeError('Nothing was measured.');
  return { median: median(sorted), min, max };
}

/** Of an even count, the mean of the two in the middle. */
function median(sorted: readonly number[]): number {
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
