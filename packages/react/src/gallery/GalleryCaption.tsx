'use client';
import type { ReactElement } from 'react';
import { classes } from '../anatomy/slots.ts';
import { GalleryFacts } from './GalleryFacts.tsx';
import { useGallery } from './gallery-context.ts';
import type { PicturePartProps } from './gallery-parts.ts';

/** The name of a picture, and what is really on the screen. Renders a `<div>`. */
export function GalleryCaption({ picture }: PicturePartProps): ReactElement {
  const { classNames } = useGallery();
  const { name } = picture;
  return (
    <div className={classes('tt-caption', classNames.caption)}>
      <p className="tt-image-name" title={name}>
        <bdi>{name}</bdi>
      </p>
      <GalleryFacts picture={picture} />
    </div>
  );
}
