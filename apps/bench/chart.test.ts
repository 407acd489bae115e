import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawChart } from './src/chart.ts';
import { readResults, writeReport } from './src/report.ts';
import type { Column, Row } from './src/result.ts';
import { summarize } from './src/statistics.ts';
import { whereBehind, writeTable } from './src/table.ts';

const DOCS = path.join(import.meta.dirname, '../../docs');
const time: Column = { key: 'wall', title: 'Time', unit: 'ms' };
const size: Column = { key: 'size', title: 'A picture', unit: 'KB', neutral: true };

const row = (name: string, wall: readonly number[]): Row => ({
  name,
  values: { wall: summarize(wall), size: summarize([wall.length]) },
});
const rows = [
  row('Ours & more', [1000, 1200.4, 900]),
  row('Peer <1>', [2400, 2000, 2500]),
  row('Swift', [600, 600, 600]),
];

const textsOf = (svg: string) =>
  [...svg.matchAll(/<text class="value"[^>]*>([^<]+)</g)].map(([, text]) => text);
const numbersOf = (svg: string, tag: string, name: string) =>
  [...svg.matchAll(new RegExp(`<${tag} [^>]*\\b${name}="([\\d.]+)"`, 'g'))].map(([, value]) =>
    Number(value),
  );
/** Of the first column, in the order of the rows. */
const mediansOf = (table: string) =>
  [...table.matchAll(/^\| [^|]+ \| ([\d.,]+)/gm)].map(([, median]) => median);

const draw = (given: readonly Row[] = rows) =>
  drawChart({ title: 'A & B', column: time, rows: given, ours: 'Ours' });

describe('the chart', () => {
  it('says the numbers of the table', () => {
    expect(textsOf(draw())).toEqual(['1,000 ms', '2,400 ms', '600 ms']);
    expect(mediansOf(writeTable([time], rows))).toEqual(['1,000', '2,400', '600']);
  });

  it('has bars as long as the numbers, and lines from the least to the most', () => {
    const svg = draw();
    const [ours = 0, peer = 0, swift = 0] = numbersOf(svg, 'rect', 'width');
    expect(peer / ours).toBeCloseTo(2.4, 2);
    expect(swift / ours).toBeCloseTo(0.6, 2);
    const [left = 0] = numbersOf(svg, 'rect', 'x');
    const ends = ['x1', 'x2'].map((name) => (numbersOf(svg, 'line', name)[0] ?? 0) - left);
    expect(ends[0]).toBeCloseTo(ours * 0.9, 0);
    expect(ends[1]).toBeCloseTo(ours * 1.2, 0);
  });

  it('draws no line where all rounds were the same, and no bar where nothing was measured', () => {
    const svg = draw([...rows, { name: 'Lost', values: { wall: null } }]);
    expect(numbersOf(svg, 'line', 'x1')).toHaveLength(2);
    expect(svg).not.toContain('Lost');
  });

  it('writes names as text, marks ours, and knows the dark', () => {
    const svg = draw();
    expect(svg).toContain('>Peer &lt;1><');
    expect(svg).toContain('>Ours &amp; more<');
    expect(svg.match(/class="bar ours"/g)).toHaveLength(1);
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
  });
});

describe('the table', () => {
  it('has min and max where rounds differed', () => {
    expect(writeTable([time, size], rows).split('\n')).toEqual([
      '|  | Time, ms | A picture, KB |',
      '| --- | ---: | ---: |',
      '| Ours & more | 1,000 (900 to 1,200) | 3.0 |',
      '| Peer <1> | 2,400 (2,000 to 2,500) | 3.0 |',
      '| Swift | 600 | 3.0 |',
    ]);
  });

  it('says what was not measured', () => {
    expect(writeTable([time], [{ name: 'Lost', values: {} }])).toContain('| Lost | not measured |');
  });

  it('says how far those came who were not done', () => {
    const unfinished = { reached: 28, count: 300, seconds: 90, error: null };
    const broken = { ...unfinished, reached: 0, error: 'It broke' };
    const lost = { name: 'Lost', values: { wall: null } };
    expect(writeTable([time, size], [{ ...lost, unfinished }])).toContain(
      '| Lost | only 28 of 300 within 90 s | – |',
    );
    expect(writeTable([time], [{ ...lost, unfinished: broken }])).toContain(
      '| Lost | only 0 of 300 within 90 s (It broke) |',
    );
  });

  it('is followed by who is ahead', () => {
    expect(whereBehind([time, size], rows, 'Ours')).toContain('- Time: Swift (40 % less)');
    expect(whereBehind([time, size], rows.slice(0, 2), 'Ours')).toBe(
      'Nobody is ahead of Ours in this table.',
    );
  });
});

describe('the median', () => {
  it('is the one in the middle, or the mean of two', () => {
    expect(summarize([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
    expect(summarize([4, 1, 2, 3]).median).toBe(2.5);
    expect(() => summarize([])).toThrow(RangeError);
  });
});

describe('docs/benchmarks', () => {
  const files = Object.entries(writeReport(readResults()));

  it.each(files)('%s is what the kept results give', (name, content) => {
    expect(readFileSync(path.join(DOCS, name), 'utf8')).toBe(content);
  });

  it('shows in each chart the first column of the table beside it', () => {
    const page = readFileSync(path.join(DOCS, 'benchmarks.md'), 'utf8');
    const sections = page.split(/^## /m).slice(1);
    expect(sections.length).toBeGreaterThan(0);
    for (const section of sections) {
      const [, name = ''] = /\(benchmarks\/(\w+\.svg)\)/.exec(section) ?? [];
      const shown = textsOf(readFileSync(path.join(DOCS, 'benchmarks', name), 'utf8'));
      expect(shown.map((text) => text?.split(' ')[0])).toEqual(mediansOf(section));
    }
  });
});
