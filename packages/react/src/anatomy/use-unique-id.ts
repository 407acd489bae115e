'use client';
import { useId, useState } from 'react';
import { useHydrated } from './use-hydrated.ts';

/**
 * Returns an id that no other element of the page has. React's own are the same in every root that was
 * rendered on a server, unless each has an `identifierPrefix`: from hydration on, this one is not.
 */
export function useUniqueId(): string {
  const id = useId();
  const isHydrated = useHydrated();
  // On a server nobody reads it, and Next prerenders nothing that asks for chance there.
  const isNeeded = !isHydrated && typeof document !== 'undefined';
  const [suffix] = useState(() => (isNeeded ? Math.random().toString(36).slice(2) : ''));
  return isHydrated ? id + suffix : id;
}
