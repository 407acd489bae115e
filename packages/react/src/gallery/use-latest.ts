'use client';
import { type RefObject, useEffect, useRef } from 'react';

/** The value of the last render, for callbacks that must stay the same. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
