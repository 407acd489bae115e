const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A number of bytes for people, such as `3.4 MB`. @param tag - The language, as BCP 47 has it. */
export function formatSize(bytes: number, tag = 'en'): string {
  const { value, unit, digits } = scaledBytes(bytes);
  return formatUnit(value, { unit, digits, tag });
}

/** The largest unit of bytes that is not too large. */
export function scaledBytes(bytes: number): { value: number; unit: string; digits: number } {
  const power = Math.min(Math.floor(Math.log2(Math.max(1, bytes)) / 10), UNITS.length - 1);
  const value = bytes / 1024 ** power;
  return { value, unit: UNITS[power] ?? 'byte', digits: power > 1 && value < 100 ? 1 : 0 };
}

interface UnitStyle {
  /** As `Intl.NumberFormat` calls it. */
  unit: string;
  /** After the point, at most. */
  digits: number;
  tag: string;
}

// Making a formatter costs far more than using one, and there is a row for each picture.
const formatters = new Map<string, Intl.NumberFormat>();

// Arabic abbreviates to single letters, which hardly anybody reads.
const UNABBREVIATED = /^ar\b/;

/** A number with its unit. */
export function formatUnit(value: number, { unit, digits, tag }: UnitStyle): string {
  const key = `${tag} ${unit} ${digits}`;
  const known = formatters.get(key);
  if (known) return known.format(value);
  const unitDisplay = unit === 'byte' || UNABBREVIATED.test(tag) ? 'long' : 'short';
  const made = new Intl.NumberFormat(tag, {
    style: 'unit',
    unit,
    unitDisplay,
    maximumFractionDigits: digits,
  });
  formatters.set(key, made);
  return made.format(value);
}
