'use client';
import type { Image } from '@tintype/core';
import { useMemo, useState } from 'react';
import { everything, extended, NOTHING, remaining, type Selection, toggled } from './selection.ts';
import { useLatest } from './use-latest.ts';

/** What is selected of a gallery, and how to change it. */
export interface GallerySelection {
  ids: ReadonlySet<string>;
  select: (id: string, range: boolean) => void;
  selectAll: () => void;
  clear: () => void;
}

/** @param onChange - Told the ids after each change. */
export function useSelection(
  images: readonly Image[],
  onChange: ((ids: string[]) => void) | undefined,
): GallerySelection {
  const [chosen, setChosen] = useState(NOTHING);
  const order = useMemo(() => images.map(({ id }) => id), [images]);
  const selection = useMemo(() => remaining(chosen, order), [chosen, order]);
  const latest = useLatest({ selection, order, onChange });

  const actions = useMemo(() => {
    const set = (next: Selection) => {
      setChosen(next);
      latest.current.onChange?.([...next.ids]);
    };
    return {
      select(id: string, range: boolean) {
        const { selection: now, order: ids } = latest.current;
        set(range ? extended(now, id, ids) : toggled(now, id));
      },
      selectAll: () => set(everything(latest.current.order)),
      clear: () => set(NOTHING),
    };
  }, [latest]);
  return { ids: selection.ids, ...actions };
}
