import type { ReactElement } from 'react';

const PLACES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Empty places, while the first pictures are on the way. Renders a `<div>`. */
export function GalleryLoading(): ReactElement {
  return (
    <div className="tt-images" aria-hidden="true">
      {PLACES.map((place) => (
        <span key={place} className="tt-placeholder" />
      ))}
    </div>
  );
}
