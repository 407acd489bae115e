'use client';
import type { ReactElement } from 'react';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { useGallery } from './gallery-context.ts';

/** Stands where pictures would be. Renders a `<p>`. */
export function GalleryEmpty(): ReactElement {
  const { labels } = useGallery();
  return (
    <p className="tt-empty">
      <Icon path={icons.pictures} />
      {labels.empty}
    </p>
  );
}
