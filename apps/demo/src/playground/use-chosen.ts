import type { UploadItem } from '@tintype/react';
import { useEffect, useRef, useState } from 'react';

const KEPT_AS = 'tintype-playground-chosen';

/**
 * The ids of all items that were chosen, also on pages before a reload. What a person removes before it
 * is stored, and what may not come in, does not count.
 */
export function useChosen(items: readonly UploadItem[]): {
  chosen: ReadonlySet<string>;
  forget: () => void;
} {
  const [chosen, setChosen] = useState(readChosen);
  const before = useRef(items);
  useEffect(() => {
    const [were, are] = [before.current, items];
    before.current = items;
    setChosen((known) => chosenAfter(known, were, are));
  }, [items]);
  useEffect(() => localStorage.setItem(KEPT_AS, JSON.stringify([...chosen])), [chosen]);
  return { chosen, forget: () => setChosen(new Set()) };
}

function readChosen(): ReadonlySet<string> {
  return new Set(JSON.parse(localStorage.getItem(KEPT_AS) ?? '[]'));
}

function chosenAfter(
  known: ReadonlySet<string>,
  were: readonly UploadItem[],
  are: readonly UploadItem[],
): ReadonlySet<string> {
  const present = new Map(are.map((item) => [item.id, item]));
  const chosen = new Set(known);
  for (const { id, status } of were) {
    if (status !== 'done' && !present.has(id)) chosen.delete(id);
  }
  for (const { id, status } of are) {
    if (status === 'rejected') chosen.delete(id);
    else if (status !== 'done') chosen.add(id);
  }
  const isSame = chosen.size === known.size && [...chosen].every((id) => known.has(id));
  return isSame ? known : chosen;
}
