'use client';
import type { Image } from '@tintype/core';
import { useEffect, useMemo, useRef } from 'react';
import type { ImageUpload } from '../upload/use-image-upload.ts';

/**
 * The images of all items that are done, in order. The same array as long as they are the same.
 *
 * @param onChange - Told when they are others; not of those that are there from the start.
 */
export function useStoredImages(
  { items }: Pick<ImageUpload, 'items'>,
  onChange: ((images: readonly Image[]) => void) | undefined,
): readonly Image[] {
  const latest = useRef(onChange);
  const told = useRef<readonly Image[]>(undefined);
  const before = useRef<readonly Image[]>([]);
  const images = useMemo(() => {
    const now = items.flatMap((item) => (item.status === 'done' ? [item.image] : []));
    const isSame =
      now.length === before.current.length && now.every((one, at) => one === before.current[at]);
    if (!isSame) before.current = now;
    return before.current;
  }, [items]);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    if (told.current !== undefined && told.current !== images) latest.current?.(images);
    told.current = images;
  }, [images]);
  return images;
}
