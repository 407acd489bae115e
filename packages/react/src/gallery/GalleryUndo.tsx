'use client';
import type { ReactElement } from 'react';
import { Icon } from '../anatomy/Icon.tsx';
import * as icons from '../anatomy/icons.ts';
import { classes } from '../anatomy/slots.ts';
import { useGallery } from './gallery-context.ts';
import type { UndoPartProps } from './gallery-parts.ts';

/** Offers to bring back what was deleted. Renders a `<div>`. */
export function GalleryUndo({ count, onUndo }: UndoPartProps): ReactElement {
  const { labels, classNames } = useGallery();
  return (
    <div className={classes('tt-undo', classNames.undo)}>
      <bdi>{labels.deleted(count)}</bdi>
      <button type="button" className="tt-button" data-action="undo" onClick={onUndo}>
        <Icon path={icons.undo} />
        {labels.undo}
      </button>
    </div>
  );
}
