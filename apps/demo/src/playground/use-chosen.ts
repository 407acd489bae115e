import type { UploadItem } from '@tintype/react';
import { useEffect, useRef, useState } from 'react';
import { type Chosen, keepChosen, markOf, readChosen, startRun } from './run.ts';

/**
 * All pictures that were chosen, also on pages before a reload. What a person removes before it is
 * stored, and what may not come in, does not count.
 */
export function useChosen(items: readonly UploadItem[]): {
  chosen: Chosen;
  forget: () => void;
} {
  const [chosen, setChosen] = useState(readChosen);
  const before = useRef(items);
  useEffect(() => {
    const were = before.current;
    before.current = items;
    setChosen((known) => chosenAfter(known, were, items));
  }, [items]);
  useEffect(() => keepChosen(chosen), [chosen]);
  const forget = () => {
    startRun();
    setChosen({});
  };
  return { chosen, forget };
}

function chosenAfter(
  known: Chosen,
  were: readonly UploadItem[],
  are: readonly UploadItem[],
): Chosen {
  const present = new Set(are.map(({ id }) => id));
  const isGone = ({ id, status }: UploadItem) => status !== 'done' && !present.has(id);
  const isRefused = ({ status }: UploadItem) => status === 'rejected';
  const left = [...were.filter(isGone), ...are.filter(isRefused)].filter(({ id }) => id in known);
  const came = are.filter(
    ({ id, status }) => status !== 'rejected' && status !== 'done' && !(id in known),
  );
  if (left.length === 0 && came.length === 0) return known;
  const chosen = { ...known };
  for (const { id } of left) delete chosen[id];
  for (const { id, file } of came) chosen[id] = markOf(file);
  return chosen;
}
