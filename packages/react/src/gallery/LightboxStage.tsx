'use client';
import type { Image } from '@tintype/core';
import { type ReactElement, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useGallery } from './gallery-context.ts';
import type { GalleryPicture } from './gallery-parts.ts';
import { growFrom, slideFrom } from './lightbox-motion.ts';
import { useGestures } from './use-gestures.ts';
import type { Zoom } from './use-zoom.ts';

interface LightboxStageProps {
  picture: GalleryPicture;
  photo: ReactNode;
  place: RefObject<HTMLDivElement | null>;
  zoom: Zoom;
  /** Where the picture comes from: -1 from the left, 1 from the right, 0 out of the grid. */
  side: number;
  onSwipe: (direction: -1 | 1) => void;
  onSwipeDown: () => void;
}

/** The picture, as large as there is room. Renders a `<div>`. */
export function LightboxStage(props: LightboxStageProps): ReactElement {
  const { picture, photo, place, zoom, side, onSwipe, onSwipeDown } = props;
  const { labels } = useGallery();
  const { drag, handlers } = useGestures({ place, zoom, onSwipe, onSwipeDown });
  const { view } = zoom;
  const x = view.x + (drag?.x ?? 0);
  const y = view.y + (drag?.y ?? 0);
  return (
    <div ref={place} className="tt-stage" {...handlers}>
      <Entrance key={picture.image.id} image={picture.image} side={side}>
        <div
          className="tt-zoom"
          data-dragging={drag ? '' : undefined}
          // Only ever set by script: a lightbox opens by hand.
          style={{ transform: `translate(${x}px, ${y}px) scale(${view.scale})` }}
        >
          {photo}
        </div>
      </Entrance>
      {picture.state === 'waiting' ? <p className="tt-spreading">{labels.spreading}</p> : null}
      {picture.state === 'broken' ? (
        <div className="tt-broken">
          <p className="tt-broken-text">{labels.broken}</p>
          <button type="button" className="tt-button" onClick={picture.retry}>
            {labels.reload(picture.name)}
          </button>
        </div>
      ) : null}
    </div>
  );
}

interface EntranceProps {
  image: Image;
  side: number;
  children: ReactElement;
}

function Entrance({ image, side, children }: EntranceProps) {
  const element = useRef<HTMLDivElement>(null);
  const begin = useRef({ image, side });
  useEffect(() => {
    const { current } = element;
    const { image: shown, side: from } = begin.current;
    if (!current) return;
    if (from !== 0) return slideFrom(from, current);
    const gallery = current.closest('[data-tt="gallery"]');
    const inGrid = gallery?.querySelector(`[data-tt="image"][data-id="${CSS.escape(shown.id)}"]`);
    growFrom(inGrid?.querySelector('.tt-photo') ?? null, current);
  }, []);
  return (
    <div ref={element} className="tt-entrance">
      {children}
    </div>
  );
}
