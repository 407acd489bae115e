import { type Column, formatValue, type Row } from './result.ts';
import type { Summary } from './statistics.ts';
import { describeUnfinished } from './unfinished.ts';

/** Rows of Markdown: the median, and min and max where there were several rounds. */
export function writeTable(columns: readonly Column[], rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = columns.map(({ title, unit }) => `${title}, ${unit}`);
  return [
    line(['', ...head]),
    line(['---', ...columns.map(() => '---:')]),
    ...rows.map((row) => line([row.name, ...cells(columns, row)])),
  ].join('\n');
}

/** Of whoever was not done in time the first says how far they came: nothing else compares. */
function cells(columns: readonly Column[], { values, unfinished }: Row): string[] {
  if (unfinished) {
    return columns.map((_, place) => (place === 0 ? describeUnfinished(unfinished) : '–'));
  }
  return columns.map(({ key, unit }) => cell(values[key] ?? null, unit));
}

function cell(summary: Summary | null, unit: Column['unit']): string {
  if (!summary) return 'not measured';
  const [median, min, max] = [summary.median, summary.min, summary.max].map((value) =>
    formatValue(value, unit),
  );
  return min === max ? `${median}` : `${median} (${min} to ${max})`;
}

/**
 * Says where others have a lower median than ours, however small the difference is.
 *
 * @param ours - Begins the names of our rows; the first of them is compared.
 */
export function whereBehind(
  columns: readonly Column[],
  rows: readonly Row[],
  ours: string,
): string {
  const own = rows.find(({ name }) => name.startsWith(ours));
  const lines = columns.flatMap(({ key, title, unit, neutral }) => {
    const limit = own?.values[key]?.median;
    if (neutral || limit === undefined) return [];
    const ahead = rows.flatMap(({ name, values }) => {
      const median = values[key]?.median;
      if (median === undefined || name.startsWith(ours)) return [];
      // What looks the same in the table is the same.
      if (median >= limit || formatValue(median, unit) === formatValue(limit, unit)) return [];
      return [`${name} (${Math.round((1 - median / limit) * 100)} % less)`];
    });
    return ahead.length > 0 ? [`- ${title}: ${ahead.join(', ')}`] : [];
  });
  if (lines.length === 0) return `Nobody is ahead of ${ours} in this table.`;
  return [`Ahead of ${own?.name}:`, '', ...lines].join('\n');
}
