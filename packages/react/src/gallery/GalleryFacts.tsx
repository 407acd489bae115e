'use client';
import type { ReactElement } from 'react';
import { useGallery } from './gallery-context.ts';
import type { GalleryPicture } from './gallery-parts.ts';

/** What is really on the screen: variant, size in pixels, bytes. Renders a `<p>`. */
export function GalleryFacts({ picture }: { picture: GalleryPicture }): ReactElement {
  const { labels } = useGallery();
  const { shown, choice } = picture;
  const facts = shown
    ? [
        choice === null ? shown.variant : null,
        labels.dimensions(shown.width, shown.height),
        shown.bytes === null ? null : labels.size(shown.bytes),
      ].filter((fact) => fact !== null)
    : // Keeps the line.
      ['\u00a0'];
  return (
    <p className="tt-image-size">
      {facts.map((fact) => (
        <span key={fact} className="tt-fact">
          <bdi>{fact}</bdi>
        </span>
      ))}
    </p>
  );
}
