'use client';
import type { Image } from '@tintype/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import {
  createDeletionQueue,
  type DeletionQueue,
  type DeletionSettings,
  type DeletionState,
  NO_DELETIONS,
} from './deletion-queue.ts';
import { useLatest } from './use-latest.ts';

/**
 * Deletions that can be undone for a while. They are carried out when that is over, when the gallery
 * goes, and when the page is left.
 *
 * @param images - All that the app has.
 */
export function useDeletion(
  images: readonly Image[],
  settings: DeletionSettings,
): DeletionState & { queue: DeletionQueue } {
  const latest = useLatest(settings);
  const [queue] = useState(() => createDeletionQueue(() => latest.current));
  const state = useSyncExternalStore(queue.subscribe, queue.getSnapshot, () => NO_DELETIONS);

  useEffect(() => {
    window.addEventListener('pagehide', queue.flush);
    return () => {
      window.removeEventListener('pagehide', queue.flush);
      queue.flush();
    };
  }, [queue]);
  useEffect(() => queue.settle(new Set(images.map(({ id }) => id))), [queue, images]);
  return { ...state, queue };
}
