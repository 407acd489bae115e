'use client';
import { useRef } from 'react';

/** The object of an earlier render, as long as all its values are the same: apps often write them in place. */
export function useUnchanged<Value extends object>(value: Value | undefined): Value | undefined {
  const before = useRef(value);
  if (!isSame(before.current, value)) before.current = value;
  return before.current;
}

function isSame(one: object | undefined, other: object | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const entries = Object.entries(one);
  const values = other as Record<string, unknown>;
  return (
    entries.length === Object.keys(other).length &&
    entries.every(([name, value]) => Object.is(value, values[name]))
  );
}
