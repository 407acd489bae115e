import { type Column, formatValue, type Row } from './result.ts';
import type { Summary } from './statistics.ts';

export interface ChartOptions {
  title: string;
  /** What the bars show. */
  column: Column;
  rows: readonly Row[];
  /** Rows whose name begins with it stand out. */
  ours: string;
}

interface Bar extends Summary {
  name: string;
}

const WIDTH = 720;
const BARS_AT = 240;
/** Room for the longest bar: behind it stand its digits. */
const LONGEST = 370;
const TOP = 44;
const STEP = 30;
const THICK = 18;

// A chart is shown as an image, where no style of the page reaches it.
const STYLE = `
text { font: 14px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600 }
.bar { fill: #8c959f }
.ours { fill: #0969da }
.spread { stroke: #1f2328; stroke-width: 1.5 }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc }
  .bar { fill: #6e7681 }
  .ours { fill: #4493f8 }
  .spread { stroke: #f0f6fc }
}`;

/** Draws the medians as bars and what lies between min and max as a line upon each. */
export function drawChart({ title, column, rows, ours }: ChartOptions): string {
  const bars = rows.flatMap(({ name, values }) => {
    const summary = values[column.key];
    return summary ? [{ name, ...summary }] : [];
  });
  const scale = LONGEST / Math.max(...bars.map(({ max }) => max));
  const heading = `${title}: ${column.title.toLowerCase()}, ${column.unit} (less is better)`;
  const height = TOP + bars.length * STEP;
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">
<title>${escapeText(heading)}</title>
<style>${STYLE}
</style>
<text class="title" x="0" y="20">${escapeText(heading)}</text>
${bars.map((bar, n) => drawBar(bar, { y: TOP + n * STEP, scale, unit: column.unit, ours })).join('\n')}
</svg>
`;
}

interface Place {
  y: number;
  /** Pixels for one unit. */
  scale: number;
  unit: Column['unit'];
  ours: string;
}

function drawBar({ name, median, min, max }: Bar, { y, scale, unit, ours }: Place): string {
  const at = (value: number) => (BARS_AT + value * scale).toFixed(1);
  const middle = y + THICK / 2;
  const text = middle + 5;
  const spread =
    max > min
      ? `\n<line class="spread" x1="${at(min)}" y1="${middle}" x2="${at(max)}" y2="${middle}"/>`
      : '';
  return `<text x="0" y="${text}">${escapeText(name)}</text>
<rect class="${name.startsWith(ours) ? 'bar ours' : 'bar'}" x="${BARS_AT}" y="${y}" width="${(median * scale).toFixed(1)}" height="${THICK}" rx="3"/>${spread}
<text class="value" x="${(BARS_AT + max * scale + 8).toFixed(1)}" y="${text}">${formatValue(median, unit)} ${unit}</text>`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
