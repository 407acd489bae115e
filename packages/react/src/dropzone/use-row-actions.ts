'use client';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { focusedBeside } from '../anatomy/tree.ts';
import type { ImageUpload } from '../upload/use-image-upload.ts';
import { useLook } from './dropzone-look.tsx';
import type { RowActions } from './row-actions.ts';

// On a server, React 18 warns of effects that want to measure.
const useBrowserLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** What rows can do, with the focus that never falls back to the page. */
export function useRowActions(
  upload: ImageUpload,
  list: RefObject<HTMLUListElement | null>,
): RowActions {
  const { cancel, retry, remove, move, setMetadata, uploader } = upload;
  const { say, labels, focusChooser } = useLook();
  // The button that moved a row. Where the row is put in anew, the browser takes its focus away.
  const pressed = useRef<{ id: string; step: string } | null>(null);
  useBrowserLayoutEffect(() => {
    if (!pressed.current) return;
    const { id, step } = pressed.current;
    pressed.current = null;
    rowOf(list.current, id)?.querySelector<HTMLElement>(`[data-step="${step}"]`)?.focus();
  });

  const removeAndMoveFocus = useCallback(
    (id: string) => {
      const isThere = (other: string) => uploader.getItem(other) !== undefined;
      const neighbour = findNeighbour(list.current, id, isThere);
      const name = uploader.getItem(id)?.file.name;
      if (neighbour) neighbour.focus();
      else focusChooser();
      remove(id);
      if (name !== undefined) say(labels.removed(name));
    },
    [remove, focusChooser, uploader, say, labels, list],
  );

  const moveAndKeepFocus = useCallback(
    (id: string, place: number) => {
      const step = focusedBeside(list.current)?.dataset.step;
      if (step) pressed.current = { id, step };
      move(id, place);
      const name = uploader.getItem(id)?.file.name ?? '';
      const count = Number(rowOf(list.current, id)?.getAttribute('aria-setsize') ?? 0);
      say(labels.moved(name, place + 1, count));
    },
    [move, uploader, say, labels, list],
  );

  return useMemo(
    () => ({
      cancel,
      retry,
      remove: removeAndMoveFocus,
      move: moveAndKeepFocus,
      describe: setMetadata,
    }),
    [cancel, retry, removeAndMoveFocus, moveAndKeepFocus, setMetadata],
  );
}

function rowOf(list: HTMLElement | null, id: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`) ?? null;
}

/**
 * The button that gets the focus when a row leaves: the last of the next row, which removes it too, or
 * else of the one before, so that focus never falls back to the page. Rows that have left already can
 * still be on the screen until the next frame.
 */
function findNeighbour(
  list: HTMLElement | null,
  id: string,
  isThere: (id: string) => boolean,
): HTMLElement | null {
  const rows = Array.from(list?.querySelectorAll<HTMLElement>('[data-id]') ?? []);
  const place = rows.findIndex((row) => row.dataset.id === id);
  const nearest = [...rows.slice(place + 1), ...rows.slice(0, place).reverse()];
  const neighbour = nearest.find((row) => isThere(row.dataset.id ?? ''));
  const buttons = neighbour?.querySelectorAll('button');
  return buttons?.[buttons.length - 1] ?? null;
}
