'use client';
import type { Image } from '@tintype/core';
import { useMemo } from 'react';

/** All but the hidden. */
export function useShownImages(
  images: readonly Image[],
  hidden: ReadonlySet<string>,
): readonly Image[] {
  return useMemo(
    () => (hidden.size > 0 ? images.filter(({ id }) => !hidden.has(id)) : images),
    [images, hidden],
  );
}
