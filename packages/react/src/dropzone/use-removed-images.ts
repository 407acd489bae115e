'use client';
import type { RemovalListener } from '@tintype/core';
import { useEffect, useMemo, useRef } from 'react';
import type { ImageUpload } from '../upload/use-image-upload.ts';

/** Calls back for each stored image that leaves the list, those before included. @returns the end of it. */
export type WatchRemoved = (listener: RemovalListener) => () => void;

/**
 * Notes which stored images leave the list, until the rows are loaded, which have to do with it.
 *
 * @returns `null` unless it is active.
 */
export function useRemovedImages(
  { watchRemoved }: Pick<ImageUpload, 'watchRemoved'>,
  isActive: boolean,
): WatchRemoved | null {
  const missed = useRef<Parameters<RemovalListener>[]>([]);
  const listener = useRef<RemovalListener>(null);
  useEffect(() => {
    if (!isActive) return undefined;
    return watchRemoved((...removal) => {
      if (listener.current) listener.current(...removal);
      else missed.current.push(removal);
    });
  }, [watchRemoved, isActive]);
  const watch = useMemo<WatchRemoved>(
    () => (next) => {
      listener.current = next;
      for (const removal of missed.current.splice(0)) next(...removal);
      return () => {
        listener.current = null;
      };
    },
    [],
  );
  return isActive ? watch : null;
}
