'use client';
import type { ReactElement } from 'react';
import { classes } from '../anatomy/slots.ts';
import { useGallery } from './gallery-context.ts';
import type { PicturePartProps } from './gallery-parts.ts';

/** The name of a picture, and what is really on the screen. Renders a `<div>`. */
export function GalleryCaption({ picture }: PicturePartProps): ReactElement {
  const { labels, classNames } = useGallery();
  const { name, shown } = picture;
  return (
    <div className={classes('tt-caption', classNames.caption)}>
      <p className="tt-image-name" title={name}>
        <bdi>{name}</bdi>
      </p>
      <p className="tt-image-size">
        {shown ? (
          <>
            {picture.choice === null ? <bdi>{shown.variant}</bdi> : null}
            <bdi dir="ltr">{labels.dimensions(shown.width, shown.height)}</bdi>
            {shown.bytes === null ? null : <bdi>{labels.size(shown.bytes)}</bdi>}
          </>
        ) : (
          // Keeps the line.
          '\u00a0'
        )}
      </p>
    </div>
  );
}
