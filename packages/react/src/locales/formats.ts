import { formatSeconds, formatSpeed } from '../anatomy/pace-units.ts';
import { formatSize, formatUnit } from '../anatomy/units.ts';

/** Numbers, dates and lists as a language writes them. */
export interface Formats {
  number: (value: number) => string;
  /** @param ratio - From 0 to 1. */
  percent: (ratio: number) => string;
  size: (bytes: number) => string;
  /** As `size`, with what makes it more than its limit. */
  excess: (bytes: number) => string;
  bytes: (bytes: number) => string;
  /** Millions, rounded up. */
  millions: (value: number) => string;
  speed: (bytesPerSecond: number) => string;
  seconds: (seconds: number) => string;
  /** What is no date comes back as it is. */
  date: (iso: string) => string;
  anyOf: (names: readonly string[]) => string;
  pluralForm: (count: number) => Intl.LDMLPluralRule;
}

const MEGABYTE = 1024 ** 2;

/** Makes the formats of a language. Nothing of `Intl` is made before it is needed. */
export function createFormats(tag: string): Formats {
  const plain = lazily(() => new Intl.NumberFormat(tag));
  const percent = lazily(() => new Intl.NumberFormat(tag, { style: 'percent' }));
  const date = lazily(
    () => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' }),
  );
  const choice = lazily(() => new Intl.ListFormat(tag, { type: 'disjunction' }));
  const rules = lazily(() => new Intl.PluralRules(tag));
  return {
    number: (value) => plain().format(value),
    percent: (ratio) => percent().format(ratio),
    size: (bytes) => formatSize(bytes, tag),
    excess: (bytes) =>
      bytes < MEGABYTE
        ? formatSize(bytes, tag)
        : formatUnit(roundUp(bytes / MEGABYTE, 100), { unit: 'megabyte', digits: 2, tag }),
    bytes: (bytes) => formatUnit(bytes, { unit: 'byte', digits: 0, tag }),
    millions: (value) => plain().format(roundUp(value / 1e6, 10)),
    speed: (bytesPerSecond) => formatSpeed(bytesPerSecond, tag),
    seconds: (seconds) => formatSeconds(seconds, tag),
    date: (iso) => {
      const time = Date.parse(iso);
      return Number.isNaN(time) ? iso : date().format(time);
    },
    anyOf: (names) => choice().format(names),
    pluralForm: (count) => rules().select(count),
  };
}

/** So that what is over a limit never looks like the limit. */
function roundUp(value: number, parts: number): number {
  return Math.ceil(value * parts) / parts;
}

function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
