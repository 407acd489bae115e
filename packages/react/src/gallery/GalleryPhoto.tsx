'use client';
import { type ReactElement, useEffect, useRef } from 'react';
import type { GalleryPicture } from './gallery-parts.ts';

interface GalleryPhotoProps {
  picture: GalleryPicture;
  /** `eager` for a picture that is surely looked at. @default 'lazy' */
  loading?: 'lazy' | 'eager' | undefined;
}

/** The variant on show. Renders an `<img>`, or nothing while there is nothing to load. */
export function GalleryPhoto({ picture, loading }: GalleryPhotoProps): ReactElement | null {
  const { src, state } = picture;
  if (src === null || state === 'broken' || state === 'waiting') return null;
  // A new element for each variant, so that the old picture does not stand for the new.
  return <Photo key={picture.source} picture={picture} src={src} loading={loading} />;
}

function Photo({ picture, src, loading = 'lazy' }: GalleryPhotoProps & { src: string }) {
  const element = useRef<HTMLImageElement>(null);
  const latest = useRef(picture);
  useEffect(() => {
    latest.current = picture;
  });
  useEffect(() => {
    // In a page that came from a server, it may have arrived, or failed, before anybody listened.
    const { current } = element;
    if (!current?.complete || current.currentSrc === '') return;
    if (current.naturalWidth > 0) latest.current.onLoad(current);
    else latest.current.onError();
  }, []);
  const { facts, shown, variant } = picture;
  return (
    <img
      ref={element}
      className="tt-photo"
      // All of these before `src`, or the browser begins with the wrong file.
      loading={loading}
      sizes={picture.sizes}
      srcSet={picture.srcSet}
      width={facts.size?.width}
      height={facts.size?.height}
      src={src}
      alt={picture.alt}
      decoding="async"
      draggable={false}
      data-variant={shown?.variant ?? variant?.name}
      onLoad={({ currentTarget }) => picture.onLoad(currentTarget)}
      onError={picture.onError}
    />
  );
}
