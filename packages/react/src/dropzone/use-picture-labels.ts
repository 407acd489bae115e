'use client';
import { useMemo } from 'react';
import type { DropzoneLabels } from '../anatomy/dropzone-labels.ts';
import { pictureLabels } from '../anatomy/picture-labels.ts';
import { useAreaLook } from './dropzone-look.tsx';

/** All words of the dropzone, with those that come on demand. */
export function usePictureLabels(): DropzoneLabels {
  const { labels } = useAreaLook();
  return useMemo(() => ({ ...pictureLabels, ...labels }), [labels]);
}
