const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A number of bytes for people, such as `3.4 MB`. */
export function formatSize(bytes: number): string {
  const power = Math.min(Math.floor(Math.log2(Math.max(1, bytes)) / 10), UNITS.length - 1);
  const value = bytes / 1024 ** power;
  return formatUnit(value, UNITS[power] ?? 'byte', power > 1 && value < 100 ? 1 : 0);
}

/** A time for people, rounded up, such as `5 min`. */
export function formatSeconds(seconds: number): string {
  return seconds < 60
    ? formatUnit(Math.max(1, Math.ceil(seconds)), 'second', 0)
    : formatUnit(Math.ceil(seconds / 60), 'minute', 0);
}

// Making a formatter costs far more than using one, and there is a row for each picture.
const formatters = new Map<string, Intl.NumberFormat>();

function formatUnit(value: number, unit: string, maximumFractionDigits: number): string {
  const key = unit + maximumFractionDigits;
  const known = formatters.get(key);
  if (known) return known.format(value);
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  const made = new Intl.NumberFormat('en', {
    style: 'unit',
    unit,
    unitDisplay,
    maximumFractionDigits,
  });
  formatters.set(key, made);
  return made.format(value);
}
