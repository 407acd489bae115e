import type { Machine } from './machine.ts';
import type { Summary } from './statistics.ts';
import type { Unfinished } from './unfinished.ts';

/** What one scenario gave: docs/benchmarks/results.json keeps one for each. */
export interface Result {
  /** Key of the scenario. */
  scenario: string;
  machine: Machine;
  /** ISO 8601, the day. */
  date: string;
  /** Load average over a minute when it began: above the count of cores, others disturbed it. */
  load: number;
  /** How many files. */
  count: number;
  /** How often each was measured, one after another in turns. */
  rounds: number;
  rows: readonly Row[];
}

/** One contender. */
export interface Row {
  name: string;
  /** By the key of the column; `null` where it could not be measured. */
  values: Readonly<Record<string, Summary | null>>;
  /** Why, where it was not done in time. */
  unfinished?: Unfinished | undefined;
}

/** What is measured, in a unit; less is better. */
export interface Column {
  key: string;
  title: string;
  unit: 'ms' | 'MB' | 'KB';
  /** Says nothing about who is ahead. */
  neutral?: true;
}

const formats: Record<Column['unit'], Intl.NumberFormat> = {
  ms: new Intl.NumberFormat('en', { maximumFractionDigits: 0 }),
  MB: new Intl.NumberFormat('en', { maximumFractionDigits: 0 }),
  KB: new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
};

/** The same digits in table and chart, without the unit. */
export function formatValue(value: number, unit: Column['unit']): string {
  return formats[unit].format(value);
}
