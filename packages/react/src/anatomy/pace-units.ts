import { formatUnit, scaledBytes } from './units.ts';

/** Bytes in a second for people, such as `3.4 MB/s`. */
export function formatSpeed(bytesPerSecond: number, tag = 'en'): string {
  const { value, unit, digits } = scaledBytes(bytesPerSecond);
  return formatUnit(value, { unit: `${unit}-per-second`, digits, tag });
}

/** A time for people, rounded up, such as `5 min` or `1 hr 9 min`. */
export function formatSeconds(seconds: number, tag = 'en'): string {
  if (seconds < 60) {
    return formatUnit(Math.max(1, Math.ceil(seconds)), { unit: 'second', digits: 0, tag });
  }
  const minutes = Math.ceil(seconds / 60);
  const hour = minutes < 60 ? [] : [{ value: Math.floor(minutes / 60), unit: 'hour' }];
  const minute = minutes % 60 === 0 ? [] : [{ value: minutes % 60, unit: 'minute' }];
  const parts = [...hour, ...minute].map(({ value, unit }) =>
    formatUnit(value, { unit, digits: 0, tag }),
  );
  if (parts.length === 1) return parts.join('');
  return new Intl.ListFormat(tag, { type: 'unit', style: 'narrow' }).format(parts);
}
