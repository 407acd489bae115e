'use client';
import { type RefObject, useEffect, useLayoutEffect } from 'react';
import { followSurroundings } from './surroundings.ts';

// Before the first paint; on a server there is none, and React 18 would warn.
const useBeforePaint = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** Lets the root of a component be light or dark as what is around it. */
export function useSurroundings(root: RefObject<HTMLElement | null>): void {
  useBeforePaint(() => (root.current ? followSurroundings(root.current) : undefined), [root]);
}
