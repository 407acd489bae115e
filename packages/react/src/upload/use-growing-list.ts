'use client';
import { useEffect, useMemo, useState } from 'react';

// So many rows are rendered in well under the 50 ms after which a page feels stuck.
const AT_FIRST = 300;

/**
 * A list that a page can follow: of very many items that come at once, those at the end appear a few
 * moments later, so that no single task mounts them all.
 */
export function useGrowingList<Item>(items: readonly Item[]): readonly Item[] {
  const [most, setMost] = useState(AT_FIRST);
  const isLonger = items.length > most;
  useEffect(() => {
    if (!isLonger) return undefined;
    // A timer, since frames stand still in hidden tabs.
    const timer = setTimeout(() => setMost(most * 2), 16);
    return () => clearTimeout(timer);
  }, [isLonger, most]);
  return useMemo(() => (isLonger ? items.slice(0, most) : items), [items, isLonger, most]);
}
