'use client';
import { type RefObject, useMemo, useState } from 'react';
import { moved, WHOLE, type ZoomBounds, type ZoomPoint, type ZoomView, zoomed } from './zoom.ts';

/** A picture that can be looked at more closely. */
export interface Zoom {
  view: ZoomView;
  isZoomed: boolean;
  /** @param at - In the coordinates of the viewport; the middle, unless given. */
  zoomBy: (factor: number, at?: ZoomPoint) => void;
  panBy: (x: number, y: number) => void;
  reset: () => void;
}

/**
 * @param place - The element that the picture is fitted into; the picture is its `<img>`.
 */
export function useZoom(place: RefObject<HTMLElement | null>): Zoom {
  const [view, setView] = useState<ZoomView>(WHOLE);
  const actions = useMemo(
    () => ({
      zoomBy: (factor: number, at?: ZoomPoint) =>
        setView((now) => {
          const { current } = place;
          return current ? zoomed(now, factor, fromMiddle(current, at), boundsOf(current)) : now;
        }),
      panBy: (x: number, y: number) =>
        setView((now) => (place.current ? moved(now, { x, y }, boundsOf(place.current)) : now)),
      reset: () => setView(WHOLE),
    }),
    [place],
  );
  return { view, isZoomed: view.scale > 1, ...actions };
}

function fromMiddle(place: HTMLElement, at: ZoomPoint | undefined): ZoomPoint {
  if (!at) return { x: 0, y: 0 };
  const { left, top, width, height } = place.getBoundingClientRect();
  return { x: at.x - left - width / 2, y: at.y - top - height / 2 };
}

/** The element fills its place; the picture in it is fitted. */
function boundsOf(place: HTMLElement): ZoomBounds {
  const { clientWidth: placeWidth, clientHeight: placeHeight } = place;
  const image = place.querySelector('img');
  const ratio = image?.naturalHeight ? image.naturalWidth / image.naturalHeight : 1;
  const width = Math.min(placeWidth, placeHeight * ratio);
  return { width, height: width / ratio, placeWidth, placeHeight };
}
